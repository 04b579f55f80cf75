/** Variables of a request's context. */
import type { Locale, T } from "../locales/mod.ts";
import type { Session } from "../services/auth/mod.ts";
import type { Assets } from "./frame/assets.ts";

export type Theme = "auto" | "light" | "dark";

export interface Env {
  Variables: {
    requestId: string;
    /** Id of the request's W3C trace; absent for a request without one. */
    traceId?: string;
    locale: Locale;
    t: T;
    theme: Theme;
    /** URLs of the page's script and styles. */
    assets: Pick<Assets, "script" | "style" | "sheets">;
    /** Signs the flash, which outlives one redirect. */
    flashKey: Uint8Array;
    /** The logged-in browser or API token; `null` on pages that need no log-in. */
    session: Session | null;
    /** Identifies the jobs that had ended when the request came (`routes/jobs/job_revision.ts`). */
    jobsRevision?: string;
    /** Id of the logged-in owner, under which the device keeps drafts. */
    account?: string;
    /** Look-ups may run: every page then has the switch that stops them. */
    lookupsOn?: boolean;
  };
}
