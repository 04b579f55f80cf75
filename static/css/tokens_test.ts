/** WCAG 2.2 contrast of every pair that is laid on another, computed from the tokens themselves. */
import assert from "node:assert/strict";

/** Text of any size, AA. */
const TEXT = 4.5;
/** What has to be seen to be used: the edge of a field, the ring of the focus, AA. */
const PART = 3;

const PAPERS = ["paper", "sheet", "sunk"];
const PAIRS: readonly [least: number, on: readonly string[], under: readonly string[]][] = [
  [TEXT, ["ink", "ink-soft", "denim", "moss", "brick"], PAPERS],
  [TEXT, ["ink", "denim"], ["denim-wash", "tape-wash", "moss-wash", "brick-wash"]],
  [TEXT, ["ink-soft"], ["denim-wash", "tape-wash"]],
  [TEXT, ["on-denim"], ["denim"]],
  [TEXT, ["tape-ink"], ["tape"]],
  [TEXT, ["paper"], ["ink"]],
  [PART, ["edge", "denim"], PAPERS],
];

const css = await Deno.readTextFile(new URL("tokens.css", import.meta.url));

/** The lightness, chroma and hue of a token in each theme. */
function tokens(): Map<string, [light: number[], dark: number[]]> {
  const found = css.matchAll(/--([\w-]+): light-dark\(oklch\(([^)]+)\), oklch\(([^)]+)\)\)/g);
  const parts = (text: string) => text.split(" ").map(Number);
  return new Map([...found].map(([, name, light, dark]) => [name!, [parts(light!), parts(dark!)]]));
}

/** OKLCH to the relative luminance of WCAG, by way of linear sRGB; what sRGB cannot show is clipped. */
function luminance([l, c, h]: readonly number[]): number {
  const angle = h! * Math.PI / 180;
  const [a, b] = [c! * Math.cos(angle), c! * Math.sin(angle)];
  const long = (l! + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const middle = (l! - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l! - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const red = 4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short;
  const green = -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short;
  const blue = -0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short;
  const clip = (value: number) => Math.min(Math.max(value, 0), 1);
  return 0.2126 * clip(red) + 0.7152 * clip(green) + 0.0722 * clip(blue);
}

function contrast(one: readonly number[], other: readonly number[]): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}

Deno.test("contrast is measured as WCAG measures it", () => {
  assert.equal(contrast([0, 0, 0], [1, 0, 0]).toFixed(1), "21.0");
  // #767676 on white is the lightest grey that passes AA.
  assert.ok(Math.abs(contrast([0.5659, 0, 0], [1, 0, 0]) - 4.54) < 0.02);
});

Deno.test("everything written or pressed is readable in both themes", () => {
  const known = tokens();
  const failed: string[] = [];
  for (const [least, ons, unders] of PAIRS) {
    for (const on of ons) {
      for (const under of unders) {
        for (const theme of [0, 1] as const) {
          const ratio = contrast(known.get(on)![theme], known.get(under)![theme]);
          if (ratio >= least) continue;
          failed.push(`${on} on ${under}, ${["light", "dark"][theme]}: ${ratio.toFixed(2)}`);
        }
      }
    }
  }
  assert.deepEqual(failed, []);
});
