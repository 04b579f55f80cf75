/** Builds the adapters of all channels. */
import type { ChannelAdapters } from "../ports.ts";
import { createEmail, type EmailOptions } from "./email.ts";
import { createNtfy } from "./ntfy.ts";
import { createPost, type PostOptions } from "./post_http.ts";
import { createPush, newVapidKeys } from "./push.ts";
import { createTelegram } from "./telegram.ts";

export function createChannelAdapters(options: PostOptions & EmailOptions = {}): ChannelAdapters {
  const post = createPost(options);
  const { send, findChat } = createTelegram(post);
  return {
    ntfy: createNtfy(post),
    telegram: send,
    findChat,
    email: createEmail(options),
    push: createPush(post),
    newVapidKeys,
  };
}
