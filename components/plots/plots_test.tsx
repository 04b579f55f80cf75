import assert from "node:assert/strict";
import { renderToString } from "preact-render-to-string";
import { DAY_MS } from "../../services/base/time.ts";
import { priceBands } from "./price_bands.ts";
import { PriceHistory, type PriceHistoryProps } from "./price_history.tsx";
import { PriceTape, type PriceTapeProps, type TapeMark } from "./price_tape.tsx";
import { evenScale, ratioScale } from "./scale.ts";
import { SurvivalCurve } from "./survival_curve.tsx";

const words = { title: "Prezzi", description: "fra 31 e 54 euro", tableName: "In tabella" };
const table = { columns: [{ key: "a", label: "A" }], rows: [{ id: "1", cells: { a: "31" } }] };
const mark = (price: number, kind: TapeMark["kind"] = "asking", say = 1): TapeMark => ({
  price,
  kind,
  say,
});

function tape(props: Partial<PriceTapeProps> = {}): string {
  const amount = (cents: number) => `${cents / 100} €`;
  const base = { name: "tape", marks: [], words, table, amount };
  return renderToString(<PriceTape {...base} {...props} />);
}

/** The one for a desk, then the one for a phone. */
function drawings(html: string): string[] {
  return [...html.matchAll(/<svg.*?<\/svg>/gs)].map(([svg]) => svg);
}
const wide = (html: string) => drawings(html)[0]!;
const attribute = (svg: string, mark: string, name: string) =>
  svg.match(new RegExp(`<[^>]*class="${mark}"[^>]* ${name}="([^"]*)"`))?.[1];
/** Positions of a path's ticks. */
const placesOf = (path = "") => [...path.matchAll(/M([\d.]+) /g)].map(([, x]) => Number(x));

Deno.test("ratioScale() gives equal ratios equal room, and names round prices far enough apart", () => {
  const scale = ratioScale({ low: 1_000, high: 8_000, from: 0, to: 900, gap: 80 });
  assert.deepEqual([1_000, 2_000, 4_000, 8_000].map(scale.at), [0, 300, 600, 900]);
  assert.ok(scale.ticks.every((tick) => [1, 1.5, 2, 3, 4, 5, 7.5].includes(tick / 1_000)));
  for (const [at, tick] of scale.ticks.entries()) {
    if (at > 0) assert.ok(scale.at(tick) - scale.at(scale.ticks[at - 1]!) >= 80);
  }
});

Deno.test("a scale holds what is outside of it at its ends, and has room where all is the same", () => {
  const scale = ratioScale({ low: 1_000, high: 1_000, from: 10, to: 90, gap: 20 });
  assert.deepEqual([scale.at(1), scale.at(1_000), scale.at(1e9)], [10, 50, 90]);
  const days = evenScale({ low: 0, high: 44, from: 0, to: 308, gap: 77, unit: 1 });
  assert.deepEqual(days.ticks, [0, 20, 40]);
  const still = evenScale({ low: 5, high: 5, from: 0, to: 100, gap: 30, unit: 1 });
  assert.deepEqual([still.at(5), still.at(6)], [0, 100]);
});

Deno.test("the tape draws each comparable once, in the order of prices, the bracket around and the pin upon it", () => {
  const html = tape({
    marks: [mark(2_000), mark(4_000), mark(3_000, "sold"), { ...mark(9_000), struck: true }],
    bracket: { low: 2_000, middle: 3_000, high: 4_000, text: "fra 20 e 40 €" },
    pin: { price: 3_000, text: "il tuo prezzo, 30 €" },
  });
  for (const svg of drawings(html)) {
    const [low, high] = placesOf(attribute(svg, "plot-tick", "d"));
    const [sold] = placesOf(attribute(svg, "plot-tick plot-tick--sold", "d"));
    const [out] = placesOf(attribute(svg, "plot-tick plot-tick--out", "d"));
    assert.ok(low! < sold! && sold! < high! && high! < out!, svg);
    assert.equal(Number(attribute(svg, "plot-bracket", "x")), low);
    assert.equal(placesOf(attribute(svg, "plot-pin", "d"))[0], sold);
    assert.match(svg, /fra 20 e 40 €<\/text>/);
  }
  assert.equal(drawings(html).length, 2);
});

Deno.test("what counts more is drawn longer", () => {
  const svg = wide(tape({ marks: [mark(2_000, "asking", 0.1), mark(3_000, "asking", 1)] }));
  const [weak, strong] = [...attribute(svg, "plot-tick", "d")!.matchAll(/v-([\d.]+)/g)]
    .map(([, length]) => Number(length));
  assert.ok(weak! < strong!);
});

Deno.test("one slip of a key does not fold up the tape: it stands at its end", () => {
  const marks = [mark(2_000), mark(4_000), mark(5_000_000)];
  const bracket = { low: 2_000, middle: 3_000, high: 4_000, text: "" };
  const [low, high, slip] = placesOf(attribute(wide(tape({ marks, bracket })), "plot-tick", "d"));
  assert.ok(high! - low! > 300, `${low} ${high}`);
  assert.equal(slip, 986);
});

Deno.test("a drawing says its name and its story, has a table behind it, and no style of its own", () => {
  const html = tape({
    marks: [mark(2_000)],
    words: { ...words, title: "<script>", description: "a < b" },
  });
  const ids = [...html.matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id);
  assert.equal(new Set(ids).size, ids.length);
  for (const svg of drawings(html)) {
    const [, title] = svg.match(/aria-labelledby="([^"]+)"/)!;
    const [, story] = svg.match(/aria-describedby="([^"]+)"/)!;
    assert.ok(svg.includes(`<title id="${title}">&lt;script></title>`), svg);
    assert.ok(svg.includes(`<desc id="${story}">a &lt; b</desc>`));
    assert.match(svg, /role="img"/);
  }
  assert.match(html, /<details[^>]*><summary>In tabella<\/summary>.*<td\s*>31<\/td>/s);
  assert.doesNotMatch(html, /<script|style=/);
});

Deno.test("a tape without any comparable is an empty tape", () => {
  const html = tape();
  assert.doesNotMatch(html, /NaN|Infinity|plot-tick/);
  assert.match(html, /plot-body/);
});

Deno.test("priceBands() counts each price once, from the first band that has any to the last", () => {
  const marks = [mark(1_500), mark(2_000, "sold"), mark(2_999), mark(3_000)];
  assert.deepEqual(priceBands(marks, [1_000, 2_000, 3_000, 4_000]), [
    { from: 1_000, to: 2_000, asking: 1, sold: 0 },
    { from: 2_000, to: 3_000, asking: 1, sold: 1 },
    { from: 3_000, to: 4_000, asking: 1, sold: 0 },
  ]);
  assert.deepEqual(priceBands([mark(9_000)], [1_000]), [
    { from: 1_000, to: null, asking: 1, sold: 0 },
  ]);
  assert.deepEqual(priceBands([], [1_000]), []);
});

function course(props: Partial<PriceHistoryProps> = {}): string {
  const base = { name: "h", lines: [], until: 10 * DAY_MS, words, table };
  const say = { amount: (cents: number) => `${cents / 100} €`, day: String };
  return renderToString(<PriceHistory {...base} {...say} {...props} />);
}

Deno.test("a price holds until the next one is seen, and its line ends where it was seen last", () => {
  const prices = [{ at: 0, price: 4_000 }, { at: 5 * DAY_MS, price: 2_000 }];
  const svg = wide(course({ lines: [{ prices, until: 10 * DAY_MS, end: "sold" }] }));
  const [, x0, y0, turn, y1, end] = attribute(svg, "plot-line", "d")!
    .match(/^M([\d.]+) ([\d.]+)H([\d.]+)V([\d.]+)H([\d.]+)$/)!.map(Number);
  assert.ok(
    x0! < turn! && turn! < end! && y0! < y1!,
    "time runs right, and dear stands above cheap",
  );
  assert.equal(turn! - x0!, end! - 1 - turn!);
  assert.equal(Number(attribute(svg, "plot-dot plot-dot--sold", "cy")), y1);
});

Deno.test("one's own price lies on top of the others; without any price there is nothing to draw", () => {
  const prices = [{ at: 0, price: 3_000 }];
  const svg = wide(course({ lines: [{ prices, until: DAY_MS }], own: { prices, text: "il tuo" } }));
  assert.ok(svg.indexOf("plot-line--own") > svg.indexOf('class="plot-line"'));
  assert.match(svg, /class="plot-own"[^>]*>il tuo</);
  assert.equal(course(), "");
});

Deno.test("a survival curve starts with all, steps down, and lies within its interval", () => {
  const points = [
    { day: 5, share: 0.8, low: 0.6, high: 0.9 },
    { day: 10, share: 0.4, low: 0.2, high: 0.6 },
  ];
  const curve = { points, from: 0, until: 20, text: "venduti" };
  const say = { day: (days: number) => `${days} g`, share: (share: number) => `${100 * share}%` };
  const draw = (curves: (typeof curve)[]) =>
    renderToString(<SurvivalCurve name="s" {...{ curves, words, table }} {...say} />);
  const svg = wide(draw([curve]));
  const heights = [...attribute(svg, "plot-survival", "d")!.matchAll(/(?:V|^M[\d.]+ )([\d.]+)/g)]
    .map(([, y]) => Number(y));
  assert.deepEqual(heights, [24, 64, 144], "100 %, 80 % and 40 % of a field from 24 to 224");
  assert.match(attribute(svg, "plot-spread", "d")!, /V44H.*V104H.*V184H.*V104H.*z$/);
  assert.match(svg, />venduti<\/text>/);
  assert.equal(draw([{ ...curve, points: [] }]), "");
});
