import assert from "node:assert/strict";
import { renderToString } from "preact-render-to-string";
import { Island } from "./island.tsx";

function Counter({ start, label }: { start: number; label: string }) {
  return <button type="button">{label}: {start}</button>;
}

Deno.test("Island renders its component where it will wake up", () => {
  const html = renderToString(<Island of={Counter} props={{ start: 3, label: "capi" }} />);
  assert.match(html, /<is-land data-name="Counter".*<button type="button">capi: 3<\/button>/);
});

Deno.test("Island carries its props as the browser will read them", () => {
  const props = { start: 3, label: `"><script>alert('è')</script> & co` };
  const html = renderToString(<Island of={Counter} props={props} />);
  const carried = html.match(/data-props="([^"]*)"/)![1]!;
  assert.deepEqual(JSON.parse(unescaped(carried)), props);
  assert.doesNotMatch(html, /<script>/);
});

const unescaped = (text: string) =>
  text.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
