/** The tag with the item's permanent number: the same on screen, on paper and in search results. */
const DIGITS = 4;

export const tagText = (number: number): string => `N. ${String(number).padStart(DIGITS, "0")}`;

export function Tag({ number }: { number: number }) {
  return <span class="tag">{tagText(number)}</span>;
}
