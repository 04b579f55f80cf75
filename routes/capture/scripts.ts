/** The bookmarklet and the userscript: how an open page hands over what it shows, with the key in them. */
import type { T } from "../../locales/mod.ts";
import { type OpenPage, readOpenPage } from "./read_open_page.ts";

interface Destination {
  /** Home's origin, as the browser knows it: "http://192.168.1.7:8000". */
  readonly base: string;
  readonly key: string;
}

type Gather = () => OpenPage | null;
type Words = ReturnType<typeof wordsOf>;

const wordsOf = (t: T) => ({
  elsewhere: t("market.capture_elsewhere"),
  blocked: t("market.capture_blocked"),
  button: t("market.capture_button"),
  failed: t("market.capture_unreachable"),
});

/** An address to drag to the bar of bookmarks. */
export function bookmarklet(to: Destination, t: T): string {
  return `javascript:${encodeURIComponent(`${called(handOver, to, wordsOf(t))};void 0`)}`;
}

const HEADER = "UserScript==";

export function userscript(to: Destination, t: T, hosts: readonly string[]): string {
  const { hostname } = new URL(to.base);
  const lines = [
    ["name", "Vinted Optimizer"],
    ["namespace", to.base],
    ["version", "1"],
    ["description", t("market.capture_button")],
    ...hosts.map((host) => ["match", `https://${host}/*`]),
    ["grant", "GM_xmlhttpRequest"],
    ["connect", hostname],
    ["run-at", "document-idle"],
  ].map(([name, value]) => `// @${name} ${value}`);
  return [`// ==${HEADER}`, ...lines, `// ==/${HEADER}`, called(showButton, to, wordsOf(t)), ""]
    .join("\n");
}

/** Source text of a call of a function that runs in a foreign page. */
function called(
  run: (to: Destination, words: Words, gather: Gather) => void,
  to: Destination,
  words: Words,
): string {
  const tight = (text: string) => text.replace(/\n\s+/g, "\n");
  const given = [to, words].map((value) => JSON.stringify(value)).join(",");
  return `(${tight(String(run))})(${given},${tight(String(readOpenPage))})`;
}

/**
 * Runs in the open page. A form is the one way out that neither the site's policy for scripts nor a house without
 * https stands in the way of: it is the browser that goes there.
 */
function handOver({ base, key }: Destination, words: Words, gather: Gather): void {
  const page = gather();
  if (!page) return alert(words.elsewhere);
  const form = document.createElement("form");
  form.method = "post";
  form.action = `${base}/capture`;
  form.enctype = "multipart/form-data";
  form.acceptCharset = "utf-8";
  form.target = "_blank";
  for (const [name, value] of Object.entries({ key, url: page.url, page: JSON.stringify(page) })) {
    const field = document.createElement("textarea");
    field.name = name;
    field.value = value;
    field.hidden = true;
    form.append(field);
  }
  const told = ({ effectiveDirective }: SecurityPolicyViolationEvent) => {
    if (effectiveDirective === "form-action") alert(words.blocked);
  };
  document.addEventListener("securitypolicyviolation", told, { once: true });
  document.body.append(form);
  form.submit();
  form.remove();
}

interface GmRequest {
  readonly method: "POST";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly data: string;
  readonly onload: (answer: { readonly responseText: string }) => void;
  readonly onerror: () => void;
}
declare const GM_xmlhttpRequest: (request: GmRequest) => void;

/** Runs in every page of the site: a button, and nothing until it is pressed. */
function showButton({ base, key }: Destination, words: Words, gather: Gather): void {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = words.button;
  Object.assign(button.style, {
    position: "fixed",
    right: "16px",
    bottom: "16px",
    zIndex: "2147483647",
    minHeight: "44px",
    padding: "0 16px",
    borderRadius: "8px",
    border: "0",
    background: "#2f4a8f",
    color: "#fff",
    font: "600 15px system-ui",
  });
  const say = (text: string) => void (button.textContent = text);
  button.addEventListener("click", () => {
    const page = gather();
    if (!page) return say(words.elsewhere);
    GM_xmlhttpRequest({
      method: "POST",
      url: `${base}/capture`,
      headers: {
        "accept": "application/json",
        "content-type": "application/x-www-form-urlencoded",
      },
      data: String(new URLSearchParams({ key, url: page.url, page: JSON.stringify(page) })),
      onload: ({ responseText }) => {
        try {
          const { said, detail } = JSON.parse(responseText);
          say(said ?? detail);
        } catch {
          say(words.failed);
        }
      },
      onerror: () => say(words.failed),
    });
  });
  document.body.append(button);
}
