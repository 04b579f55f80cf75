/** Settings of the alerts: where they go, when, which of them, and what became of the last ones. */
import { type Context, Hono } from "hono";
import { Island } from "../../components/island.tsx";
import LiveJobs from "../../islands/LiveJobs.tsx";
import { ALERTS_SUBJECT, CHANNELS, CONFIGURED_CHANNELS } from "../../services/alerts/mod.ts";
import { deviceFrom } from "../../services/auth/mod.ts";
import { notFound } from "../../services/base/errors.ts";
import { confirmedOnly, isConfirmed } from "../access/confirm.tsx";
import { deviceName } from "../access/device_name.ts";
import type { Env } from "../env.ts";
import { lastingOriginOf } from "../frame/origin.ts";
import { flash } from "../frame/flash.ts";
import { liveJobs } from "../jobs/live_jobs.ts";
import { page } from "../frame/page.tsx";
import { refusalOf } from "../frame/refusal.ts";
import type { Services } from "../services.ts";
import { PlaceSheet, PushSheet } from "./alerts_channels.tsx";
import { type PlaceRefusal, rulesOf, savePlace, typedFrom } from "./alerts_forms.ts";
import { RecentSheet } from "./alerts_recent.tsx";
import { RulesSheet } from "./alerts_rules.tsx";
import { limitSmallForms } from "../forms/body_limit.ts";
import { visitorOf } from "../frame/visitor.ts";
import { readFields, readSent } from "../forms/body.ts";

interface Needs extends Pick<Services, "alerts" | "auth" | "clock"> {
  readonly config: Pick<Services["config"], "publicOrigin">;
}

const PATH = "/settings/alerts";

/** Mounted on `/settings/alerts`. */
export function alertSettingsRoutes(services: Needs): Hono<Env> {
  const { alerts } = services;
  const show = (c: Context<Env>, refused?: PlaceRefusal) => showAlerts(c, services, refused);
  // A stolen session could redirect alerts, and that change would outlive the session.
  const confirmed = confirmedOnly(services);
  return new Hono<Env>()
    .use(limitSmallForms)
    .get("/", (c) => show(c))
    .post("/rules", confirmed, async (c) => {
      const sent = await readSent(c);
      try {
        await alerts.saveRules(rulesOf(sent));
      } catch (error) {
        return await show(c, { place: "rules", typed: {}, sent, ...refusalOf(c, error) });
      }
      flash(c, "alerts.saved");
      return c.redirect(`${PATH}#rules`, 303);
    })
    .post("/devices", confirmed, async (c) => {
      const name = deviceName(c.var.t, deviceFrom(visitorOf(c).userAgent));
      await alerts.devices.add(await c.req.json().catch(() => null), name);
      flash(c, "alerts.device_added");
      return c.json({});
    })
    .post("/devices/:id/removal", async (c) => {
      await alerts.devices.remove(c.req.param("id"));
      flash(c, "alerts.device_removed");
      return c.redirect(`${PATH}#push`, 303);
    })
    .post("/:channel/trial", async (c) => {
      const channel = oneOf(CHANNELS, c.req.param("channel"));
      await alerts.try(channel);
      flash(c, "alerts.try_begun");
      return c.redirect(`${PATH}#${channel}`, 303);
    })
    .post("/:place/removal", async (c) => {
      const place = oneOf(CONFIGURED_CHANNELS, c.req.param("place"));
      await alerts.remove(place);
      flash(c, "alerts.forgotten", { channel: c.var.t(`alerts.channel_${place}`) });
      return c.redirect(`${PATH}#${place}`, 303);
    })
    .post("/:place", confirmed, async (c) => {
      const place = oneOf(CONFIGURED_CHANNELS, c.req.param("place"));
      const typed = typedFrom(await readFields(c));
      try {
        await savePlace(alerts, place, typed);
      } catch (error) {
        return await show(c, { place, typed, ...refusalOf(c, error) });
      }
      flash(c, "alerts.saved");
      return c.redirect(`${PATH}#${place}`, 303);
    });
}

async function showAlerts(
  c: Context<Env>,
  { alerts, auth, clock, config }: Needs,
  refused?: PlaceRefusal,
): Promise<Response> {
  const { t } = c.var;
  const [settings, channels, devices, recent, trials, publicKey] = await Promise.all([
    alerts.settings(),
    alerts.channels(),
    alerts.devices.list(),
    alerts.recent(),
    alerts.trials(),
    alerts.pushKey(),
  ]);
  const live = liveJobs(c, trials, { source: PATH, subject: ALERTS_SUBJECT });
  const now = clock.now();
  const stateOf = (name: string) => channels.find(({ channel }) => channel === name)!;
  return page(
    c,
    { title: t("alerts.title"), current: "settings", status: refused?.status },
    <div class="page page--narrow">
      <header class="masthead">
        <h1>{t("alerts.title")}</h1>
      </header>
      <p>{t("alerts.intro")}</p>
      <Island of={LiveJobs} props={live} />
      <PushSheet
        c={c}
        state={stateOf("push")}
        devices={devices}
        publicKey={publicKey}
        mayAdd={isConfirmed(c, auth)}
        now={now}
      />
      {CONFIGURED_CHANNELS.map((place) => (
        <PlaceSheet
          key={place}
          c={c}
          place={place}
          state={stateOf(place)}
          settings={settings}
          refused={refused?.place === place ? refused : undefined}
          now={now}
        />
      ))}
      <RulesSheet
        c={c}
        settings={settings}
        refused={refused?.place === "rules" ? refused : undefined}
        suggestedUrl={lastingOriginOf(c, config)}
      />
      <RecentSheet c={c} recent={recent} now={now} />
    </div>,
  );
}

function oneOf<Name extends string>(names: readonly Name[], given: string): Name {
  const name = names.find((name) => name === given);
  if (!name) throw notFound("common.page_not_found");
  return name;
}
