/** The ports of the four channels. Each sends one message or throws a Failure with the reason and whether to retry. */
import type { EmailSettings, NtfySettings, TelegramSettings } from "./channel_settings.ts";

/** The composed text of an alert or a digest. */
export interface AlertMessage {
  /** The same for repeated sends, so that receivers can drop duplicates. */
  readonly id: string;
  readonly title: string;
  readonly body: string;
  /** An absolute URL; for push notifications it may be a path inside the app. */
  readonly link?: string;
  readonly urgent: boolean;
}

export type Send<Place> = (to: Place, message: AlertMessage, signal: AbortSignal) => Promise<void>;

export interface TelegramChat {
  readonly chatId: string;
  readonly chatName: string;
}

/** The subscription that a browser returns. */
export interface PushSubscription {
  readonly endpoint: string;
  readonly keys: { readonly p256dh: string; readonly auth: string };
}

/** The keys by which a push service identifies this home. */
export interface VapidKeys {
  readonly publicKey: string;
  readonly privateKey: string;
}

export interface PushSender extends VapidKeys {
  /** The contact for the push service: a `mailto:` or https URL. */
  readonly subject: string;
}

export interface ChannelAdapters {
  readonly ntfy: Send<NtfySettings>;
  readonly telegram: Send<TelegramSettings>;
  /** The chat that wrote to the bot last; null when none did. */
  readonly findChat: (
    bot: Pick<TelegramSettings, "apiUrl" | "token">,
    signal: AbortSignal,
  ) => Promise<TelegramChat | null>;
  readonly email: Send<EmailSettings>;
  /** `gone` means that the browser has ended the subscription. */
  readonly push: (
    to: PushSubscription,
    from: PushSender,
    message: AlertMessage,
    signal: AbortSignal,
  ) => Promise<"sent" | "gone">;
  readonly newVapidKeys: () => Promise<VapidKeys>;
}
