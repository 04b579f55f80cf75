/**
 * The programs that tasks start: their file, Deno flags and environment. Flags are fixed when Deno starts, while the
 * data folder and the browser are settings; so `tasks/run.ts` computes the flags from the settings first.
 *
 * The network is open as a whole: the owner chooses in the running app which mail server and which ntfy server take
 * alerts, and each browser brings the address of its maker's push service. Only adapters ask addresses, and those that
 * somebody typed are asked without following a redirect.
 */
import { type Config, type Environment, readConfig } from "../config.ts";
import { findInstalledBrowser } from "../services/lookups/adapters/installed_browser.ts";

export const PROGRAM_NAMES = [
  "start",
  "reset-passphrase",
  "replica",
  "restore",
  "relay:serve",
] as const;
type ProgramName = (typeof PROGRAM_NAMES)[number];

interface Program {
  /** For `deno`, from the project's folder; the program's own arguments follow. */
  readonly args: readonly string[];
  /** Added to the environment that the program inherits. */
  readonly env: Readonly<Record<string, string>>;
}

interface Permissions {
  /** Folders that home may read and write, with commas between. */
  readonly folders: string;
  /** The one program that home may run. */
  readonly browser: string;
}

/** With an unusable setting the program gets no permission: it starts only to report which setting it is. */
const NOTHING: Permissions = { folders: "/dev/null", browser: "/dev/null" };

/** Settings of glibc's allocator: fewer arenas, and large buffers given back at once. */
const FEW_ARENAS = { MALLOC_ARENA_MAX: "2" };
const SMALL_HEAP = { ...FEW_ARENAS, MALLOC_MMAP_THRESHOLD_: "131072" };

function findPermissions(env: Environment): Permissions {
  const config = readSettings(env);
  if (!config) return NOTHING;
  const { dataDir, filesDir, browserPlaces } = config;
  return {
    folders: [...new Set([dataDir, filesDir])].join(","),
    browser: findInstalledBrowser(browserPlaces)?.path ?? NOTHING.browser,
  };
}

function readSettings(env: Environment): Config | null {
  try {
    return readConfig(env, Deno.build.os);
  } catch {
    return null;
  }
}

/** Describes how a program is started with these settings. */
export function describeProgram(name: ProgramName, env: Environment): Program {
  if (name === "relay:serve") {
    return {
      args: [
        "run",
        "--v8-flags=--max-semi-space-size=8,--heap-growing-percent=40",
        "--allow-net",
        "--allow-env",
        "--allow-read=.",
        "relay/main.ts",
      ],
      env: FEW_ARENAS,
    };
  }
  const { folders, browser } = findPermissions(env);
  const home = [
    `--allow-read=.,${folders},${browser}`,
    `--allow-write=${folders}`,
    "--allow-net",
    "--allow-env",
    "--allow-ffi=./node_modules",
    "--allow-sys",
  ];
  if (name === "start") {
    const flags = "--v8-flags=--max-semi-space-size=8,--heap-growing-percent=60";
    return { args: ["run", flags, ...home, `--allow-run=${browser}`, "main.ts"], env: SMALL_HEAP };
  }
  const file = `tasks/${name.replace("-", "_")}.ts`;
  return { args: ["run", "--v8-flags=--optimize-for-size", ...home, file], env: SMALL_HEAP };
}
