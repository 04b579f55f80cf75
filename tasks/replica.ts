/**
 * `deno task replica verify`: whether home and its second copy say the same. What waits is shipped first. The
 * running app is asked where there is one; else its records are opened here.
 */
import { readConfig } from "../config.ts";
import { compareWithReplica } from "../app/replica_tasks.ts";
import { isMessageKey, type T, translator } from "../locales/mod.ts";
import { isFailure } from "../services/base/errors.ts";
import type { Difference } from "../services/relay-client/verify_replica.ts";
import { terminalLocale } from "../app/terminal.ts";

const encoder = new TextEncoder();
const print = (text: string) => void Deno.stdout.writeSync(encoder.encode(`${text}\n`));

function inWords(t: T, { key, here, there }: Difference): string {
  const [, collection = "", ...id] = key;
  const where = here && there ? "both" : here ? "here" : "there";
  return t(`relay.differs_${where}`, { record: `${collection} ${id.join(" ")}` });
}

const t = translator(terminalLocale((name) => Deno.env.get(name)));
if (Deno.args[0] !== "verify") {
  print("deno task replica verify");
  Deno.exit(2);
}
try {
  const difference = await compareWithReplica(readConfig(Deno.env.get, Deno.build.os));
  print(difference ? inWords(t, difference) : t("relay.replica_equal"));
  Deno.exit(difference ? 1 : 0);
} catch (error) {
  if (!isFailure(error) || !isMessageKey(error.key)) throw error;
  print(t(error.key, error.params));
  Deno.exit(2);
}
