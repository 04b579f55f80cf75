/** Texts that the program prints in the terminal that started it. */
import type { Locale, T } from "../locales/mod.ts";

/** Italian for an Italian terminal and for one that names no language; English otherwise. */
export function terminalLocale(env: (name: string) => string | undefined): Locale {
  const language = (env("LC_ALL") || env("LC_MESSAGES") || env("LANG") || "").slice(0, 2);
  return /^(it|C|C\.|PO|)$/.test(language) ? "it" : "en";
}

interface Welcome {
  readonly addresses: readonly string[];
  readonly dataDir: string;
  /** `null` once the owner exists. */
  readonly setupCode: string | null;
}

export function welcome(t: T, { addresses, dataDir, setupCode }: Welcome): string {
  const [here, ...elsewhere] = addresses;
  return [
    "",
    `  ${t("terminal.open", { address: here! })}`,
    ...elsewhere.map((address) => `  ${t("terminal.or", { address })}`),
    ...(setupCode ? ["", `  ${t("terminal.setup_code", { code: setupCode })}`] : []),
    "",
    `  ${t("terminal.data", { folder: dataDir })}`,
    `  ${t("terminal.stop")}`,
    "",
  ].join("\n");
}

/** The names under which the house answers: this machine first, then its `.local` name, then its addresses. */
export function addressesOf(host: string, port: number, machine: Machine): string[] {
  const url = (name: string) => `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
  const everywhere = host === "0.0.0.0" || host === "::";
  if (!everywhere) return [url(host === "127.0.0.1" ? "localhost" : host)];
  const name = machine.hostname.replace(/\.local$/, "").toLowerCase();
  return ["localhost", `${name}.local`, ...machine.addresses].map(url);
}

interface Machine {
  readonly hostname: string;
  /** IPv4 addresses in the home network. */
  readonly addresses: readonly string[];
}
