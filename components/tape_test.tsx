import assert from "node:assert/strict";
import { renderToString } from "preact-render-to-string";
import { Measure, Tape } from "./tape.tsx";

const fill = (html: string) => html.match(/class="tape-fill" width="([\d.]+)"/)?.[1];

Deno.test("Tape is as full as its measure", () => {
  assert.equal(fill(renderToString(<Tape value={78} max={100} label="x" />)), "780");
  assert.equal(fill(renderToString(<Tape value={0} max={100} label="x" />)), "0");
});

Deno.test("Tape keeps a measure outside of its scale inside of its frame", () => {
  assert.equal(fill(renderToString(<Tape value={7} max={5} label="x" />)), "1000");
  assert.equal(fill(renderToString(<Tape value={-1} max={5} label="x" />)), "0");
});

Deno.test("Tape draws what has no length yet as empty", () => {
  assert.equal(fill(renderToString(<Tape value={0} max={0} label="x" progress />)), "0");
});

Deno.test("Tape tells its name and figure to those who do not see it", () => {
  const html = renderToString(<Tape value={4} max={5} label="Scade domani" tone="late" />);
  assert.match(html, /class="tape tape--late" role="meter" aria-label="Scade domani"/);
  assert.match(html, /aria-valuemin="0" aria-valuemax="5" aria-valuenow="4"/);
});

Deno.test("Tape is a progress bar for what is under way", () => {
  const html = renderToString(<Tape value={7} max={12} label="x" progress />);
  assert.match(html, /role="progressbar"/);
});

Deno.test("Measure says in words what the tape shows, without a style of its own", () => {
  const html = renderToString(
    <Measure value={78} max={100} label="x" figure="78 su 100">Manca poco</Measure>,
  );
  assert.match(html, /<span>Manca poco<\/span><span>78 su 100<\/span>/);
  assert.doesNotMatch(html, /style=/);
});
