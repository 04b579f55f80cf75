/** Reads the relay's settings once, from the environment; docs/settings.md documents them. */
import type { Machine } from "./cluster/tunnel_registry.ts";
import type { FrontProxy } from "./ingress/visitor.ts";
import { type ConnectionLimits, fitIntoFileLimit, OPEN_FILES_MIN } from "./file_limit.ts";
import { LOG_LEVELS, type LogLevel } from "./log.ts";
import { expectedSecret, readSecret, type WebhookSecrets } from "./mailbox/webhook_signatures.ts";
import { WEBHOOK_SOURCES, type WebhookSource } from "./protocol/webhooks.ts";

export interface RelayConfig {
  /** Shared with home. */
  readonly key: string;
  readonly host: string;
  /** 0: the system chooses one. */
  readonly port: number;
  readonly behind: FrontProxy;
  /** The connection to home through Cloudflare; null: home opens a tunnel. */
  readonly cloudflared: CloudflaredConfig | null;
  /** Open at once; lowered where the system allows too few open files. */
  readonly connectionsMax: number;
  /** In flight at once, of all visitors; lowered with the connections. */
  readonly requestsMax: number;
  /** The system's limit of open files; null where it is unknown. */
  readonly openFiles: number | null;
  /** In flight at once, of one address. */
  readonly requestsOfOneMax: number;
  /** For mailbox, replica and snapshots; null: none of them works, and webhooks are refused. */
  readonly databaseUrl: string | null;
  readonly redisUrl: string | null;
  /** Private certificate authorities, in PEM. */
  readonly databaseAuthority: string | null;
  readonly redisAuthority: string | null;
  /** How the other machines reach this one; null: it is the only one. */
  readonly self: Machine | null;
  /** Key for the deep health check; null: only home may ask. */
  readonly healthKey: string | null;
  /** By source: the secret that checks its webhooks. */
  readonly webhookSecrets: WebhookSecrets;
  /** Sources whose webhooks are accepted without a secret, within a small daily quota. */
  readonly unsignedWebhooks: ReadonlySet<WebhookSource>;
  /** Limit of the mailbox's size in the database. */
  readonly webhookBytesMax: number;
  readonly logLevel: LogLevel;
}

export interface CloudflaredConfig {
  readonly url: string;
  /** Access service token. */
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Every setting with its default, as text. */
export const RELAY_SETTINGS = {
  RELAY_KEY: "",
  HOST: "0.0.0.0",
  PORT: "8080",
  RELAY_BEHIND: "nothing",
  ORIGIN_URL: "",
  CF_ACCESS_CLIENT_ID: "",
  CF_ACCESS_CLIENT_SECRET: "",
  DATABASE_URL: "",
  REDIS_URL: "",
  DATABASE_CA: "",
  REDIS_CA: "",
  RELAY_ADDRESS: "",
  RELAY_HEALTH_KEY: "",
  SENDCLOUD_WEBHOOK_SECRET: "",
  SEVENTEENTRACK_KEY: "",
  VINTED_PRO_WEBHOOK_SECRET: "",
  GENERIC_WEBHOOK_SECRET: "",
  UNSIGNED_WEBHOOKS: "",
  WEBHOOKS_MB_MAX: "200",
  RELAY_CONNECTIONS_MAX: "8500",
  RELAY_REQUESTS_MAX: "1200",
  RELAY_REQUESTS_OF_ONE_MAX: "200",
  LOG_LEVEL: "info",
} as const;
export type RelaySetting = keyof typeof RELAY_SETTINGS;

/** An invalid setting; the message names it and says what it takes. */
export class SettingError extends Error {
  override readonly name = "SettingError";
}

const KEY_CHARS_MIN = 32;
const HEALTH_KEY_CHARS_MIN = 16;
const PORT_MAX = 65_535;
const CONNECTIONS_MAX = 1_000_000;
const REQUESTS_MAX = 10_000;
const MB = 1_000_000;
const WEBHOOKS_MB_MAX = 1_000_000;

/** @throws SettingError */
export function readRelayConfig(env: (name: string) => string | undefined): RelayConfig {
  const read = (name: RelaySetting): string => env(name)?.trim() || RELAY_SETTINGS[name];
  const key = read("RELAY_KEY");
  // Without the text: it is a secret.
  if (key.length < KEY_CHARS_MIN) {
    throw new SettingError(
      `RELAY_KEY must be at least ${KEY_CHARS_MIN} characters, the same as at home. ` +
        "`openssl rand -base64 32` makes one.",
    );
  }
  const wholeNumber = (name: RelaySetting, most: number, least: number) => {
    const text = read(name);
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= least && number <= most) return number;
    throw new SettingError(
      `${name} takes a whole number from ${least} to ${most}, not "${text}".`,
    );
  };
  const healthKey = read("RELAY_HEALTH_KEY");
  if (healthKey && healthKey.length < HEALTH_KEY_CHARS_MIN) {
    throw new SettingError(`RELAY_HEALTH_KEY must be at least ${HEALTH_KEY_CHARS_MIN} characters.`);
  }
  const port = wholeNumber("PORT", PORT_MAX, 0);
  const webhookSecrets = readWebhookSecrets(read);
  const openFiles = parseWholeOrNull(env("OPEN_FILES"));
  const behind = oneOf("RELAY_BEHIND", read("RELAY_BEHIND"), ["fly", "nothing"]);
  return {
    key,
    host: read("HOST"),
    port,
    behind,
    healthKey: healthKey || null,
    self: behind === "fly" ? flyMachine(env, port) : ownMachine(read("RELAY_ADDRESS")),
    databaseAuthority: read("DATABASE_CA") || null,
    redisAuthority: read("REDIS_CA") || null,
    cloudflared: cloudflared(
      read("ORIGIN_URL"),
      read("CF_ACCESS_CLIENT_ID"),
      read("CF_ACCESS_CLIENT_SECRET"),
    ),
    databaseUrl: databaseAddress("DATABASE_URL", read("DATABASE_URL"), /^postgres(?:ql)?:$/),
    redisUrl: databaseAddress("REDIS_URL", read("REDIS_URL"), /^rediss?:$/),
    webhookSecrets,
    unsignedWebhooks: unsignedWebhooks(read("UNSIGNED_WEBHOOKS"), webhookSecrets),
    webhookBytesMax: wholeNumber("WEBHOOKS_MB_MAX", WEBHOOKS_MB_MAX, 1) * MB,
    ...limitToOpenFiles({
      connectionsMax: wholeNumber("RELAY_CONNECTIONS_MAX", CONNECTIONS_MAX, 1),
      requestsMax: wholeNumber("RELAY_REQUESTS_MAX", REQUESTS_MAX, 1),
    }, openFiles),
    openFiles,
    requestsOfOneMax: wholeNumber("RELAY_REQUESTS_OF_ONE_MAX", REQUESTS_MAX, 1),
    logLevel: oneOf("LOG_LEVEL", read("LOG_LEVEL"), LOG_LEVELS),
  };
}

function limitToOpenFiles(wanted: ConnectionLimits, openFiles: number | null): ConnectionLimits {
  const fitting = fitIntoFileLimit(wanted, openFiles);
  if (fitting) return fitting;
  throw new SettingError(
    `The system lets this program open ${openFiles} files, and it needs at least ` +
      `${OPEN_FILES_MIN}: raise the limit (ulimit -Hn, or docker run --ulimit nofile=…).`,
  );
}

/** As `ulimit` prints it: "unlimited" gives null. */
function parseWholeOrNull(text = ""): number | null {
  return /^\d+$/.test(text) ? Number(text) : null;
}

/** Fly sets these variables on each machine. */
function flyMachine(env: (name: string) => string | undefined, port: number): Machine | null {
  const [machine, ip] = [env("FLY_MACHINE_ID"), env("FLY_PRIVATE_IP")];
  return machine && ip ? { machine, address: `[${ip}]:${port}` } : null;
}

/** Elsewhere the address is also the machine's name. */
function ownMachine(address: string): Machine | null {
  if (!address) return null;
  if (!/^(?:[a-z0-9.-]+|\[[0-9a-f:.]+\]):\d{1,5}$/i.test(address)) {
    throw new SettingError(
      `RELAY_ADDRESS takes a host and a port, such as 10.0.0.7:8080, not "${address}".`,
    );
  }
  return { machine: address, address };
}

const WEBHOOK_SECRETS = {
  sendcloud: "SENDCLOUD_WEBHOOK_SECRET",
  seventeentrack: "SEVENTEENTRACK_KEY",
  "vinted-pro": "VINTED_PRO_WEBHOOK_SECRET",
  generic: "GENERIC_WEBHOOK_SECRET",
} as const satisfies Record<WebhookSource, RelaySetting>;

/** Throws on an unusable secret: every webhook of its sender would be refused. */
function readWebhookSecrets(read: (name: RelaySetting) => string): WebhookSecrets {
  const secrets: Partial<Record<WebhookSource, Uint8Array>> = {};
  for (const source of WEBHOOK_SOURCES) {
    const name = WEBHOOK_SECRETS[source];
    const text = read(name);
    if (text === "") continue;
    const secret = readSecret(source, text);
    // Without the text: it is a secret.
    if (!secret) throw new SettingError(`${name} takes ${expectedSecret(source)}.`);
    secrets[source] = secret;
  }
  return secrets;
}

function unsignedWebhooks(text: string, secrets: WebhookSecrets): ReadonlySet<WebhookSource> {
  const names = text.split(",").map((name) => name.trim()).filter((name) => name !== "");
  const sources = names.map((name) => oneOf("UNSIGNED_WEBHOOKS", name, WEBHOOK_SOURCES));
  const signed = sources.find((source) => secrets[source]);
  if (signed) {
    throw new SettingError(
      `UNSIGNED_WEBHOOKS names ${signed}, which has a secret: ` +
        `take it out there, or take ${WEBHOOK_SECRETS[signed]} away.`,
    );
  }
  return new Set(sources);
}

/** The message leaves the address out: it contains a password. */
function databaseAddress(name: RelaySetting, text: string, protocols: RegExp): string | null {
  if (!text) return null;
  if (URL.canParse(text) && protocols.test(new URL(text).protocol)) return text;
  throw new SettingError(`${name} is no address that can be used.`);
}

function cloudflared(
  url: string,
  clientId: string,
  clientSecret: string,
): CloudflaredConfig | null {
  if (!url && !clientId && !clientSecret) return null;
  if (!url || !clientId || !clientSecret) {
    throw new SettingError(
      "ORIGIN_URL, CF_ACCESS_CLIENT_ID and CF_ACCESS_CLIENT_SECRET go together: " +
        "set all three for the way through Cloudflare, or none where home dials.",
    );
  }
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new SettingError(
      `ORIGIN_URL takes an address that begins with https://, not "${url}".`,
    );
  }
  return { url: new URL(url).origin, clientId, clientSecret };
}

function oneOf<T extends string>(name: RelaySetting, text: string, known: readonly T[]): T {
  const found = known.find((one) => one === text);
  if (found) return found;
  throw new SettingError(`${name} takes ${known.join(" or ")}, not "${text}".`);
}
