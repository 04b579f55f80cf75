/** Finds or installs the programs that the tests start: a browser, PostgreSQL, pgbouncer and Redis. */
import { findBrowser } from "./browser_path.ts";
import { findPostgres, findServer } from "./server_paths.ts";

interface Need {
  readonly find: () => Promise<string | null> | string | null;
  readonly debian: readonly string[];
  readonly brew: readonly string[];
  readonly missing: string;
}

const NEEDS: readonly Need[] = [
  {
    find: findBrowser,
    debian: ["chromium", "fonts-dejavu-core"],
    brew: ["--cask", "google-chrome"],
    missing: "No Chromium here: install one, or name it with CHROME_PATH.",
  },
  {
    find: findPostgres,
    debian: ["postgresql"],
    brew: ["postgresql@17"],
    missing: "No PostgreSQL here: install it.",
  },
  {
    find: () => findServer("redis-server"),
    debian: ["redis-server"],
    brew: ["redis"],
    missing: "No redis-server here: install it.",
  },
  {
    find: () => findServer("pgbouncer"),
    debian: ["pgbouncer"],
    brew: ["pgbouncer"],
    missing: "No pgbouncer here: install it.",
  },
];

async function run(command: readonly string[]): Promise<number> {
  const [program, ...args] = command;
  return (await new Deno.Command(program!, { args, stdin: "null" }).spawn().status).code;
}

/** Debian would start each server it installs; these are only for the tests. */
const QUIET = "#!/bin/sh\nexit 101\n";

async function installOnDebian(packages: readonly string[]): Promise<void> {
  const administrator = Deno.uid() === 0 ? [] : ["sudo", "-n"];
  const policy = "/usr/sbin/policy-rc.d";
  const mayStart = Deno.uid() === 0 && !await exists(policy);
  if (mayStart) await Deno.writeTextFile(policy, QUIET, { mode: 0o755 });
  const apt = [...administrator, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"];
  await must([...apt, "update", "-q"]);
  await must([...apt, "install", "-y", "-q", "--no-install-recommends", ...packages]);
  if (mayStart) await Deno.remove(policy);
}

async function must(command: readonly string[]): Promise<void> {
  if (await run(command) === 0) return;
  throw new Error(`This did not work: ${command.join(" ")}\nRun it by hand, then the tests again.`);
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}

/** @throws where a program is missing and cannot be installed */
export async function installNeededPrograms(): Promise<void> {
  const found = await Promise.all(NEEDS.map(({ find }) => find()));
  const lacking = NEEDS.filter((_, at) => found[at] === null);
  if (lacking.length === 0) return;
  if (Deno.build.os === "linux") await installOnDebian(lacking.flatMap(({ debian }) => debian));
  if (Deno.build.os === "darwin") {
    for (const { brew } of lacking) await must(["brew", "install", ...brew]);
  }
  for (const { find, missing } of lacking) {
    if (await find() === null) throw new Error(missing);
  }
}
