/** The settings overview. */
import { Hono } from "hono";
import { Icon, type IconName } from "../../components/icon.tsx";
import { Sheet } from "../../components/sheet.tsx";
import type { MessageKey } from "../../locales/mod.ts";
import type { Env } from "../env.ts";
import { page } from "../frame/page.tsx";
import type { Services } from "../services.ts";

const CONFIGURED_CHANNELS: readonly {
  href: string;
  icon: IconName;
  title: MessageKey;
  lead: MessageKey;
}[] = [
  {
    href: "/settings/account",
    icon: "key",
    title: "settings.account",
    lead: "settings.account_lead",
  },
  { href: "/settings/ai", icon: "eye", title: "settings.ai", lead: "settings.ai_lead" },
  {
    href: "/settings/listing",
    icon: "copy",
    title: "settings.listing",
    lead: "settings.listing_lead",
  },
  {
    href: "/settings/shop",
    icon: "share",
    title: "shop.settings_title",
    lead: "shop.settings_lead",
  },
  {
    href: "/settings/alerts",
    icon: "bell",
    title: "settings.alerts",
    lead: "settings.alerts_lead",
  },
  { href: "/settings/relay", icon: "up", title: "settings.relay", lead: "settings.relay_lead" },
  { href: "/jobs", icon: "jobs", title: "jobs.title", lead: "settings.jobs_lead" },
  { href: "/import", icon: "upload", title: "settings.import", lead: "settings.import_lead" },
  { href: "/export", icon: "download", title: "settings.export", lead: "settings.export_lead" },
  {
    href: "/settings/unreadable",
    icon: "warning",
    title: "unreadable.title",
    lead: "settings.unreadable_lead",
  },
  { href: "/api/v1/docs", icon: "sparkle", title: "settings.api", lead: "settings.api_lead" },
];

export function settingsRoutes({ version }: Pick<Services, "version">): Hono<Env> {
  return new Hono<Env>().get("/", (c) => {
    const { t } = c.var;
    const body = (
      <div class="page page--narrow">
        <header class="masthead">
          <h1>{t("shell.settings")}</h1>
        </header>
        <Sheet>
          <ul class="places">
            {CONFIGURED_CHANNELS.map(({ href, icon, title, lead }) => (
              <li key={href} data-row>
                <a href={href}>
                  <Icon name={icon} />
                  <span>
                    <b>{t(title)}</b>
                    <span class="soft small">{t(lead)}</span>
                  </span>
                </a>
              </li>
            ))}
          </ul>
        </Sheet>
        <form method="post" action="/settings/account/sessions/current/removal">
          <button type="submit" class="button">{t("settings.log_out")}</button>
        </form>
        <p class="soft small">{`Vinted Optimizer ${version}`}</p>
      </div>
    );
    return page(c, { title: t("shell.settings"), current: "settings" }, body);
  });
}
