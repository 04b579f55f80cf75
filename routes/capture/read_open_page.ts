/**
 * What an open page of the marketplace shows. This runs inside that page and travels there as text, so it stands on
 * nothing outside itself. It asks the site for nothing, and leaves out whoever sells.
 */
export interface OpenPage {
  readonly kind: "open_page";
  readonly url: string;
  readonly linked: readonly unknown[];
  readonly data: readonly unknown[];
  readonly details: Readonly<Record<string, string>>;
  readonly boxes: readonly object[];
}

/** @returns `null` on a page of another site */
export function readOpenPage(): OpenPage | null {
  const DATA_CHARS_MAX = 3_000_000;
  const PEOPLE = /user|seller|owner|member|login|profile|account|feedback|token|cookie/i;
  const { hostname, origin, pathname, search } = location;
  if (!/^(?:www\.|m\.)?vinted\.[a-z]{2,3}(?:\.[a-z]{2})?$/.test(hostname)) return null;

  const words = (element: Element | null): string =>
    [...element?.childNodes ?? []].filter(({ nodeName }) => nodeName !== "BUTTON")
      .map(({ textContent }) => textContent ?? "").join(" ").replace(/\s+/g, " ").trim();
  const withoutPeople = (name: string, value: unknown) => PEOPLE.test(name) ? undefined : value;
  const dataIn = (type: string): unknown[] =>
    [...document.querySelectorAll(`script[type="${type}"]`)].flatMap(({ textContent }) => {
      try {
        const data: unknown = JSON.parse(textContent ?? "", withoutPeople);
        return JSON.stringify(data).length <= DATA_CHARS_MAX ? [data] : [];
      } catch {
        return [];
      }
    });
  const box = (link: HTMLAnchorElement) => {
    const name = link.dataset.testid?.replace("--overlay-link", "") ?? "";
    const card = link.closest(`[data-testid="${CSS.escape(name)}"]`) ?? link;
    const part = (end: string) => words(card.querySelector(`[data-testid$="--${end}"]`));
    return {
      href: link.href,
      label: link.title || (card.querySelector("img")?.alt ?? ""),
      brand: part("description-title"),
      line: part("description-subtitle"),
      price: part("price-text"),
      promoted: part("bump-text") !== "",
      over: part("status-text") || part("status"),
    };
  };
  const told = (selector: string) => words(document.querySelector(selector));
  const isItem = /\/items\/\d/.test(pathname);
  // URLs of other pages may name a person.
  const isTold = isItem || /\/catalog\b/.test(pathname);
  const linked = dataIn("application/ld+json");
  const data = dataIn("application/json");
  return {
    kind: "open_page",
    url: origin + (isTold ? pathname + search : "/"),
    linked,
    data: JSON.stringify(data).length <= DATA_CHARS_MAX ? data : [],
    details: !isItem ? {} : {
      title: told("h1"),
      brand: told("[itemprop=brand]"),
      size: told("[itemprop=size]"),
      condition: told("[itemprop=status]"),
      colours: told("[itemprop=color]"),
      price: told('[data-testid="item-price"]'),
      listed: told("[itemprop=upload_date]"),
      over: told('[data-testid="item-status"]'),
    },
    boxes: [
      ...document.querySelectorAll<HTMLAnchorElement>(
        'a[data-testid$="--overlay-link"], a[href*="/items/"][title]',
      ),
    ].map(box),
  };
}
