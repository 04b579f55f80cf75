/** Translates messages that reach the owner outside a page, as alerts do, into the language that the owner chose. */
import { isMessageKey, translator } from "../locales/mod.ts";
import type { Auth } from "../services/auth/mod.ts";
import type { Message } from "../services/jobs/mod.ts";

export function ownerMessages(auth: Auth): (message: Message) => Promise<string> {
  return async ({ key, params }) => {
    const { language } = await auth.profile.get();
    // A message stored by another version may have a key that no longer exists.
    return isMessageKey(key) ? translator(language)(key, params) : key;
  };
}
