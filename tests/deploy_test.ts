/** Deployment: the platform's files agree with the settings, and the image's files are enough to run. */
import assert from "node:assert/strict";
import { parse } from "smol-toml";
import { z } from "zod";
import { tempFolder } from "../services/store/testing.ts";
import { splitLines } from "./support/lines.ts";
import { openTestPostgres } from "./support/postgres.ts";
import about from "../deno.json" with { type: "json" };
import deployed from "../deploy/deno.json" with { type: "json" };

const ROOT = new URL("..", import.meta.url);
const read = (path: string) => Deno.readTextFile(new URL(path, ROOT));

const Profile = z.object({
  primary_region: z.literal("fra"),
  kill_signal: z.literal("SIGINT"),
  kill_timeout: z.literal("10s"),
  build: z.object({ dockerfile: z.string() }),
  deploy: z.object({ release_command: z.string() }),
  env: z.object({ HOST: z.literal("::"), PORT: z.string(), RELAY_BEHIND: z.literal("fly") })
    .strict(),
  http_service: z.object({
    internal_port: z.number(),
    force_https: z.literal(true),
    auto_stop_machines: z.enum(["off", "stop"]),
    auto_start_machines: z.literal(true),
    min_machines_running: z.number(),
    concurrency: z.object({
      type: z.literal("requests"),
      soft_limit: z.literal(25),
      hard_limit: z.literal(50),
    }),
    checks: z.tuple([
      z.object({ method: z.literal("GET"), path: z.literal("/api/health") })
        .loose(),
    ]),
  }),
  vm: z.tuple([z.object({ memory: z.literal("256mb"), size: z.literal("shared-cpu-1x") })]),
});

async function profile(path: string) {
  const text = await read(path);
  assert.match(text, /^# Cost \(prices of \w+ \d{4}\): .*dollars|cents/m, path);
  const parsed = Profile.parse(parse(text));
  // flyctl resolves this path from the folder of the profile.
  const dockerfile = new URL(parsed.build.dockerfile, new URL(path, ROOT)).href;
  assert.equal(dockerfile, new URL("deploy/Dockerfile", ROOT).href);
  return { ...parsed, build: { dockerfile } };
}

/** One instruction a line; continued lines are not used. */
async function instructions(): Promise<{ word: string; rest: string }[]> {
  return (await read("deploy/Dockerfile")).split("\n").flatMap((line) => {
    const [, word, rest] = /^([A-Z]+) (.+)$/.exec(line) ?? [];
    return word ? [{ word, rest: rest! }] : [];
  });
}

/** Words of the last instruction with this name. */
const words = async (instruction: string) =>
  jsonOf((await instructions()).findLast(({ word }) => word === instruction)!.rest);

const jsonOf = (rest: string): string[] => z.array(z.string()).parse(JSON.parse(rest));

Deno.test("the profile with the tunnel keeps a machine on, the one with Cloudflare lets it sleep", async () => {
  const tunnel = await profile("fly.toml");
  const cloudflared = await profile("deploy/fly.cloudflared.toml");
  assert.deepEqual(
    [tunnel, cloudflared].map(({ http_service: { auto_stop_machines, min_machines_running } }) => [
      auto_stop_machines,
      min_machines_running,
    ]),
    [["off", 1], ["stop", 0]],
  );
  for (const { env, http_service } of [tunnel, cloudflared]) {
    assert.equal(Number(env.PORT), http_service.internal_port);
  }
  const strip = ({ http_service: service, ...rest }: typeof tunnel) => ({
    ...rest,
    http_service: { ...service, auto_stop_machines: 0, min_machines_running: 0 },
  });
  assert.deepEqual(strip(tunnel), strip(cloudflared), "in all else they are the same");
});

Deno.test("the image is pinned, runs as nobody of importance, and lets the relay write nowhere", async () => {
  const said = await instructions();
  const froms = said.filter(({ word }) => word === "FROM").map(({ rest }) => rest);
  assert.equal(froms.length, 2);
  for (const from of froms) {
    assert.match(from, /^denoland\/deno:2\.9\.6(@sha256:[0-9a-f]{64})?( AS|$)/);
  }
  const last = said.findLastIndex(({ word }) => word === "FROM");
  const final = said.slice(last);
  assert.deepEqual(final.filter(({ word }) => word === "USER").map(({ rest }) => rest), ["deno"]);
  const command = jsonOf(final.find(({ word }) => word === "CMD")!.rest);
  assert.ok(command.includes("--cached-only") && command.includes("--no-prompt"));
  assert.ok(!command.some((flag) => /^(-A|--allow-(all|write|run|ffi|import))/.test(flag)));
  const texts = await Promise.all(
    ["deploy/Dockerfile", "fly.toml", "deploy/fly.cloudflared.toml"].map(read),
  );
  for (const text of texts) assert.doesNotMatch(text, /(_KEY|_SECRET|_URL) ?= ?["\w]/);
});

const Lock = z.object({ npm: z.record(z.string(), z.object({ integrity: z.string() }).loose()) });
const lockOf = async (path: string) => Lock.parse(JSON.parse(await read(path))).npm;

Deno.test("the relay's packages are those that it is tested with, byte by byte", async () => {
  const whole: Record<string, string> = about.imports;
  for (const [name, version] of Object.entries(deployed.imports)) {
    assert.equal(version, whole[name], name);
  }
  const tested = await lockOf("deno.lock");
  for (const [name, { integrity }] of Object.entries(await lockOf("deploy/deno.lock"))) {
    assert.equal(integrity, tested[name]?.integrity, name);
  }
});

/** Copies into `folder` the files that the image's build would copy. */
async function copyAll(folder: string): Promise<void> {
  const ignored = await ignores();
  for (const { word, rest } of await instructions()) {
    if (word !== "COPY" || rest.startsWith("--from")) continue;
    const words = rest.split(" ");
    const to = words.pop()!;
    for (const from of words) {
      for await (const path of filesOf(from)) {
        if (ignored(path)) continue;
        const inside = path === from ? path.split("/").at(-1)! : path.slice(from.length + 1);
        const place = `${folder}/${to}/${inside}`;
        await Deno.mkdir(place.slice(0, place.lastIndexOf("/")), { recursive: true });
        await Deno.copyFile(new URL(path, ROOT), place);
      }
    }
  }
}

/** @throws NotFound for what is not there */
async function* filesOf(path: string): AsyncGenerator<string> {
  if ((await Deno.stat(new URL(path, ROOT))).isFile) return yield path;
  for await (const { name } of Deno.readDir(new URL(path, ROOT))) yield* filesOf(`${path}/${name}`);
}

/** The last line that fits decides; a folder's line holds for what lies in it. */
async function ignores(): Promise<(path: string) => boolean> {
  const rules = (await read(".dockerignore")).split("\n")
    .filter((line) => line && !line.startsWith("#"))
    .map((line) => {
      const pattern = line.replace(/^!/, "").replaceAll(
        /\*\*\/|\*|\./g,
        (part) => ({ "**/": "(?:.+/)?", "*": "[^/]*" })[part] ?? "\\.",
      );
      return { keep: line.startsWith("!"), fits: new RegExp(`^${pattern}(/|$)`) };
    });
  return (path) => !rules.findLast(({ fits }) => fits.test(path))?.keep;
}

interface Prepared extends AsyncDisposable {
  readonly path: string;
  /** @param command its first word is the program */
  run(command: readonly string[], env?: Record<string, string>): Deno.Command;
}

/** The image's folder with nothing else in it, after the build's own commands. */
async function prepare(): Promise<Prepared> {
  const folder = await tempFolder();
  await copyAll(folder.path);
  const run = ([program, ...args]: readonly string[], env: Record<string, string> = {}) =>
    new Deno.Command(program!, {
      args: args.map((arg) => arg.replace("/app", folder.path)),
      cwd: folder.path,
      clearEnv: true,
      env: {
        ...Object.fromEntries(
          ["HOME", "DENO_DIR", "PATH"].flatMap((name) => {
            const value = Deno.env.get(name);
            return value ? [[name, value]] : [];
          }),
        ),
        NO_COLOR: "1",
        ...env,
      },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    });
  for (const { word, rest } of await instructions()) {
    if (word !== "RUN") continue;
    const { success, stderr } = await run(jsonOf(rest)).output();
    assert.ok(success, new TextDecoder().decode(stderr));
  }
  return { ...folder, path: folder.path, run };
}

Deno.test("with the files that are copied, and no others, the relay starts, answers and stops", async () => {
  await using image = await prepare();
  const files = await Array.fromAsync(Deno.readDir(image.path), ({ name }) => name);
  assert.deepEqual(files.sort(), ["deno.json", "deno.lock", "relay"]);
  const relay = image.run([...await words("ENTRYPOINT"), ...await words("CMD")], {
    ...{ RELAY_KEY: "k".repeat(44), PORT: "0", HOST: "127.0.0.1" },
  }).spawn();
  const complaints = new Response(relay.stderr).text();
  const lines = relay.stdout.pipeThrough(new TextDecoderStream()).pipeThrough(splitLines());
  let answered = 0;
  for await (const line of lines) {
    const { event, port, openFiles } = line.startsWith("{") ? JSON.parse(line) : { event: "" };
    if (event !== "started") continue;
    assert.ok(openFiles === null || openFiles > 0, "the limit of files is known, or there is none");
    const answer = await fetch(`http://127.0.0.1:${port}/api/health`);
    assert.deepEqual([answer.status, await answer.json()], [200, { status: "ok" }]);
    answered++;
    relay.kill("SIGINT");
  }
  assert.deepEqual([(await relay.status).code, answered], [0, 1], await complaints);
});

Deno.test("the release command migrates once, with the files that are copied", async () => {
  await using image = await prepare();
  await using database = await openTestPostgres();
  const { deploy } = await profile("fly.toml");
  // A platform puts the image's entry point before it.
  const command = [...await words("ENTRYPOINT"), ...deploy.release_command.split(" ")];
  const release = async (env: Record<string, string>) => {
    const { code, stdout, stderr } = await image.run(command, env).output();
    return [code, new TextDecoder().decode(code === 0 ? stdout : stderr).trim()];
  };
  const names = await Array.fromAsync(
    Deno.readDir(new URL("relay/migrations", ROOT)),
    ({ name }) => name,
  );
  const all = names.filter((name) => name.endsWith(".sql")).sort();
  const pooled = "postgres://nobody@127.0.0.1:1/none";
  const env = { DATABASE_URL: pooled, DATABASE_DIRECT_URL: database.url };
  assert.deepEqual(await release(env), [0, `ran ${all.join(", ")}`]);
  assert.deepEqual(await release({ DATABASE_URL: database.url }), [0, "up to date"]);
  assert.equal((await release({ DATABASE_URL: pooled }))[0], 1, "then the old version stays");
});
