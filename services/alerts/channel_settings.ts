/** The settings of each channel. Servers may be in the home network, so private addresses are allowed. */
import { z } from "zod";

const ADDRESS_CHARS_MAX = 300;
const SECRET_CHARS_MAX = 300;
const PORT_MAX = 65_535;

/** An http or https URL without credentials; trailing slashes are removed. */
export const webAddress = z.string().trim().max(ADDRESS_CHARS_MAX)
  .transform((text) => text.replace(/\/+$/, ""))
  .refine((text) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    return url !== null && /^https?:$/.test(url.protocol) && url.hostname !== "" &&
      url.username === "" && url.password === "" && url.search === "" && url.hash === "";
  });

/** Printable ASCII only, because the value becomes part of a header or a URL. */
const secret = z.string().trim().min(1).max(SECRET_CHARS_MAX).regex(/^[\x21-\x7e]+$/);

export const NTFY_SERVER = "https://ntfy.sh";
export const NtfySchema = z.object({
  server: webAddress,
  /** Anyone who knows the topic can read the messages, so it is secret like a password. */
  topic: z.string().trim().regex(/^[-_A-Za-z0-9]{1,64}$/),
  token: secret.optional(),
});
export type NtfySettings = z.infer<typeof NtfySchema>;

export const TELEGRAM_API = "https://api.telegram.org";
export const TelegramSchema = z.object({
  apiUrl: webAddress,
  token: z.string().trim().regex(/^\d{1,20}:[-_A-Za-z0-9]{20,100}$/),
  chatId: z.string().trim().regex(/^(?:-?\d{1,20}|@\w{1,64})$/),
  /** The chat's display name. */
  chatName: z.string().optional(),
});
export type TelegramSettings = z.infer<typeof TelegramSchema>;

export const EMAIL_SECURITY = ["tls", "starttls", "none"] as const;
export const EmailSchema = z.object({
  host: z.string().trim().regex(/^[-_.:A-Za-z0-9]{1,255}$/),
  port: z.coerce.number().int().min(1).max(PORT_MAX),
  security: z.enum(EMAIL_SECURITY),
  user: z.string().trim().min(1).max(ADDRESS_CHARS_MAX).optional(),
  password: z.string().min(1).max(SECRET_CHARS_MAX).optional(),
  from: z.email().max(ADDRESS_CHARS_MAX),
  to: z.email().max(ADDRESS_CHARS_MAX),
})
  // A password may not be sent unencrypted.
  .refine(({ security, user }) => security !== "none" || !user, { path: ["security"] })
  .refine(({ user, password }) => !user === !password, { path: ["password"] });
export type EmailSettings = z.infer<typeof EmailSchema>;
