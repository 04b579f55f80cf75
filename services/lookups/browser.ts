/** The port to the browser that the owner has installed; it is opened for one look-up and closed after it. */
import type { Site } from "../marketplace/mod.ts";

export interface InstalledBrowser {
  /** The product's name, for the interface. */
  readonly name: string;
  readonly path: string;
}

export type Host = "www" | "api";
/** The origins of a site's pages and API: "https://www.vinted.it", without a path. */
export type Hosts = (site: Site) => Readonly<Record<Host, string>>;

export interface BrowserResponse {
  /** 0: a redirect that was not followed. */
  readonly status: number;
  readonly text: string;
  /** The header as received: seconds or a date. */
  readonly retryAfter: string | null;
}

export interface ApiRequest {
  readonly host: Host;
  /** Includes the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Browser {
  installed(): InstalledBrowser | null;
  /**
   * Opens a browser with an empty profile, which is deleted with it. Aborting the signal kills it at once.
   * @throws Failure `lookups.no_browser`, `lookups.browser_failed`
   */
  open(site: Site, signal: AbortSignal): Promise<Visit>;
}

/** Each method throws Failure `lookups.unreachable` when no response came, `lookups.browser_failed` when the browser died. */
export interface Visit extends AsyncDisposable {
  /** Throws Failure `lookups.led_elsewhere` when the page redirects away from the marketplace's own sites. */
  openPage(path: string): Promise<BrowserResponse>;
  /** Sends the request from within the open page, with its session. */
  fetchApi(request: ApiRequest): Promise<BrowserResponse>;
  /** The cookies of this anonymous visitor, by name. */
  cookies(): Promise<ReadonlyMap<string, string>>;
}
