/** What every request carries. */
import type { Locale, T } from "../locales/mod.ts";
import type { Session } from "../services/auth/mod.ts";
import type { Assets } from "./frame/assets.ts";

export type Theme = "auto" | "light" | "dark";

export interface Env {
  Variables: {
    requestId: string;
    /** Of the W3C trace that the request belongs to; absent where it came without one. */
    traceId?: string;
    locale: Locale;
    t: T;
    theme: Theme;
    /** Where the page finds its script and its styles. */
    assets: Pick<Assets, "script" | "style" | "sheets">;
    /** Signs the flash, which outlives one redirect. */
    flashKey: Uint8Array;
    /** Who asks: a browser that logged in or a token; `null` on the pages that need nobody. */
    session: Session | null;
    /** Which jobs had ended when the request came (`routes/jobs/job_revision.ts`). */
    jobsRevision?: string;
    /** Of the owner who is logged in: drafts on their devices are kept under it. */
    account?: string;
    /** Look-ups may run: every page then has the switch that stops them. */
    lookupsOn?: boolean;
  };
}
