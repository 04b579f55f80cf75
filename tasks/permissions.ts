/**
 * What the app may touch, said in the words of Deno's flags: `deno task start` asks this before it starts
 * the app, since the data folder and the addresses of the models are settings.
 * `permissions.ts folder` prints the data folder, `permissions.ts net` the addresses.
 */
import { type Config, readConfig } from "../config.ts";

/** With a setting that cannot be used the app gets nothing, starts, and says which one it is. */
const NOTHING = "/dev/null";

function settings(): Config | null {
  try {
    return readConfig(Deno.env.get, Deno.build.os);
  } catch {
    return null;
  }
}

function hostAndPort(address: string): string {
  const { hostname, port, protocol } = new URL(address);
  return `${hostname}:${port || (protocol === "https:" ? 443 : 80)}`;
}

function answer(what: string | undefined, config: Config | null): string {
  if (what === "folder") return config?.dataDir ?? NOTHING;
  if (!config) return "localhost";
  const here = `${config.host.includes(":") ? `[${config.host}]` : config.host}:${config.port}`;
  return [here, hostAndPort(config.ollamaUrl), hostAndPort(config.glmUrl)].join(",");
}

await Deno.stdout.write(
  new TextEncoder().encode(answer(Deno.args[0], settings())),
);
