/** ntfy: posts JSON with the topic to the server's root. */
import { invalid } from "../../base/errors.ts";
import type { NtfySettings } from "../channel_settings.ts";
import type { Send } from "../ports.ts";
import { failureFor, type Post } from "./post_http.ts";
import { truncate } from "./truncate.ts";

/** ntfy turns messages over 4,096 bytes into attachments. */
const MESSAGE_BYTES_MAX = 4_000;
const TITLE_BYTES_MAX = 240;
/** ntfy priorities from 1 to 5; 3 is the default. */
const PRIORITY = { normal: 3, urgent: 4 };

export function createNtfy(post: Post): Send<NtfySettings> {
  return async ({ server, topic, token }, message, signal) => {
    const { host } = new URL(server);
    const answer = await post({
      url: `${server}/`,
      headers: {
        "content-type": "application/json",
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      body: JSON.stringify({
        topic,
        title: truncate(message.title, TITLE_BYTES_MAX),
        message: truncate(message.body, MESSAGE_BYTES_MAX),
        priority: message.urgent ? PRIORITY.urgent : PRIORITY.normal,
        ...(message.link ? { click: message.link } : {}),
      }),
    }, signal);
    if (answer.status === 200) return;
    if (answer.status === 401 || answer.status === 403) {
      throw invalid("alerts.ntfy_refused", { host });
    }
    throw failureFor(host, answer);
  };
}
