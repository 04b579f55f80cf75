/** `deno task reset-passphrase`: sets a new passphrase for an owner who forgot it. The app must be stopped. */
import { readConfig } from "../config.ts";
import about from "../deno.json" with { type: "json" };
import { openHome } from "../app/home.ts";
import { isMessageKey, type T, translator } from "../locales/mod.ts";
import { isFailure } from "../services/base/errors.ts";
import { silentLogger } from "../services/base/log.ts";
import { terminalLocale } from "../app/terminal.ts";

const encoder = new TextEncoder();
const print = (text: string) => void Deno.stdout.writeSync(encoder.encode(`${text}\n`));

async function reset(t: T): Promise<void> {
  const config = readConfig(Deno.env.get, Deno.build.os);
  const home = await openHome(config, { log: silentLogger, version: about.version });
  try {
    const passphrase = await home.services.auth.login.recover();
    print(t("auth.reset_done", { passphrase }));
  } finally {
    await home.close();
  }
}

const t = translator(terminalLocale((name) => Deno.env.get(name)));
try {
  await reset(t);
} catch (error) {
  if (!isFailure(error) || !isMessageKey(error.key)) throw error;
  print(t(error.key, error.params));
  Deno.exit(1);
}
