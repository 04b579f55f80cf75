/** Settings of the relay: how to get one, whether it is reached, the second copy, and the mail it brought. */
import { type Context, Hono } from "hono";
import { isMessageKey } from "../../locales/mod.ts";
import { isFailure, notFound } from "../../services/base/errors.ts";
import { waitAtMost } from "../../services/base/timer.ts";
import type { UplinkRoom } from "../../services/uplink/room.ts";
import type { Env } from "../env.ts";
import { flash } from "../frame/flash.ts";
import { page } from "../frame/page.tsx";
import type { Services } from "../services.ts";
import { AddressesSheet } from "./relay_addresses.tsx";
import { LettersSheet, MailSheet } from "./relay_webhooks.tsx";
import { ConnectionSheet, CopySheet, HowSheet } from "./relay_sheets.tsx";
import { UsageSheet } from "./relay_usage.tsx";
import { limitSmallForms } from "../frame/form_limit.ts";

type Needs = Pick<Services, "clock" | "uplink">;

const PATH = "/settings/relay";
const LETTERS_SHOWN = 10;
/** A first copy of everything takes longer; the page says how far it is. */
const WAIT_MS = 4_000;

/** Mounted on `/settings/relay`. */
export function relaySettingsRoutes({ uplink, clock }: Needs): Hono<Env> {
  const room = () => {
    if (!uplink) throw notFound("common.page_not_found");
    return uplink;
  };
  return new Hono<Env>()
    .use(limitSmallForms)
    .get("/", (c) => showRelay(c, uplink, clock.now()))
    .post("/copy", async (c) => {
      await shipNow(c, room());
      return c.redirect(`${PATH}#copy`, 303);
    })
    .post("/mail/:id{[0-9]+}/again", async (c) => {
      await saying(c, async () => {
        await room().mail.bringAgain(Number(c.req.param("id")));
        flash(c, "uplink.again_done");
      });
      return c.redirect(`${PATH}#mail`, 303);
    });
}

async function showRelay(c: Context<Env>, uplink: UplinkRoom | null, now: number) {
  const { t } = c.var;
  const title = t("uplink.title");
  const body = uplink ? await stateOf(c, uplink, now) : <HowSheet t={t} />;
  return page(
    c,
    { title, current: "settings" },
    <div class="page page--narrow">
      <header class="masthead">
        <h1>{title}</h1>
      </header>
      <p>{t("uplink.intro")}</p>
      {body}
    </div>,
  );
}

async function stateOf(c: Context<Env>, uplink: UplinkRoom, now: number) {
  const [mail, report, letters, stored] = await Promise.all([
    orNull(uplink.mail.list("parked")),
    orNull(uplink.report()),
    uplink.letters.newest(LETTERS_SHOWN),
    uplink.letters.stored(),
  ]);
  const copy = uplink.replicator.state();
  return (
    <>
      <ConnectionSheet c={c} uplink={uplink} now={now} />
      <CopySheet c={c} copy={copy} now={now} />
      <MailSheet c={c} mail={mail} now={now} />
      <LettersSheet c={c} letters={letters} stored={stored} now={now} />
      <AddressesSheet c={c} relay={uplink.state().url} access={mail?.usage?.access} />
      <UsageSheet
        c={c}
        sent={copy.sent}
        usage={report && report.parts.usage}
        mailbox={mail?.usage}
      />
    </>
  );
}

/** A relay that is away must not take the page with it. */
async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (isFailure(error)) return null;
    throw error;
  }
}

async function shipNow(c: Context<Env>, { replicator }: UplinkRoom): Promise<void> {
  await saying(c, async () => {
    const done = await waitAtMost(WAIT_MS, replicator.ship());
    if (done) flash(c, "uplink.shipped", { records: done.records });
    else flash(c, "uplink.shipping");
  });
}

/** The reason is shown where the button was. */
async function saying(c: Context<Env>, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isFailure(error) || !isMessageKey(error.key)) throw error;
    flash(c, error.key, error.params);
  }
}
