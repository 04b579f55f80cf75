/** Finds exports that no other file imports, so that what a file offers is what somebody uses. */
import assert from "node:assert/strict";

const ROOT = new URL("..", import.meta.url);
const FOLDERS = [
  ...["app", "bench", "components", "islands", "locales", "relay", "routes", "services", "tasks"],
  "tests",
];
const ROOT_FILES = ["main.ts", "config.ts", "config_test.ts"];

/** Still to be cleaned. */
const EXCEPT =
  /^(services\/(listing|alerts|market)|relay|routes\/(frame|item)|tests\/support|bench)\//;
/** The bundle of the islands imports it: tasks/build.ts writes that file. */
const BUNDLED = new Set(["islands/island_loader.ts startIslands"]);

const DECLARED =
  /^export (?:abstract )?(?:async )?(?:function\*?|const|let|class|interface|type|enum) (\w+)/gm;
const LISTED = /^export (?:type )?\{([^}]*)\}(?: from "(\.[^"]+)")?;/gm;
const ALL = /^export \* from "(\.[^"]+)";/gm;
const IMPORTED = /^import (?:type )?(?:\w+, )?\{([^}]*)\} from "(\.[^"]+)"/gm;
/** What is taken from these is not told by name. */
const WHOLE = /\* as \w+ from "(\.[^"]+)"|\bimport\("(\.[^"]+)"\)/g;

async function* sourceFiles(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(new URL(folder, ROOT))) {
    const path = `${folder}/${name}`;
    if (isDirectory) yield* sourceFiles(path);
    else if (/\.tsx?$/.test(name)) yield path;
  }
}

/** "a, type b as c" → [["a", "a"], ["b", "c"]]: the name inside and the name outside. */
const pairs = (list: string): [string, string][] =>
  list.replace(/\/\*.*?\*\/|\/\/.*$/gms, "").split(",").map((name) => name.trim())
    .filter(Boolean).map((name) => {
      const [inside = "", outside = inside] = name.replace(/^type /, "").split(" as ");
      return [inside, outside];
    });

Deno.test("every export is imported by another file", async () => {
  const texts = new Map<string, string>();
  for (const path of ROOT_FILES) texts.set(path, await Deno.readTextFile(new URL(path, ROOT)));
  for (const folder of FOLDERS) {
    for await (const path of sourceFiles(folder)) {
      texts.set(path, await Deno.readTextFile(new URL(path, ROOT)));
    }
  }
  const resolve = (from: string, path: string) =>
    new URL(path, new URL(from, ROOT)).pathname.slice(ROOT.pathname.length);

  const used = new Set<string>();
  const whole = new Set<string>();
  const passedOn = new Map<string, string[]>();
  for (const [path, text] of texts) {
    for (const [, list = "", from = ""] of text.matchAll(IMPORTED)) {
      for (const [name] of pairs(list)) used.add(`${resolve(path, from)} ${name}`);
    }
    for (const [, list = "", from] of text.matchAll(LISTED)) {
      if (from) { for (const [name] of pairs(list)) used.add(`${resolve(path, from)} ${name}`); }
    }
    for (const [, from, dynamic] of text.matchAll(WHOLE)) {
      whole.add(resolve(path, from ?? dynamic!));
    }
    for (const [, from = ""] of text.matchAll(ALL)) {
      const source = resolve(path, from);
      passedOn.set(source, [...passedOn.get(source) ?? [], path]);
    }
  }
  const isUsed = (path: string, name: string): boolean =>
    used.has(`${path} ${name}`) || whole.has(path) ||
    (passedOn.get(path) ?? []).some((other) => isUsed(other, name));

  const needless = [...texts].flatMap(([path, text]) => {
    const names = [
      ...Array.from(text.matchAll(DECLARED), ([, name = ""]) => name),
      ...Array.from(text.matchAll(LISTED)).flatMap(([, list = ""]) =>
        pairs(list).map(([, n]) => n)
      ),
    ];
    return names.filter((name) => !isUsed(path, name)).map((name) => `${path} ${name}`);
  });
  assert.deepEqual(needless.filter((one) => !EXCEPT.test(one) && !BUNDLED.has(one)), []);
});
