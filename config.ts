/**
 * Everything that can be set from outside, read once and given meaning. Nothing else reads the environment.
 * What each setting does is written for people in `docs/settings.md`; a test holds the two together.
 */
import { invalid } from "./services/base/errors.ts";
import type { BrowserPlaces } from "./services/lookups/adapters/installed_browser.ts";

export interface Config {
  /** Records, photos and the key live here. Absolute. */
  readonly dataDir: string;
  /** Photos and other files; several apps on one PostgreSQL share it. Absolute. */
  readonly filesDir: string;
  /** A PostgreSQL that keeps the records; `null`: a file in the data folder. */
  readonly storeUrl: string | null;
  readonly host: string;
  /** 0 lets the system choose; the address that is printed has the real one. */
  readonly port: number;
  /** Connections at once at the port; fewer where the system opens fewer files. */
  readonly connectionsMax: number;
  /** How many files the system lets this process open; `null` where that is not known. */
  readonly openFiles: number | null;
  /** Names under which the house may be called besides its own addresses and `.local` names. */
  readonly publicHosts: readonly string[];
  /** `https://name` where a proxy that ends TLS stands before this app; `null`: there is none. */
  readonly publicOrigin: string | null;
  /** 32 bytes in base64; `null`: a key file beside the data. */
  readonly encryptionKey: string | null;
  readonly ollamaUrl: string;
  readonly glmUrl: string;
  /** Where a browser for market look-ups may be found. */
  readonly browserPlaces: BrowserPlaces;
  /** The relay that gives this home a public address, and the key shared with it. */
  readonly relay: RelayConfig | null;
  readonly logLevel: LogLevel;
}

interface RelayConfig {
  readonly url: string;
  readonly key: string;
  /** Whether this home dials the relay, or an agent of Cloudflare brings its questions. */
  readonly way: RelayWay;
}

const RELAY_WAYS = ["tunnel", "cloudflared"] as const;
type RelayWay = typeof RELAY_WAYS[number];

const LOG_LEVELS = ["debug", "info", "warn", "error"] as const;
type LogLevel = (typeof LOG_LEVELS)[number];

/** Every setting with its default, as a person would type it. `DATA_DIR`'s depends on the system. */
export const SETTINGS = {
  DATA_DIR: null,
  HOST: "0.0.0.0",
  PORT: "8000",
  CONNECTIONS_MAX: "500",
  PUBLIC_HOSTS: "",
  PUBLIC_ORIGIN: "",
  ENCRYPTION_KEY: "",
  STORE_URL: "",
  FILES_DIR: "",
  OLLAMA_URL: "http://localhost:11434",
  GLM_URL: "https://api.z.ai/api/paas/v4",
  CHROME_PATH: "",
  RELAY_URL: "",
  RELAY_KEY: "",
  RELAY_WAY: "tunnel",
  LOG_LEVEL: "info",
} as const;
type Setting = keyof typeof SETTINGS;

export type Environment = (name: string) => string | undefined;

const FOLDER_NAME = "vinted-optimizer";
const FOLDER_NAME_MAC = "Vinted Optimizer";
const PORT_MAX = 65_535;
/** Fewer would keep the owner's own devices waiting. */
export const CONNECTIONS_MIN = 12;
/** Fewer could be guessed. */
const RELAY_KEY_CHARS_MIN = 32;

/**
 * @param env where settings come from
 * @param os as `Deno.build.os` says it
 * @throws Failure `invalid` that names the setting and what it takes
 */
export function readConfig(env: Environment, os: string): Config {
  const read = (name: Exclude<Setting, "DATA_DIR">) => env(name)?.trim() || SETTINGS[name];
  const folder = dataDir(env, os);
  const encryptionKey = read("ENCRYPTION_KEY") || null;
  const publicOrigin = origin(read("PUBLIC_ORIGIN"));
  const behind = relay(read("RELAY_URL"), read("RELAY_KEY"), read("RELAY_WAY"));
  return {
    dataDir: folder,
    filesDir: absolute("FILES_DIR", read("FILES_DIR")) ?? folder,
    storeUrl: storeUrl(read("STORE_URL"), encryptionKey),
    host: read("HOST"),
    port: port(read("PORT")),
    connectionsMax: connectionsMax(read("CONNECTIONS_MAX")),
    openFiles: openFiles(env("OPEN_FILES")),
    publicHosts: [
      ...read("PUBLIC_HOSTS").split(",").map((name) => name.trim()).filter(Boolean),
      ...publicOrigin ? [new URL(publicOrigin).hostname] : [],
      ...behind ? [new URL(behind.url).hostname] : [],
    ],
    publicOrigin,
    encryptionKey,
    ollamaUrl: httpUrl("OLLAMA_URL", read("OLLAMA_URL")),
    glmUrl: httpUrl("GLM_URL", read("GLM_URL")),
    browserPlaces: browserPlaces(env),
    relay: behind,
    logLevel: logLevel(read("LOG_LEVEL")),
  };
}

/** Where the system keeps what programs store for a person, unless `DATA_DIR` says otherwise. */
function dataDir(env: Environment, os: string): string {
  const given = absolute("DATA_DIR", env("DATA_DIR")?.trim() ?? "");
  if (given) return given;
  const home = env("HOME");
  if (!home) throw invalid("settings.no_home");
  if (os === "darwin") return `${home}/Library/Application Support/${FOLDER_NAME_MAC}`;
  return `${env("XDG_DATA_HOME") || `${home}/.local/share`}/${FOLDER_NAME}`;
}

function absolute(name: Setting, given: string): string | null {
  if (!given) return null;
  if (!given.startsWith("/")) throw invalid("settings.folder_not_absolute", { name, value: given });
  return given.length > 1 ? given.replace(/\/+$/, "") : given;
}

/** A key beside one process's folder would be unknown to the others. */
function storeUrl(text: string, encryptionKey: string | null): string | null {
  if (!text) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  // Without the text: it holds a password.
  if (!url || !/^postgres(ql)?:$/.test(url.protocol)) throw invalid("settings.bad_store_url");
  if (!encryptionKey) throw invalid("settings.store_needs_key");
  return text;
}

function relay(url: string, key: string, text: string): RelayConfig | null {
  if (!url && !key) return null;
  if (!url || !key) throw invalid("relay.half_configured");
  if (key.length < RELAY_KEY_CHARS_MIN) {
    throw invalid("relay.key_too_short", { min: RELAY_KEY_CHARS_MIN });
  }
  const way = RELAY_WAYS.find((way) => way === text);
  if (!way) throw invalid("relay.bad_way", { value: text });
  return { url: httpUrl("RELAY_URL", url), key, way };
}

/** A browser that is named, or else where the system keeps its programs. */
export function browserPlaces(env: Environment): BrowserPlaces {
  const chromePath = env("CHROME_PATH")?.trim() || null;
  if (chromePath && !chromePath.startsWith("/")) {
    throw invalid("lookups.path_not_absolute", { value: chromePath });
  }
  return { chromePath, searchPath: (env("PATH") ?? "").split(":").filter(Boolean) };
}

function port(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > PORT_MAX) throw invalid("settings.bad_port", { value: text });
  return port;
}

function origin(text: string): string | null {
  if (!text) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  const isOrigin = url?.protocol === "https:" && url.href === `${url.origin}/`;
  if (!isOrigin) throw invalid("settings.bad_origin", { value: text });
  return url.origin;
}

function connectionsMax(text: string): number {
  const connections = Number(text);
  if (/^\d+$/.test(text) && connections >= CONNECTIONS_MIN) return connections;
  throw invalid("settings.bad_connections", { value: text, min: CONNECTIONS_MIN });
}

/** As `ulimit -n` says it: a number or `unlimited`. */
function openFiles(text = ""): number | null {
  return /^\d+$/.test(text) ? Number(text) : null;
}

function httpUrl(name: Setting, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw invalid("settings.bad_url", { name, value: text });
  }
  return text.replace(/\/+$/, "");
}

function logLevel(text: string): LogLevel {
  const level = LOG_LEVELS.find((level) => level === text);
  if (!level) {
    throw invalid("settings.bad_log_level", { value: text, levels: LOG_LEVELS.join(", ") });
  }
  return level;
}
