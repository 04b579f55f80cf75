/** Settings page of the relay: how to set one up, its connection, the replica, webhooks and usage. */
import { type Context, Hono } from "hono";
import { isMessageKey } from "../../locales/mod.ts";
import { isFailure, notFound } from "../../services/base/errors.ts";
import { waitAtMost } from "../../services/base/timer.ts";
import type { RelayService } from "../../services/relay-client/mod.ts";
import type { Env } from "../env.ts";
import { flash } from "../frame/flash.ts";
import { page } from "../frame/page.tsx";
import type { Services } from "../services.ts";
import { AddressesSheet } from "./relay_addresses.tsx";
import { MailboxSheet, ReceivedWebhooksSheet } from "./relay_webhooks.tsx";
import { ConnectionSheet, ReplicaSheet, SetupSheets } from "./relay_sheets.tsx";
import { UsageSheet } from "./relay_usage.tsx";
import { limitSmallForms } from "../forms/body_limit.ts";

type Needs = Pick<Services, "clock" | "relay">;

const PATH = "/settings/relay";
const WEBHOOKS_SHOWN = 10;
/** The first replication takes longer; the page shows how far it is. */
const WAIT_MS = 4_000;

/** Mounted on `/settings/relay`. */
export function relaySettingsRoutes({ relay, clock }: Needs): Hono<Env> {
  const requireRelay = () => {
    if (!relay) throw notFound("common.page_not_found");
    return relay;
  };
  return new Hono<Env>()
    .use(limitSmallForms)
    .get("/", (c) => showRelay(c, relay, clock.now()))
    .post("/replica", async (c) => {
      await replicateNow(c, requireRelay());
      return c.redirect(`${PATH}#replica`, 303);
    })
    .post("/webhooks/:id{[0-9]+}/again", async (c) => {
      await flashFailure(c, async () => {
        await requireRelay().mailbox.redeliver(Number(c.req.param("id")));
        flash(c, "relay.redelivery_started");
      });
      return c.redirect(`${PATH}#webhooks`, 303);
    });
}

async function showRelay(c: Context<Env>, relay: RelayService | null, now: number) {
  const { t } = c.var;
  const title = t("relay.title");
  const body = relay ? await statusSheets(c, relay, now) : <SetupSheets t={t} />;
  return page(
    c,
    { title, current: "settings" },
    <div class="page page--narrow">
      <header class="masthead">
        <h1>{title}</h1>
      </header>
      <p>{t("relay.intro")}</p>
      {body}
    </div>,
  );
}

async function statusSheets(c: Context<Env>, relay: RelayService, now: number) {
  const [mailbox, report, webhooks, stored] = await Promise.all([
    orNull(relay.mailbox.list("parked")),
    orNull(relay.readReport()),
    relay.webhooks.newest(WEBHOOKS_SHOWN),
    relay.webhooks.stored(),
  ]);
  const replica = relay.replicator.state();
  return (
    <>
      <ConnectionSheet c={c} relay={relay} now={now} />
      <ReplicaSheet c={c} replica={replica} now={now} />
      <MailboxSheet c={c} mailbox={mailbox} now={now} />
      <ReceivedWebhooksSheet c={c} webhooks={webhooks} stored={stored} now={now} />
      <AddressesSheet c={c} relay={relay.state().url} access={mailbox?.usage?.access} />
      <UsageSheet
        c={c}
        sent={replica.sent}
        usage={report && report.parts.usage}
        mailbox={mailbox?.usage}
      />
    </>
  );
}

/** An unreachable relay must not fail the whole page. */
async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (isFailure(error)) return null;
    throw error;
  }
}

async function replicateNow(c: Context<Env>, { replicator }: RelayService): Promise<void> {
  await flashFailure(c, async () => {
    const done = await waitAtMost(WAIT_MS, replicator.replicate());
    if (done) flash(c, "relay.synced", { records: done.records });
    else flash(c, "relay.syncing");
  });
}

/** Shows a failure on the page from which the form was sent. */
async function flashFailure(c: Context<Env>, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isFailure(error) || !isMessageKey(error.key)) throw error;
    flash(c, error.key, error.params);
  }
}
