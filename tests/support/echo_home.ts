/** A home as a program of its own: the uplink, with an app behind it that says who asked for what. */
import { systemClock } from "../../services/base/clock.ts";
import { systemTimer } from "../../services/base/timer.ts";
import { silentLogger } from "../../services/base/log.ts";
import { createDial, createUplink } from "../../services/uplink/mod.ts";

const [url, key] = Deno.args as [string, string];

createUplink({
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
