/** The button that asks the device for a passkey, where browsers have them. */
import type { Context } from "hono";
import { Island } from "../../components/island.tsx";
import Passkey from "../../islands/Passkey.tsx";
import { type Auth, type PasskeyPlace, passkeyPlace } from "../../services/auth/mod.ts";
import { invalid } from "../../services/errors.ts";
import type { Env } from "../env.ts";

interface PasskeyButtonProps {
  c: Context<Env>;
  act: "create" | "get";
  /** What the button says. */
  ask: string;
  /** Takes the answer; its `challenge` beside it gives the question. */
  at: string;
  /** Where to go on. */
  next: string;
}

export function PasskeyButton({ c, act, ask, at, next }: PasskeyButtonProps) {
  const { t } = c.var;
  const texts = { ask, waiting: t("auth.passkey_waiting"), failed: t("auth.passkey_failed") };
  const answer = `${at}?next=${encodeURIComponent(next)}`;
  return <Island of={Passkey} props={{ act, challenge: `${at}/challenge`, answer, texts }} />;
}

/** Throws Failure where browsers have no passkeys. */
export function placeOf(c: Context): PasskeyPlace {
  const place = passkeyPlace(c.req.url);
  if (!place) throw invalid("auth.passkey_elsewhere");
  return place;
}

/** Whether there is a passkey for the name under which the app is called. */
export async function isOfferedHere(c: Context, auth: Auth): Promise<boolean> {
  const place = passkeyPlace(c.req.url);
  return place !== null && (await auth.passkeys.list()).some(({ host }) => host === place.host);
}
