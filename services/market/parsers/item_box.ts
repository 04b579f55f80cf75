/** One box of a list of items, as the page shows it: the title stands only in the words for those who do not see. */
import { slugWords } from "../../marketplace/mod.ts";
import { type Fields, isFields, secondLine } from "./answer.ts";
import { observe, textOf } from "./observe.ts";
import type { Circumstances, Entry } from "./reading.ts";

const LABEL_CHARS_MAX = 600;
const NAMED_WORD = "[^,:]{2,24}";
const SIGN = "(?:\\p{Sc}|zł|kč|kr|ft|lei|ron|pln|czk|sek|dkk|huf|eur|gbp|usd)";
/** ", 55.00 €" or ", £200.00" */
const AMOUNT = new RegExp(
  `,\\s*((?:${SIGN}\\s?)?\\d[\\d.,'\\s]{0,14}?\\s?${SIGN}|${SIGN}\\s?\\d[\\d.,]{0,14})`,
  "iu",
);
/** What lies over the photo of something sold, in the languages of the sites. */
const SOLD =
  /^(?:vendut|sold|vendu|verkauft|vendid|verkocht|sprzedan|prodan|predan|sål[dt]|solgt|eladva|elkelt|vândut|parduot|pārdot|müüdud|myyty|πουλήθηκε)/i;

/** What the bookmarklet hands over of a box: the parts' texts, none of them taken apart. */
export function readBox(box: unknown, around: Circumstances): Entry {
  if (!isFields(box)) return { puzzle: "not_a_listing" };
  const label = textOf(box.label, LABEL_CHARS_MAX);
  const brand = textOf(box.brand);
  const { size, condition } = secondLine(textOf(box.line));
  return observe({
    title: titleIn(label, [brand, size, condition]) || slugWords(textOf(box.href, LABEL_CHARS_MAX)),
    brand,
    size,
    condition,
    price: inOwnCurrency(textOf(box.price) || amountIn(label), around),
    link: withoutSearch(box),
    sold: isSold(box.over),
    promoted: box.promoted === true,
  }, around);
}

export const isSold = (words: unknown): boolean => SOLD.test(textOf(words));

/** "kr" is said in two countries: the page's own is meant. */
export const inOwnCurrency = (price: string, { currency }: Circumstances): string =>
  price.replace(/\bkr\b\.?/i, currency);

/** "Scarpe, Brand: nuove, Brand: Nike, 55.00 €" is cut where a named value is one that the box shows. */
function titleIn(label: string, values: readonly (string | undefined)[]): string {
  const cuts = values.flatMap((value) => {
    if (!value) return [];
    const named = new RegExp(`,\\s*${NAMED_WORD}:\\s*${RegExp.escape(value)}`, "iu");
    return named.exec(label)?.index ?? [];
  });
  const end = cuts.length > 0 ? Math.min(...cuts) : AMOUNT.exec(label)?.index;
  return label.slice(0, end);
}

const amountIn = (label: string): string => AMOUNT.exec(label)?.[1] ?? "";

/** What follows the question mark says where the seller came from, not what the item is. */
const withoutSearch = ({ href }: Fields): string =>
  textOf(href, LABEL_CHARS_MAX).split(/[?#]/, 1)[0] ?? "";
