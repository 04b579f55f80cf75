/** E-mail: plain text over SMTP with TLS, STARTTLS or, for servers at home, unencrypted. */
import { Failure, invalid, unavailable } from "../../base/errors.ts";
import type { EmailSettings } from "../channel_settings.ts";
import type { Send } from "../ports.ts";

const CONNECT_MS = 10_000;
const SILENCE_MS = 15_000;
const REASON_CHARS_MAX = 160;
/** RFC 5321: 4xx errors are temporary, 5xx are final. */
const FINAL_FROM = 500;

export interface EmailOptions {
  /** Certificate authorities to trust instead of the system's. */
  readonly caCerts?: readonly string[];
  /** @default 15 seconds */
  readonly silenceMs?: number;
}

export function createEmail(
  { caCerts, silenceMs = SILENCE_MS }: EmailOptions = {},
): Send<EmailSettings> {
  return async (to, message, signal) => {
    signal.throwIfAborted();
    // Loaded on first use: it takes 20 MB of memory, and most homes send no e-mail.
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
        subject: message.title,
        text: message.link ? `${message.body}\n\n${message.link}` : message.body,
        // The same for repeated sends, so that readers see one message.
        messageId: `<${message.id}@${to.from.split("@")[1]}>`,
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

/** Errors of nodemailer. */
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
