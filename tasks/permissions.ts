/**
 * What the app may touch, said in the words of Deno's flags: `deno task start` asks this before it starts
 * the app, since the data folder and the addresses of the models are settings.
 * `permissions.ts folder` prints the data folder, `permissions.ts net` the addresses.
 */
import { type Config, type Environment, readConfig } from "../config.ts";

/** With a setting that cannot be used the app gets nothing, starts, and says which one it is. */
const NOTHING = { folder: "/dev/null", net: "localhost" };

/** Where the app may read and write, and which addresses it may listen on or ask. */
export function permissions(env: Environment): { folder: string; net: string } {
  const config = settings(env);
  if (!config) return NOTHING;
  const { host, port, ollamaUrl, glmUrl, dataDir } = config;
  const here = `${host.includes(":") ? `[${host}]` : host}:${port}`;
  return { folder: dataDir, net: [here, hostAndPort(ollamaUrl), hostAndPort(glmUrl)].join(",") };
}

function settings(env: Environment): Config | null {
  try {
    return readConfig(env, Deno.build.os);
  } catch {
    return null;
  }
}

function hostAndPort(address: string): string {
  const { hostname, port, protocol } = new URL(address);
  return `${hostname}:${port || (protocol === "https:" ? 443 : 80)}`;
}

if (import.meta.main) {
  const { folder, net } = permissions(Deno.env.get);
  const answer = Deno.args[0] === "folder" ? folder : net;
  await Deno.stdout.write(new TextEncoder().encode(answer));
}
