/** Webhooks: those that wait at the relay or were set aside there, and those that home received. */
import type { Context } from "hono";
import { Button } from "../../components/button.tsx";
import { EmptyState } from "../../components/empty_state.tsx";
import { Notice } from "../../components/notice.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { StateBadge } from "../../components/state_badge.tsx";
import { ago, bytes, moment } from "../../locales/format.ts";
import {
  STORED_BYTES_MAX,
  STORED_DAYS_MAX,
  type StoredWebhook,
  type WebhookList,
  type WebhookSummary,
} from "../../services/relay-client/mod.ts";
import type { Env } from "../env.ts";
import { SOURCE_NAMES } from "./relay_addresses.tsx";

interface Shown {
  c: Context<Env>;
  now: number;
}

/** @param mailbox null while the relay is unreachable */
export function MailboxSheet({ c, mailbox, now }: Shown & { mailbox: WebhookList | null }) {
  const { t } = c.var;
  return (
    <Sheet
      id="webhooks"
      title={t("relay.webhooks")}
      action={mailbox && mailbox.parked > 0 &&
        (
          <StateBadge tone="wrong">
            {t("relay.webhooks_parked", { count: mailbox.parked })}
          </StateBadge>
        )}
    >
      {mailbox
        ? (
          <>
            <p>{t("relay.webhooks_waiting", { count: mailbox.waiting })}</p>
            {mailbox.lines.length > 0 && (
              <ul class="plain-lines">
                {mailbox.lines.map((line) => (
                  <ParkedWebhook key={line.id} c={c} line={line} now={now} />
                ))}
              </ul>
            )}
          </>
        )
        : <Notice>{t("relay.webhooks_unknown")}</Notice>}
    </Sheet>
  );
}

function ParkedWebhook({ c, line, now }: Shown & { line: WebhookSummary }) {
  const { t, locale } = c.var;
  const { id, source, receivedAt, parkedWhy, attempts } = line;
  return (
    <li>
      <div class="grow">
        <p>{`${t(SOURCE_NAMES[source])} · ${ago(locale, receivedAt, now)}`}</p>
        <p class="small soft">{t("relay.parked_why", { attempts, why: parkedWhy ?? "" })}</p>
      </div>
      <form method="post" action={`/settings/relay/webhooks/${id}/again`}>
        <Button type="submit">{t("relay.redeliver")}</Button>
      </form>
    </li>
  );
}

interface ReceivedWebhooksSheetProps extends Shown {
  /** The newest ones. */
  webhooks: readonly StoredWebhook[];
  stored: { readonly count: number; readonly bytes: number };
}

export function ReceivedWebhooksSheet({ c, webhooks, stored, now }: ReceivedWebhooksSheetProps) {
  const { t, locale } = c.var;
  return (
    <Sheet id="webhooks-received" title={t("relay.received")}>
      {webhooks.length === 0
        ? <EmptyState icon="bell">{t("relay.received_none")}</EmptyState>
        : (
          <ul class="plain-lines">
            {webhooks.map((webhook) => (
              <li key={webhook.id}>
                <div class="grow">
                  <p>{t(SOURCE_NAMES[webhook.source])}</p>
                  <p class="small soft">
                    <time
                      dateTime={new Date(webhook.receivedAt).toISOString()}
                      title={moment(locale, webhook.receivedAt)}
                    >
                      {ago(locale, webhook.receivedAt, now)}
                    </time>
                    {` · ${bytes(locale, webhook.bytes)}`}
                  </p>
                </div>
                {webhook.checked && (
                  <StateBadge tone="done">{t("relay.webhook_checked")}</StateBadge>
                )}
              </li>
            ))}
          </ul>
        )}
      <p class="hint">
        {t("relay.received_stored", {
          count: stored.count,
          size: bytes(locale, stored.bytes),
          days: STORED_DAYS_MAX,
          max: bytes(locale, STORED_BYTES_MAX),
        })}
      </p>
    </Sheet>
  );
}
