/** What a room says to the owner where no page is: in the language that the owner chose. */
import { isMessageKey, translator } from "../locales/mod.ts";
import type { Auth } from "../services/auth/mod.ts";
import type { Message } from "../services/jobs/mod.ts";

export function ownerWords(auth: Auth): (message: Message) => Promise<string> {
  return async ({ key, params }) => {
    const { language } = await auth.profile.get();
    // What was written down by another version may have a key that is no more.
    return isMessageKey(key) ? translator(language)(key, params) : key;
  };
}
