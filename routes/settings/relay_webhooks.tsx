/** What was sent to the house through the relay: what could not be taken, and what is here. */
import type { Context } from "hono";
import { Button } from "../../components/button.tsx";
import { EmptyState } from "../../components/empty_state.tsx";
import { Notice } from "../../components/notice.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { StateBadge } from "../../components/state_badge.tsx";
import { ago, bytes, moment } from "../../locales/format.ts";
import type { Letter, MailLine, MailList } from "../../services/uplink/room.ts";
import { STORED_BYTES_MAX, STORED_DAYS_MAX } from "../../services/uplink/mod.ts";
import type { Env } from "../env.ts";
import { SOURCE_NAMES } from "./relay_addresses.tsx";

interface Shown {
  c: Context<Env>;
  now: number;
}

/** @param mail null while the relay is away */
export function MailSheet({ c, mail, now }: Shown & { mail: MailList | null }) {
  const { t } = c.var;
  return (
    <Sheet
      id="mail"
      title={t("uplink.mail")}
      action={mail && mail.parked > 0 &&
        <StateBadge tone="wrong">{t("uplink.mail_parked", { count: mail.parked })}</StateBadge>}
    >
      {mail
        ? (
          <>
            <p>{t("uplink.mail_waiting", { count: mail.waiting })}</p>
            {mail.lines.length > 0 && (
              <ul class="plain-lines">
                {mail.lines.map((line) => <Parked key={line.id} c={c} line={line} now={now} />)}
              </ul>
            )}
          </>
        )
        : <Notice>{t("uplink.mail_unknown")}</Notice>}
    </Sheet>
  );
}

function Parked({ c, line, now }: Shown & { line: MailLine }) {
  const { t, locale } = c.var;
  const { id, source, receivedAt, parkedWhy, attempts } = line;
  return (
    <li>
      <div class="grow">
        <p>{`${t(SOURCE_NAMES[source])} · ${ago(locale, receivedAt, now)}`}</p>
        <p class="small soft">{t("uplink.parked_why", { attempts, why: parkedWhy ?? "" })}</p>
      </div>
      <form method="post" action={`/settings/relay/mail/${id}/again`}>
        <Button type="submit">{t("uplink.bring_again")}</Button>
      </form>
    </li>
  );
}

export interface LettersSheetProps extends Shown {
  /** The newest. */
  letters: readonly Letter[];
  stored: { readonly count: number; readonly bytes: number };
}

export function LettersSheet({ c, letters, stored, now }: LettersSheetProps) {
  const { t, locale } = c.var;
  return (
    <Sheet id="letters" title={t("uplink.letters")}>
      {letters.length === 0
        ? <EmptyState icon="bell">{t("uplink.letters_empty")}</EmptyState>
        : (
          <ul class="plain-lines">
            {letters.map((letter) => (
              <li key={letter.id}>
                <div class="grow">
                  <p>{t(SOURCE_NAMES[letter.source])}</p>
                  <p class="small soft">
                    <time
                      dateTime={new Date(letter.receivedAt).toISOString()}
                      title={moment(locale, letter.receivedAt)}
                    >
                      {ago(locale, letter.receivedAt, now)}
                    </time>
                    {` · ${bytes(locale, letter.bytes)}`}
                  </p>
                </div>
                {letter.checked && <StateBadge tone="done">{t("uplink.letter_checked")}
                </StateBadge>}
              </li>
            ))}
          </ul>
        )}
      <p class="hint">
        {t("uplink.letters_stored", {
          count: stored.count,
          size: bytes(locale, stored.bytes),
          days: STORED_DAYS_MAX,
          max: bytes(locale, STORED_BYTES_MAX),
        })}
      </p>
    </Sheet>
  );
}
