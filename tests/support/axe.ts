/** What axe finds on a page, with the places where it is. */
import type { AxeResults, RunOptions } from "axe-core";
import type { Page } from "puppeteer-core";

const AXE = await Deno.readTextFile(new URL(import.meta.resolve("axe-core")));
const RATE_RULES: RunOptions = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"],
};

export async function axeFindings(page: Page): Promise<string[]> {
  // The policy of the page lets no script in but its own; the debugger evaluates past it.
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(
    (rules) =>
      (globalThis as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } }).axe
        .run(rules),
    RATE_RULES,
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target}`));
}
