/** Which address to give to whom: what is sent there is kept until the house has taken it. */
import type { Context } from "hono";
import { Island } from "../../components/island.tsx";
import { Sheet } from "../../components/sheet.tsx";
import CopyButton from "../../islands/CopyButton.tsx";
import type { MessageKey } from "../../locales/mod.ts";
import type { Letter } from "../../services/uplink/mail.ts";
import type { Env } from "../env.ts";

type Source = Letter["source"];

export const SOURCE_NAMES: Readonly<Record<Source, MessageKey>> = {
  sendcloud: "uplink.source_sendcloud",
  seventeentrack: "uplink.source_seventeentrack",
  "vinted-pro": "uplink.source_vinted_pro",
  generic: "uplink.source_generic",
};

/** @param relay its public address */
export function AddressesSheet({ c: { var: { t } }, relay }: { c: Context<Env>; relay: string }) {
  const words = { copied: t("common.copied"), failed: t("common.copy_failed") };
  return (
    <Sheet id="addresses" title={t("uplink.addresses")}>
      <p>{t("uplink.addresses_intro")}</p>
      <ul class="plain-lines">
        {(Object.keys(SOURCE_NAMES) as Source[]).map((source) => {
          const address = new URL(`/hooks/${source}`, relay).href;
          const label = t("uplink.copy_address", { source: t(SOURCE_NAMES[source]) });
          return (
            <li key={source}>
              <div class="grow">
                <p>{t(SOURCE_NAMES[source])}</p>
                <code>{address}</code>
              </div>
              <Island of={CopyButton} props={{ text: address, label, iconOnly: true, ...words }} />
            </li>
          );
        })}
      </ul>
      <p class="hint">{t("uplink.addresses_hint")}</p>
    </Sheet>
  );
}
