/**
 * `deno task restore --from relay`: an empty home from its second copy, with the same ENCRYPTION_KEY (or the old
 * home's file `key` in the data folder). Run again, it goes on where it stopped.
 */
import { readConfig } from "../config.ts";
import { bringHomeBack, type Restored } from "../house/copy.ts";
import { isMessageKey, type T, translator } from "../locales/mod.ts";
import { isFailure } from "../services/errors.ts";
import { terminalLocale } from "../house/terminal.ts";

const encoder = new TextEncoder();
const print = (text: string) => void Deno.stdout.writeSync(encoder.encode(`${text}\n`));

function inWords(t: T, { entries, missing }: Restored, folder: string): string {
  const photos = missing.map(({ number, title, missing }) =>
    `  ${t("uplink.missing_photos", { number, title: title ?? "", count: missing })}`
  );
  return [
    t("uplink.restored", { entries }),
    ...(photos.length > 0 ? [t("uplink.photos_missing", { folder }), ...photos] : []),
  ].join("\n");
}

const locale = terminalLocale((name) => Deno.env.get(name));
const t = translator(locale);
if (Deno.args.join(" ") !== "--from relay") {
  print("deno task restore --from relay");
  Deno.exit(2);
}
try {
  const config = readConfig(Deno.env.get, Deno.build.os);
  const restored = await bringHomeBack(
    config,
    locale,
    (entries) => print(t("uplink.restoring", { entries })),
  );
  print(inWords(t, restored, `${config.filesDir}/photos`));
} catch (error) {
  if (!isFailure(error) || !isMessageKey(error.key)) throw error;
  print(t(error.key, error.params));
  Deno.exit(1);
}
