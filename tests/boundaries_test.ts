/** Import rules, and the rule that only adapters touch the outside world. docs/ARCHITECTURE.md explains them. */
import assert from "node:assert/strict";

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

const ROOT = new URL("..", import.meta.url);
const FOLDERS = [
  "services",
  "routes",
  "islands",
  "components",
  "locales",
  "tasks",
  "app",
  "relay",
];
/** Modules that every service may import. */
const BASE = /^services\/(base|store|jobs|taxonomy|marketplace|foreign_files|tables|zip)\//;
const MAINS = new Set(["main.ts", "relay/main.ts", "relay/migrations/run.ts"]);
const ADAPTER =
  /(_store|_codec|_files|_blobs|_lock|_key|_worker|_engine|_http)\.tsx?$|\/adapters\/|^relay\/migrations\//;

async function* sourceFiles(folder: string): AsyncGenerator<string> {
  for await (const entry of Deno.readDir(new URL(folder, ROOT))) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) yield* sourceFiles(path);
    else if (/\.tsx?$/.test(entry.name) && !/_test\.tsx?$/.test(entry.name)) yield path;
  }
}

const sources = new Map<string, string>();
for (const folder of FOLDERS) {
  for await (const path of sourceFiles(folder)) {
    sources.set(path, await Deno.readTextFile(new URL(path, ROOT)));
  }
}
for (const path of ["main.ts", "config.ts"]) {
  sources.set(path, await Deno.readTextFile(new URL(path, ROOT)));
}

const imports: Import[] = [...sources].flatMap(([from, text]) => {
  const found = text.matchAll(
    /^(?:import|export)\s+(type\s)?(?:[^;"]*?\sfrom\s+)?"(\.[^"]+)"|\bimport\("(\.[^"]+)"\)/gm,
  );
  return [...found].map(([, type, path, dynamic]) => ({
    from,
    to: new URL(path ?? dynamic!, new URL(from, ROOT)).pathname.slice(ROOT.pathname.length),
    typeOnly: type !== undefined,
  }));
});

const room = (path: string) => path.split("/").slice(0, 2).join("/");
const isTesting = (path: string) => /\/(testing|contract)\.tsx?$/.test(path);

function refuse(rule: string, broken: (i: Import) => boolean): void {
  const found = imports.filter((i) => !isTesting(i.from) && broken(i))
    .map((i) => `${i.from} -> ${i.to}`);
  assert.deepEqual(found, [], rule);
}

Deno.test("rooms do not reach into each other, but for types and the base rooms", () => {
  refuse(
    "take the other's behaviour as a function",
    ({ from, to, typeOnly }) =>
      from.startsWith("services/") && to.startsWith("services/") && room(from) !== room(to) &&
      !typeOnly && !BASE.test(to),
  );
});

Deno.test("services know no page", () => {
  refuse(
    "services -> routes, components, islands",
    ({ from, to }) =>
      from.startsWith("services/") && /^(routes|components|islands|locales|tasks)\//.test(to),
  );
});

Deno.test("components are pure functions of their props", () => {
  refuse(
    "components import components and base",
    ({ from, to, typeOnly }) =>
      from.startsWith("components/") && !/^(components|services\/base)\//.test(to) && !typeOnly,
  );
});

Deno.test("islands import components and base, and only types from other services", () => {
  refuse(
    "islands import islands, components and base",
    ({ from, to, typeOnly }) =>
      from.startsWith("islands/") && !/^(islands|components|services\/base)\//.test(to) &&
      !typeOnly,
  );
});

Deno.test("routes import a service through its mod.ts, and any file of base", () => {
  refuse(
    "routes -> services/ROOM/mod.ts",
    ({ from, to, typeOnly }) =>
      from.startsWith("routes/") && to.startsWith("services/") && !typeOnly &&
      !/^services\/([^/]+\/mod|base\/[^/]+)\.ts$/.test(to),
  );
});

Deno.test("the relay imports only itself; home imports the relay's protocol and shared code", () => {
  refuse("relay -> relay", ({ from, to }) => from.startsWith("relay/") && !to.startsWith("relay/"));
  refuse(
    "home -> relay/protocol/, relay/shared/",
    ({ from, to }) =>
      !from.startsWith("relay/") && to.startsWith("relay/") &&
      !/^relay\/(protocol|shared)\//.test(to),
  );
  refuse(
    "the rest of home -> services/relay-client",
    ({ from, to, typeOnly }) =>
      /^(services|routes)\//.test(from) && !from.startsWith("services/relay-client/") &&
      to.startsWith("relay/") && !typeOnly &&
      // Both programs set up the PostgreSQL client in the same way.
      !(from.startsWith("services/store/adapters/") && to === "relay/shared/postgres_client.ts"),
  );
});

Deno.test("no files import each other in a circle, types included", () => {
  const imported = Map.groupBy(imports, ({ from }) => from);
  const importers = Map.groupBy(imports, ({ to }) => to);
  const left = new Set(sources.keys());
  // A file that imports none of the others, or that none of them imports, lies in no circle.
  const isFree = (path: string) =>
    !imported.get(path)?.some(({ to }) => left.has(to)) ||
    !importers.get(path)?.some(({ from }) => left.has(from));
  for (let before = Infinity; left.size < before;) {
    before = left.size;
    for (const path of left) if (isFree(path)) left.delete(path);
  }
  assert.deepEqual([...left], []);
});

Deno.test("forms are read in one place, which makes what cannot be read the sender's failure", () => {
  const readers = [...sources].filter(([path, text]) =>
    path.startsWith("routes/") && /\breq(\.raw)?\.(parseBody|formData)\(/.test(text)
  ).map(([path]) => path);
  assert.deepEqual(readers, ["routes/forms/body.ts"]);
});

Deno.test("only config.ts reads the environment", () => {
  const readers = [...sources].filter(([path, text]) =>
    /\bDeno\.env\b/.test(text) && !path.startsWith("tasks/") && !MAINS.has(path)
  ).map(([path]) => path);
  assert.deepEqual(readers, []);
});

Deno.test("time, chance and the system are touched in adapters, the clock and main only", () => {
  const touched = [...sources].filter(([path, text]) =>
    /^(services|relay)\//.test(path) && !MAINS.has(path) && path !== "services/base/clock.ts" &&
    !isTesting(path) &&
    !ADAPTER.test(path) &&
    /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|(?<![.\w])fetch\((?![^()]*\)[:;{ ]*[{P])|\bDeno\.\w/
      .test(
        text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, ""),
      )
  ).map(([path]) => path);
  assert.deepEqual(touched, []);
});
