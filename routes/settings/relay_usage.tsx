/** Usage of the relay's metered hosts this month, and how full its mailbox is. */
import type { Context } from "hono";
import { Measure } from "../../components/tape.tsx";
import { Notice } from "../../components/notice.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { bytes, tenths } from "../../locales/format.ts";
import type { ReplicaState } from "../../services/relay-client/replicator.ts";
import type { MailboxUsage, MonthUsage } from "../../services/relay-client/mod.ts";
import type { Env } from "../env.ts";

interface UsageSheetProps {
  c: Context<Env>;
  sent: ReplicaState["sent"];
  /** Null where the relay does not answer, undefined where it has no database. */
  usage: MonthUsage | null | undefined;
  /** Undefined while the relay does not say. */
  mailbox: MailboxUsage | undefined;
}

/** From here on it is time to do something. */
const FULL_SHARE = 0.8;

export function UsageSheet({ c, sent, usage, mailbox }: UsageSheetProps) {
  const { t, locale } = c.var;
  return (
    <Sheet id="usage" title={t("relay.usage")}>
      {usage === null && <p>{t("relay.usage_unknown")}</p>}
      {usage && <Month c={c} usage={usage} />}
      {mailbox && <Mailbox c={c} mailbox={mailbox} />}
      <p>{t("relay.sent", { batches: sent.batches, size: bytes(locale, sent.bytes) })}</p>
      <p class="hint">{t("relay.usage_hint")}</p>
    </Sheet>
  );
}

function Mailbox({ c, mailbox }: { c: Context<Env>; mailbox: MailboxUsage }) {
  const { t, locale } = c.var;
  const { bytes: weight, bytesMax, unsigned, access } = mailbox;
  const isFull = weight > bytesMax * FULL_SHARE;
  const isOpen = Object.values(access).includes("unsigned");
  return (
    <>
      {isFull && <Notice tone="attention">{t("relay.usage_mailbox_full")}</Notice>}
      <Measure
        value={weight}
        max={bytesMax}
        label={t("relay.usage_mailbox")}
        tone={isFull ? "late" : "calm"}
        figure={t("relay.usage_mailbox_figure", {
          used: bytes(locale, weight),
          of: bytes(locale, bytesMax),
        })}
      >
        {t("relay.usage_mailbox")}
      </Measure>
      {(isOpen || unsigned.count > 0) && (
        <Measure
          value={unsigned.count}
          max={unsigned.countMax}
          label={t("relay.usage_unsigned")}
          tone={unsigned.count > unsigned.countMax * FULL_SHARE ? "late" : "calm"}
          figure={t("relay.usage_unsigned_figure", {
            count: unsigned.count,
            of: unsigned.countMax,
          })}
        >
          {t("relay.usage_unsigned")}
        </Measure>
      )}
    </>
  );
}

function Month({ c, usage }: { c: Context<Env>; usage: MonthUsage }) {
  const { t, locale } = c.var;
  const { postgres, redis } = usage;
  const isScarce = [postgres.level, redis.level].some((level) => level !== "normal");
  return (
    <>
      {isScarce && <Notice tone="attention">{t("relay.usage_scarce")}</Notice>}
      <Measure
        value={postgres.cuHours}
        max={postgres.of}
        label={t("relay.usage_database")}
        tone={postgres.level === "normal" ? "calm" : "late"}
        figure={t("relay.usage_hours", {
          used: tenths(locale, postgres.cuHours),
          of: postgres.of,
        })}
      >
        {t("relay.usage_database")}
      </Measure>
      {redis.commands > 0 && (
        <Measure
          value={redis.commands}
          max={redis.of}
          label={t("relay.usage_redis")}
          tone={redis.level === "normal" ? "calm" : "late"}
          figure={t("relay.usage_commands", { used: redis.commands, of: redis.of })}
        >
          {t("relay.usage_redis")}
        </Measure>
      )}
      <p class="small soft">
        {t("relay.usage_bytes", { size: bytes(locale, usage.bytes.out) })}{" "}
        {!usage.whole && t("relay.usage_partial")}
      </p>
    </>
  );
}
