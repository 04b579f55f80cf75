/** E-mail: one plain text over SMTP, with TLS from the first byte, after STARTTLS, or none at home. */
import { Failure, invalid, unavailable } from "../../base/errors.ts";
import type { EmailPlace } from "../places.ts";
import type { Send } from "../ports.ts";

const CONNECT_MS = 10_000;
const SILENCE_MS = 15_000;
const REASON_CHARS_MAX = 160;
/** RFC 5321: 4xx may be different later, 5xx will not. */
const FINAL_FROM = 500;

export interface EmailOptions {
  /** Who is believed instead of those whom the system believes. */
  readonly caCerts?: readonly string[];
  /** @default 15 seconds */
  readonly silenceMs?: number;
}

export function createEmail(
  { caCerts, silenceMs = SILENCE_MS }: EmailOptions = {},
): Send<EmailPlace> {
  return async (to, letter, signal) => {
    signal.throwIfAborted();
    // Twenty megabytes that only a house with e-mail alerts pays for.
    const { createTransport } = await import("nodemailer");
    const transport = createTransport({
      host: to.host,
      port: to.port,
      secure: to.security === "tls",
      requireTLS: to.security === "starttls",
      ignoreTLS: to.security === "none",
      ...(to.user && { auth: { user: to.user, pass: to.password! } }),
      ...(caCerts && { tls: { ca: [...caCerts] } }),
      connectionTimeout: CONNECT_MS,
      greetingTimeout: silenceMs,
      socketTimeout: silenceMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    try {
      await transport.sendMail({
        from: to.from,
        to: to.to,
        subject: letter.title,
        text: letter.link ? `${letter.body}\n\n${letter.link}` : letter.body,
        // Sent twice it is still one letter to who reads it.
        messageId: `<${letter.id}@${to.from.split("@")[1]}>`,
        headers: { "auto-submitted": "auto-generated" },
        signal,
      });
    } catch (error) {
      signal.throwIfAborted();
      throw failureOf(error, to.host);
    } finally {
      transport.close();
    }
  };
}

/** As nodemailer describes what went wrong. */
interface SmtpError extends Error {
  readonly code?: string;
  readonly responseCode?: number;
  readonly response?: string;
}

function failureOf(thrown: unknown, host: string): Failure {
  const error: SmtpError = thrown instanceof Error ? thrown : new Error(String(thrown));
  const final = (error.responseCode ?? 0) >= FINAL_FROM;
  const reason = (error.response ?? error.message).slice(0, REASON_CHARS_MAX);
  if (error.code === "EAUTH" && final) return invalid("alerts.email_login", { host, reason });
  if (error.code === "ETLS" || /certificate/i.test(error.message)) {
    return invalid("alerts.email_encryption", { host, reason }, error);
  }
  if (final) return invalid("alerts.email_refused", { host, reason });
  if (error.responseCode) return unavailable("alerts.email_later", { host, reason });
  return unavailable("alerts.silent", { host }, error);
}
