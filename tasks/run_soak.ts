/**
 * `deno task test:soak [ROUNDS]`: runs every file that holds property tests again and again, each round with a random
 * seed, and stops at the first failure with the command that replays it.
 */
const ROUNDS = 10;
const SEED_MAX = 2 ** 31;

const print = (text: string) => Deno.stdout.writeSync(new TextEncoder().encode(`${text}\n`));

async function findPropertyTests(folder: string): Promise<string[]> {
  const found: string[] = [];
  for await (const entry of Deno.readDir(folder)) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) found.push(...await findPropertyTests(path));
    else if (
      /_test\.tsx?$/.test(path) && (await Deno.readTextFile(path)).includes('"fast-check"')
    ) {
      found.push(path);
    }
  }
  return found;
}

const rounds = Number(Deno.args[0] ?? ROUNDS);
const folders = ["services", "routes", "relay"];
const files = (await Promise.all(folders.map(findPropertyTests))).flat().sort();
for (let round = 1; round <= rounds; round++) {
  const seed = String(Math.floor(Math.random() * SEED_MAX));
  print(`Round ${round} of ${rounds}: PROPERTY_SEED=${seed}`);
  const { code } = await new Deno.Command(Deno.execPath(), {
    args: ["test", "-A", "--parallel", "--no-check", ...files],
    env: { PROPERTY_SEED: seed },
    stdin: "null",
  }).spawn().status;
  if (code !== 0) {
    print(`Replay: PROPERTY_SEED=${seed} deno task test FILE`);
    Deno.exit(code);
  }
}
