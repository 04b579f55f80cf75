/** A home as a program of its own: the relay, with an app behind it that says who asked for what. */
import { systemClock } from "../../services/base/clock.ts";
import { systemTimer } from "../../services/base/timer.ts";
import { silentLogger } from "../../services/base/log.ts";
import { createDial, createTunnelClient } from "../../services/relay-client/mod.ts";

const [url, key] = Deno.args as [string, string];

createTunnelClient({
  url,
  key,
  dial: createDial({ url, key }),
  app: ({ method, url }) => new Response(`${method} ${new URL(url).pathname}`),
  clock: systemClock,
  log: silentLogger,
  random: Math.random,
  timer: systemTimer,
}).start();
await Deno.stdout.write(new TextEncoder().encode('{"event":"started"}\n'));
