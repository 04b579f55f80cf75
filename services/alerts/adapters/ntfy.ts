/** ntfy: JSON to the server's root, with the topic inside. */
import { invalid } from "../../base/errors.ts";
import type { NtfyPlace } from "../places.ts";
import type { Send } from "../ports.ts";
import { type Post, refusal } from "./post_http.ts";
import { clip } from "./clip.ts";

/** Past 4,096 bytes a server makes an attachment of it. */
const MESSAGE_BYTES_MAX = 4_000;
const TITLE_BYTES_MAX = 240;
/** Of five; three is what a phone shows without a sound of its own. */
const PRIORITY = { normal: 3, urgent: 4 };

export function createNtfy(post: Post): Send<NtfyPlace> {
  return async ({ server, topic, token }, letter, signal) => {
    const { host } = new URL(server);
    const answer = await post({
      url: `${server}/`,
      headers: {
        "content-type": "application/json",
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      body: JSON.stringify({
        topic,
        title: clip(letter.title, TITLE_BYTES_MAX),
        message: clip(letter.body, MESSAGE_BYTES_MAX),
        priority: letter.urgent ? PRIORITY.urgent : PRIORITY.normal,
        ...(letter.link ? { click: letter.link } : {}),
      }),
    }, signal);
    if (answer.status === 200) return;
    if (answer.status === 401 || answer.status === 403) {
      throw invalid("alerts.ntfy_refused", { host });
    }
    throw refusal(host, answer);
  };
}
