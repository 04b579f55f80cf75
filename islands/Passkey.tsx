/** Asks the device for a passkey: a new one, or the proof of one that it has. */
import { useEffect } from "preact/hooks";
import { useCell } from "./cell.ts";

interface PasskeyProps {
  act: "create" | "get";
  /** `POST` here for the question, as JSON. */
  challenge: string;
  /** `POST` target for the authenticator's answer; its response names the `next` page, unless a form is submitted. */
  answer: string;
  /** The id of a form that is sent once the answer is taken. */
  submit?: string | undefined;
  texts: { ask: string; waiting: string; failed: string };
}

export default function Passkey({ act, challenge, answer, submit, texts }: PasskeyProps) {
  // Shown by the browser alone: without scripts, or without passkeys, there is nothing to press.
  const able = useCell(false);
  const state = useCell<"idle" | "waiting" | "failed">("idle");
  const sentence = useCell("");

  useEffect(() => {
    able.value = "PublicKeyCredential" in globalThis &&
      "parseCreationOptionsFromJSON" in PublicKeyCredential;
  }, []);

  async function ask() {
    state.value = "waiting";
    try {
      const proof = await fromDevice(act, await post(challenge));
      const { next } = await post(answer, proof);
      if (submit) submitForm(submit);
      else location.assign(next as string);
    } catch (error) {
      sentence.value = error instanceof Refused ? error.message : texts.failed;
      state.value = "failed";
    }
  }

  return (
    <div class="passkey" hidden={!able.value}>
      <button type="button" class="button" disabled={state.value === "waiting"} onClick={ask}>
        {state.value === "waiting" ? texts.waiting : texts.ask}
      </button>
      <p class="passkey-said" role="status">{state.value === "failed" ? sentence.value : ""}</p>
    </div>
  );
}

/** Submits the form without validation, since the passkey replaces its required passphrase. */
function submitForm(id: string): void {
  const form = document.getElementById(id);
  if (form instanceof HTMLFormElement) form.submit();
}

/** The server refused; the message is its reason. */
class Refused extends Error {}

async function post(path: string, body: unknown = {}): Promise<Record<string, unknown>> {
  const response = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify(body),
  });
  const said = await response.json();
  if (!response.ok) throw new Refused(said.detail);
  return said;
}

async function fromDevice(act: PasskeyProps["act"], question: Record<string, unknown>) {
  const credential = act === "create"
    ? await navigator.credentials.create({
      publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(
        question as unknown as PublicKeyCredentialCreationOptionsJSON,
      ),
    })
    : await navigator.credentials.get({
      publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(
        question as unknown as PublicKeyCredentialRequestOptionsJSON,
      ),
    });
  return (credential as PublicKeyCredential).toJSON();
}
