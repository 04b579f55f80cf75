/** The address to give to each sender of webhooks, and whether the relay takes what is sent there. */
import type { Context } from "hono";
import { Island } from "../../components/island.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { StateBadge } from "../../components/state_badge.tsx";
import CopyButton from "../../islands/CopyButton.tsx";
import type { MessageKey } from "../../locales/mod.ts";
import type { Letter } from "../../services/uplink/mail.ts";
import type { MailboxUsage } from "../../services/uplink/room.ts";
import type { Env } from "../env.ts";

type Source = Letter["source"];

export const SOURCE_NAMES: Readonly<Record<Source, MessageKey>> = {
  sendcloud: "uplink.source_sendcloud",
  seventeentrack: "uplink.source_seventeentrack",
  "vinted-pro": "uplink.source_vinted_pro",
  generic: "uplink.source_generic",
};

/** At the relay: which setting holds what each sender signs with. */
const SECRET_SETTINGS: Readonly<Record<Source, string>> = {
  sendcloud: "SENDCLOUD_WEBHOOK_SECRET",
  seventeentrack: "SEVENTEENTRACK_KEY",
  "vinted-pro": "VINTED_PRO_WEBHOOK_SECRET",
  generic: "GENERIC_WEBHOOK_SECRET",
};

const ACCESS_TONES = { signed: "done", unsigned: "attention", closed: "wrong" } as const;

export interface AddressesSheetProps {
  c: Context<Env>;
  /** Its public address. */
  relay: string;
  /** How each source is open at the relay; undefined while the relay does not say. */
  access: MailboxUsage["access"] | undefined;
}

export function AddressesSheet({ c: { var: { t } }, relay, access }: AddressesSheetProps) {
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
                {access && (
                  <p>
                    <StateBadge tone={ACCESS_TONES[access[source]]}>
                      {t(`uplink.access_${access[source]}`, { setting: SECRET_SETTINGS[source] })}
                    </StateBadge>
                  </p>
                )}
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
