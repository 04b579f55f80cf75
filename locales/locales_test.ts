/** All that is said is said in both languages, can be said with what it is given, and is said somewhere. */
import assert from "node:assert/strict";
import { IntlMessageFormat } from "intl-messageformat";
import { INTL, type Locale, LOCALES, messagesOf, translator } from "./mod.ts";

type Node = ReturnType<IntlMessageFormat["getAst"]>[number];

/** As the parser numbers them. */
const KINDS = ["text", "word", "number", "date", "time", "select", "plural", "pound", "tag"];
const NUMERIC = new Set(["number", "plural"]);

function* nodesOf(nodes: readonly Node[]): Generator<Node> {
  for (const node of nodes) {
    yield node;
    if ("options" in node) {
      for (const { value } of Object.values(node.options)) yield* nodesOf(value);
    }
  }
}

/** What a message must be given: "count: number". A plural and a number ask for the same. */
function needs(locale: Locale, text: string): string[] {
  const ast = new IntlMessageFormat(text, INTL[locale]).getAst();
  const found = new Map<string, string>();
  for (const node of nodesOf(ast)) {
    const kind = KINDS[node.type]!;
    if (kind === "text" || kind === "pound") continue;
    const name = (node as { value: string }).value;
    if (NUMERIC.has(kind)) found.set(name, "number");
    else if (!found.has(name)) found.set(name, kind);
  }
  return [...found].map(([name, kind]) => `${name}: ${kind}`).sort();
}

const SAMPLES: Record<string, string | number> = { number: 2, word: "abc", select: "other" };

Deno.test("both languages say the same things and ask for the same values", () => {
  const [it, en] = [messagesOf("it"), messagesOf("en")];
  assert.deepEqual([...en.keys()].sort(), [...it.keys()].sort());
  for (const [key, text] of it) {
    assert.deepEqual(needs("en", en.get(key)!), needs("it", text), key);
  }
});

Deno.test("every message can be said", () => {
  for (const locale of LOCALES) {
    for (const [key, text] of messagesOf(locale)) {
      const given = Object.fromEntries(
        needs(locale, text).map((need) => need.split(": ") as [string, string])
          .map(([name, kind]) => [name, SAMPLES[kind]!]),
      );
      const said = String(new IntlMessageFormat(text, INTL[locale]).format(given));
      assert.ok(said.trim() && !/undefined|\[object/.test(said), `${locale} ${key}: ${said}`);
    }
  }
});

const ROOT = new URL("..", import.meta.url);
const FOLDERS = ["services", "routes", "islands", "components", "locales", "tasks", "app"];

async function* sources(folder: URL): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) yield* sources(new URL(`${name}/`, folder));
    else if (/(?<!_test)\.tsx?$/.test(name)) yield await Deno.readTextFile(new URL(name, folder));
  }
}

async function wholeSource(): Promise<string> {
  const texts: string[] = [];
  for (const folder of FOLDERS) {
    for await (const text of sources(new URL(`${folder}/`, ROOT))) texts.push(text);
  }
  for await (const { name } of Deno.readDir(ROOT)) {
    if (/(?<!_test)\.tsx?$/.test(name)) texts.push(await Deno.readTextFile(new URL(name, ROOT)));
  }
  return texts.join("\n");
}

Deno.test("nothing is translated that nobody says", async () => {
  const source = await wholeSource();
  const words = new Set([...source.matchAll(/["'`]([\w.]+)["'`]|\b(\w+)\??:/g)].flatMap(
    ([, quoted, name]) => [quoted ?? name!],
  ));
  // `inventory.state_${state}` says those whose rest is itself a word of the source.
  const patterns = [...source.matchAll(/`(\w+\.\w*)\$\{[^}]*\}(\w*)`/g)]
    .map(([, before, after]) => ({ before: before!, after: after! }));
  // Of `listing.lint_${rule}` the rule may be made of two words too: `photo_first_${flaw}`.
  const stems = [...source.matchAll(/`(\w+_)\$\{[^}]*\}`/g)].map(([, stem]) => stem!);
  const isWord = (rest: string) =>
    words.has(rest) ||
    stems.some((stem) => rest.startsWith(stem) && words.has(rest.slice(stem.length)));
  const isSaid = (key: string) =>
    words.has(key) ||
    patterns.some(({ before, after }) =>
      key.startsWith(before) && key.endsWith(after) &&
      isWord(key.slice(before.length, key.length - after.length))
    );
  assert.deepEqual([...messagesOf("it").keys()].filter((key) => !isSaid(key)), []);
});

Deno.test("a price without any comparable is said in a correct sentence", () => {
  assert.match(
    translator("it")("price.too_few", { count: 0, needed: 8 }),
    /^Non ho nessun annuncio/,
  );
  assert.match(translator("it")("price.too_few", { count: 1, needed: 8 }), /^Ho un annuncio/);
});
