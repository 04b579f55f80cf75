/** The button that asks the device for a passkey, where browsers have them. */
import type { Context } from "hono";
import { Island } from "../../components/island.tsx";
import Passkey from "../../islands/Passkey.tsx";
import { type Auth, type PasskeyPlace, passkeyPlace } from "../../services/auth/mod.ts";
import { invalid } from "../../services/base/errors.ts";
import type { Env } from "../env.ts";

interface PasskeyButtonProps {
  c: Context<Env>;
  act: "create" | "get";
  /** Text of the button. */
  ask: string;
  /** Takes the answer; its `challenge` beside it gives the question. */
  at: string;
  /** The next page, or the id of a form to submit. */
  then: { readonly next: string } | { readonly submit: string };
}

export function PasskeyButton({ c, act, ask, at, then }: PasskeyButtonProps) {
  const { t } = c.var;
  const texts = { ask, waiting: t("auth.passkey_waiting"), failed: t("auth.passkey_failed") };
  const challenge = `${at}/challenge`;
  const props = "next" in then
    ? { answer: `${at}?next=${encodeURIComponent(then.next)}` }
    : { answer: at, submit: then.submit };
  return <Island of={Passkey} props={{ act, challenge, texts, ...props }} />;
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
