/** The browser that the owner has installed, opened for one question and closed after it. */
import type { Site } from "../marketplace/mod.ts";

export interface InstalledBrowser {
  /** As people call it. */
  readonly name: string;
  readonly path: string;
}

export type Host = "www" | "api";
/** Where a site's pages and its answers live: "https://www.vinted.it", without a path. */
export type Hosts = (site: Site) => Readonly<Record<Host, string>>;

/** What came back, whatever it says. */
export interface Answer {
  /** 0: a redirect that was not followed. */
  readonly status: number;
  readonly text: string;
  /** As the header says it: seconds or a date. */
  readonly retryAfter: string | null;
}

export interface Question {
  readonly host: Host;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Browser {
  installed(): InstalledBrowser | null;
  /**
   * A plain browser with an empty profile that goes away with it. The signal ends it at once, whatever it does.
   * @throws Failure `lookups.no_browser`, `lookups.browser_failed`
   */
  open(site: Site, signal: AbortSignal): Promise<Visit>;
}

/** Each of these throws Failure `lookups.unreachable` where no answer came, `lookups.browser_failed` where the browser died. */
export interface Visit extends AsyncDisposable {
  /** Opens a page; throws Failure `lookups.led_elsewhere` when it leads away from the marketplace's own sites. */
  page(path: string): Promise<Answer>;
  /** Asks from within the open page, with its session. */
  ask(question: Question): Promise<Answer>;
  /** What the site has given this anonymous visitor, by name. */
  cookies(): Promise<ReadonlyMap<string, string>>;
}
