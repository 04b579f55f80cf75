/** The four ways out. Each sends one letter, or throws a Failure that says why not and whether to try again. */
import type { EmailPlace, NtfyPlace, TelegramPlace } from "./places.ts";

/** An alert in words. */
export interface Letter {
  /** The same letter sent twice has the same one, so that who receives both can tell. */
  readonly id: string;
  readonly title: string;
  readonly body: string;
  /** Absolute; for the browser's own notifications it may be a path inside the app. */
  readonly link?: string;
  readonly urgent: boolean;
}

export type Send<Place> = (to: Place, letter: Letter, signal: AbortSignal) => Promise<void>;

export interface TelegramChat {
  readonly chatId: string;
  readonly chatName: string;
}

/** As a browser hands it out. */
export interface PushSubscription {
  readonly endpoint: string;
  readonly keys: { readonly p256dh: string; readonly auth: string };
}

/** By which a push service knows that it is always the same house that sends. */
export interface VapidKeys {
  readonly publicKey: string;
  readonly privateKey: string;
}

export interface PushSender extends VapidKeys {
  /** Whom the push service may write to: `mailto:` or https. */
  readonly subject: string;
}

export interface Outlets {
  readonly ntfy: Send<NtfyPlace>;
  readonly telegram: Send<TelegramPlace>;
  /** Who wrote to the bot last; `null`: nobody yet. */
  readonly findChat: (
    bot: Pick<TelegramPlace, "apiUrl" | "token">,
    signal: AbortSignal,
  ) => Promise<TelegramChat | null>;
  readonly email: Send<EmailPlace>;
  /** `gone`: the browser has withdrawn the subscription for good. */
  readonly push: (
    to: PushSubscription,
    from: PushSender,
    letter: Letter,
    signal: AbortSignal,
  ) => Promise<"taken" | "gone">;
  readonly newVapidKeys: () => Promise<VapidKeys>;
}
