/** The webhook address of each sender, and whether the relay accepts webhooks there. */
import type { Context } from "hono";
import { Island } from "../../components/island.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { StateBadge } from "../../components/state_badge.tsx";
import CopyButton from "../../islands/CopyButton.tsx";
import type { MessageKey } from "../../locales/mod.ts";
import type { StoredWebhook } from "../../services/relay-client/received_webhooks.ts";
import type { MailboxUsage } from "../../services/relay-client/mod.ts";
import type { Env } from "../env.ts";

type WebhookSource = StoredWebhook["source"];

export const SOURCE_NAMES: Readonly<Record<WebhookSource, MessageKey>> = {
  sendcloud: "relay.source_sendcloud",
  seventeentrack: "relay.source_seventeentrack",
  "vinted-pro": "relay.source_vinted_pro",
  generic: "relay.source_generic",
};

/** The relay's setting that holds each sender's secret. */
const SECRET_SETTINGS: Readonly<Record<WebhookSource, string>> = {
  sendcloud: "SENDCLOUD_WEBHOOK_SECRET",
  seventeentrack: "SEVENTEENTRACK_KEY",
  "vinted-pro": "VINTED_PRO_WEBHOOK_SECRET",
  generic: "GENERIC_WEBHOOK_SECRET",
};

const ACCESS_TONES = { signed: "done", unsigned: "attention", closed: "wrong" } as const;

interface AddressesSheetProps {
  c: Context<Env>;
  /** Its public address. */
  relay: string;
  /** Undefined while the relay does not say. */
  access: MailboxUsage["access"] | undefined;
}

export function AddressesSheet({ c: { var: { t } }, relay, access }: AddressesSheetProps) {
  const words = { copied: t("common.copied"), failed: t("common.copy_failed") };
  return (
    <Sheet id="addresses" title={t("relay.addresses")}>
      <p>{t("relay.addresses_intro")}</p>
      <ul class="plain-lines">
        {(Object.keys(SOURCE_NAMES) as WebhookSource[]).map((source) => {
          const address = new URL(`/hooks/${source}`, relay).href;
          const label = t("relay.copy_address", { source: t(SOURCE_NAMES[source]) });
          return (
            <li key={source}>
              <div class="grow">
                <p>{t(SOURCE_NAMES[source])}</p>
                <code>{address}</code>
                {access && (
                  <p>
                    <StateBadge tone={ACCESS_TONES[access[source]]}>
                      {t(`relay.access_${access[source]}`, { setting: SECRET_SETTINGS[source] })}
                    </StateBadge>
                  </p>
                )}
              </div>
              <Island of={CopyButton} props={{ text: address, label, iconOnly: true, ...words }} />
            </li>
          );
        })}
      </ul>
      <p class="hint">{t("relay.addresses_hint")}</p>
    </Sheet>
  );
}
