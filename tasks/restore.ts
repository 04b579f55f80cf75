/**
 * `deno task restore --from relay`: an empty home from its replica, with the same ENCRYPTION_KEY (or the old home's
 * file `key` in the data folder). Run again, it goes on where it stopped. `--accept-unsigned` takes a replica that an
 * earlier version wrote, which nothing protects from whoever could write the relay's database.
 */
import { readConfig } from "../config.ts";
import { type RestoredHome, restoreHome } from "../app/replica_tasks.ts";
import { isMessageKey, type T, translator } from "../locales/mod.ts";
import { isFailure } from "../services/base/errors.ts";
import { terminalLocale } from "../app/terminal.ts";

const encoder = new TextEncoder();
const print = (text: string) => void Deno.stdout.writeSync(encoder.encode(`${text}\n`));

function inWords(t: T, restored: RestoredHome, folder: string): string {
  const { entries, leftOut, isComplete, passphrase, missing } = restored;
  const photos = missing.map(({ number, title, missing }) =>
    `  ${t("relay.missing_photos", { number, title: title ?? "", count: missing })}`
  );
  return [
    t("relay.restored", { entries }),
    ...(leftOut.count > 0
      ? [
        t("relay.restore_left_out", { count: leftOut.count }),
        ...leftOut.names.map((name) => `  ${name}`),
      ]
      : []),
    ...(isComplete === false ? [t("relay.restore_incomplete")] : []),
    ...(isComplete === null ? [t("relay.restored_unsigned")] : []),
    ...(photos.length > 0 ? [t("relay.photos_missing", { folder }), ...photos] : []),
    t("relay.restored_passphrase", { passphrase }),
  ].join("\n");
}

const FROM_RELAY = "--from relay";
const ACCEPT_UNSIGNED = "--accept-unsigned";

const locale = terminalLocale((name) => Deno.env.get(name));
const t = translator(locale);
const acceptUnsigned = Deno.args.includes(ACCEPT_UNSIGNED);
if (Deno.args.filter((word) => word !== ACCEPT_UNSIGNED).join(" ") !== FROM_RELAY) {
  print(`deno task restore ${FROM_RELAY} [${ACCEPT_UNSIGNED}]`);
  Deno.exit(2);
}
try {
  const config = readConfig(Deno.env.get, Deno.build.os);
  const onProgress = (entries: number) => print(t("relay.restoring", { entries }));
  const restored = await restoreHome(config, { language: locale, acceptUnsigned, onProgress });
  print(inWords(t, restored, `${config.filesDir}/photos`));
} catch (error) {
  if (!isFailure(error) || !isMessageKey(error.key)) throw error;
  print(t(error.key, error.params));
  Deno.exit(1);
}
