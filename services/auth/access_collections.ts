/** The collections that grant access: they belong to one home and are never exported or replicated. */
import { tokens } from "./api_tokens.ts";
import { deviceKeys } from "./known_devices.ts";
import { owners } from "./owner.ts";
import { passkeys } from "./passkeys.ts";
import { sessions } from "./sessions.ts";

export const ACCESS_COLLECTIONS: ReadonlySet<string> = new Set(
  [owners, sessions, tokens, passkeys, deviceKeys].map(({ name }) => name),
);
