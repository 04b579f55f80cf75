import type { T } from "../../locales/mod.ts";
import type { Device } from "../../services/auth/mod.ts";

/** A device in a few words: "Safari su iPhone". */
export function deviceName(t: T, { browser, system }: Device): string {
  if (browser && system) return t("auth.browser_on", { browser, system });
  return browser ?? system ?? t("auth.device_unknown");
}
