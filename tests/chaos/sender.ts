/**
 * Senders that behave like real ones: several at a time, each message again and again until somebody says 2xx,
 * giving up an attempt that takes too long. What they sent and were told is counted.
 */
import { type Message, type Sender, SENDERS, signed } from "./signing.ts";
import { NeverHappened, pause } from "../support/until.ts";

export interface Sent extends Message {
  /** Position in the count of all events, not a time. */
  readonly begun: number;
  readonly acknowledged: number;
}

interface Tally {
  attempts: number;
  /** Told 202: kept now. */
  kept: number;
  /** Told 200: kept by an earlier attempt whose answer was lost. */
  keptBefore: number;
  /** Told anything else, by status. */
  refused: Map<number, number>;
  /** No answer: the connection broke. */
  broken: number;
  /** No answer in time. */
  givenUp: number;
}

export interface SenderCrowd {
  /** Creates webhooks with unique ids. */
  messages(count: number, senders?: readonly Sender[]): Message[];
  readonly tally: Tally;
  /** Sent webhooks in the order of their acknowledgement. */
  readonly sent: readonly Sent[];
  /** Attempts that did not end in 2xx. */
  refusals(): number;
  /** @returns when each of them was acknowledged */
  send(messages: readonly Message[]): Promise<void>;
}

/** Concurrent requests of one sender. */
const LANES = 3;
const PATIENCE_MS = 2_000;
const RETRY_MS = 50;
/** No fault lasts so long. */
const GIVE_UP_MS = 180_000;

export function senderCrowd(relayUrl: string): SenderCrowd {
  const tally: Tally = {
    ...{ attempts: 0, kept: 0, keptBefore: 0, broken: 0, givenUp: 0 },
    refused: new Map(),
  };
  const sent: Sent[] = [];
  let moment = 0;
  let made = 0;

  /** @returns whether it was acknowledged */
  async function attempt(message: Message): Promise<boolean> {
    tally.attempts++;
    try {
      const status = await postOnce(relayUrl, message, PATIENCE_MS);
      if (status === 202) tally.kept++;
      else if (status === 200) tally.keptBefore++;
      else tally.refused.set(status, (tally.refused.get(status) ?? 0) + 1);
      return status === 202 || status === 200;
    } catch (error) {
      if (error instanceof DOMException) tally.givenUp++;
      else tally.broken++;
      return false;
    }
  }

  async function bring(message: Message): Promise<void> {
    const begun = ++moment;
    const end = performance.now() + GIVE_UP_MS;
    while (!await attempt(message)) {
      if (performance.now() > end) throw new NeverHappened(`${message.id} was never acknowledged`);
      await pause(RETRY_MS);
    }
    sent.push({ ...message, begun, acknowledged: ++moment });
  }

  return {
    messages: (count, senders = SENDERS) =>
      Array.from({ length: count }, (_, n) => {
        const id = `msg_${++made}`;
        return { sender: senders[n % senders.length]!, id, body: JSON.stringify({ id }) };
      }),
    tally,
    sent,
    refusals: () =>
      tally.broken + tally.givenUp + [...tally.refused.values()].reduce((sum, n) => sum + n, 0),
    send(messages) {
      const queues = Map.groupBy(messages, ({ sender }) => sender);
      const lanes = [...queues.values()].flatMap((queue) => {
        const next = queue.values();
        return Array.from({ length: LANES }, async () => {
          for (const message of next) await bring(message);
        });
      });
      const sending = Promise.all(lanes).then(() => {});
      // A scenario that has broken off waits for it no more, and its failure must not end all others.
      sending.catch(() => {});
      return sending;
    },
  };
}

/** @returns the status. Throws where there is no answer, or none in time. */
export async function postOnce(
  relayUrl: string,
  message: Message,
  patienceMs: number,
): Promise<number> {
  const { status, body } = await fetch(`${relayUrl}/hooks/${message.sender}`, {
    method: "POST",
    body: message.body,
    headers: signed(message, Math.floor(Date.now() / 1_000)),
    signal: AbortSignal.timeout(patienceMs),
  });
  await body?.cancel();
  return status;
}
