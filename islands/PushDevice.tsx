/** Asks this browser to show the app's alerts, also while no page is open. */
import { useEffect } from "preact/hooks";
import { useCell } from "./cell.ts";

interface PushDeviceProps {
  /** Home's VAPID public key, with which the browser subscribes. */
  publicKey: string;
  /** Takes the subscription. */
  at: string;
  /** Path of the next page. */
  next: string;
  texts: { ask: string; waiting: string; unable: string; denied: string; failed: string };
}

export default function PushDevice({ publicKey, at, next, texts }: PushDeviceProps) {
  const able = useCell(false);
  const waiting = useCell(false);
  const sentence = useCell("");

  useEffect(() => {
    able.value = "PushManager" in globalThis && "Notification" in globalThis &&
      "serviceWorker" in navigator;
  }, []);

  async function ask() {
    waiting.value = true;
    sentence.value = "";
    try {
      if (await Notification.requestPermission() !== "granted") throw new Refused(texts.denied);
      await send(at, await subscribe(publicKey));
      location.assign(next);
    } catch (error) {
      sentence.value = error instanceof Refused ? error.message : texts.failed;
      waiting.value = false;
    }
  }

  if (!able.value) return <p class="hint">{texts.unable}</p>;
  return (
    <p class="row">
      <button type="button" class="button" disabled={waiting.value} onClick={ask}>
        {waiting.value ? texts.waiting : texts.ask}
      </button>
      <span class="small" role="status">{sentence.value}</span>
    </p>
  );
}

/** Somebody said no, and why. */
class Refused extends Error {}

async function subscribe(applicationServerKey: string): Promise<PushSubscription> {
  const { pushManager } = await navigator.serviceWorker.ready;
  // A subscription made with another key would not accept this home's messages.
  await (await pushManager.getSubscription())?.unsubscribe();
  return await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
}

async function send(path: string, subscription: PushSubscription): Promise<void> {
  const response = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify(subscription),
  });
  if (!response.ok) throw new Refused((await response.json()).detail);
}
