/** The markup of fields. */
import assert from "node:assert/strict";
import { renderToString } from "preact-render-to-string";
import { SelectField } from "./field.tsx";

Deno.test("a list of options keeps groups, the chosen one, and signs that mean something in HTML", () => {
  const html = renderToString(
    <SelectField
      name="brand"
      label="Marca"
      value='a"b'
      options={[
        { value: "", label: "Non so" },
        { group: "H&M <Donna>", options: [{ value: 'a"b', label: "A & B </select>" }] },
      ]}
    />,
  );
  assert.match(
    html,
    /<select[^>]*><option value="">Non so<optgroup label="H&amp;M &lt;Donna&gt;"><option value="a&quot;b" selected>A &amp; B &lt;\/select&gt;<\/optgroup><\/select>/,
  );
});
