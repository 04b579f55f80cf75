/** P8: signed webhooks, each acknowledged when it is safe in PostgreSQL, while home is brought those that came. */
import { SECOND_MS } from "../../services/base/time.ts";
import { signed } from "../../tests/chaos/signing.ts";
import { loadOf } from "./load.ts";
import type { StoredStage } from "./stage.ts";

const SENDERS = 64;
/** The same code runs before it counts. */
const WARMING = 500;
const encoder = new TextEncoder();

export async function webhooks({ relayPort }: StoredStage, count: number) {
  const all = Array.from({ length: WARMING + count }, (_, n) => webhook(n)).values();
  await acknowledged(relayPort, all.take(WARMING));
  const { requests, seconds, p99Ms } = await acknowledged(relayPort, all);
  return { P8: { acks_per_s: requests / seconds, ack_p99_ms: p99Ms } };
}

/** Closing an iterator that others go on with must not end it. */
async function acknowledged(port: number, requests: Iterator<Uint8Array>) {
  const loaded = await loadOf(port, SENDERS, () => requests.next().value ?? null);
  if (loaded.failures > 0) throw new Error(`${loaded.failures} webhooks were refused`);
  return loaded;
}

function webhook(n: number): Uint8Array {
  const id = `bench_${n}`;
  const body = JSON.stringify({ id, status: "delivered", parcel: { number: n, carrier: "gls" } });
  const message = { sender: "generic", id, body } as const;
  const headers = {
    ...signed(message, Math.floor(Date.now() / SECOND_MS)),
    "content-length": String(encoder.encode(body).length),
    host: "bench",
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join("");
  return encoder.encode(`POST /hooks/generic HTTP/1.1\r\n${lines}\r\n${body}`);
}
