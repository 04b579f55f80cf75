/**
 * What tests of every room open: a whole database in memory, blobs in a folder that goes away, and programs
 * that can be killed.
 */
import { createNewId, type HeldClock, heldClock, type NewId } from "../base/clock.ts";
import { createDatabase, type Database } from "./database.ts";
import { type Blobs, createFileBlobs } from "./file_blobs.ts";
import { openKvStore } from "./kv_store.ts";
import type { Store } from "./port.ts";
import { createSealer, ENCRYPTION_KEY_BYTES, type Sealer } from "./sealer.ts";

export interface TestDatabase extends AsyncDisposable {
  readonly db: Database;
  readonly store: Store;
  readonly clock: HeldClock;
  readonly newId: NewId;
  close(): Promise<void>;
}

interface TestDatabaseOptions {
  /** @default ":memory:" */
  readonly path?: string;
  readonly clock?: HeldClock;
}

/** Close it, or write `await using`. */
export async function openTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const { path = ":memory:", clock = heldClock() } = options;
  const store = await openKvStore(path);
  const db = createDatabase(store, { clock, sealer: testSealer() });
  const close = () => store.close();
  return { db, store, clock, newId: createNewId(clock), close, [Symbol.asyncDispose]: close };
}

export function testSealer(): Sealer {
  return createSealer(new Uint8Array(ENCRYPTION_KEY_BYTES).fill(7));
}

export interface TempFolder extends AsyncDisposable {
  readonly path: string;
}

export async function tempFolder(): Promise<TempFolder> {
  const path = await Deno.makeTempDir({ prefix: "vinted-optimizer-test-" });
  return { path, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}

interface TempBlobs extends Blobs, AsyncDisposable {
  readonly folder: string;
  close(): Promise<void>;
}

export async function tempBlobs(): Promise<TempBlobs> {
  const { path, [Symbol.asyncDispose]: remove } = await tempFolder();
  const close = async () => await remove();
  return { ...createFileBlobs(path), folder: path, close, [Symbol.asyncDispose]: remove };
}

/**
 * Runs a program, kills it (-9) when it has said `count` lines, and gives all the lines that it said.
 * @param file the program: the test's own file, which then sees `args` in `Deno.args`
 */
export async function killAfterLines(
  file: string,
  args: readonly string[],
  count: number,
): Promise<string[]> {
  const command = ["run", "-A", "--quiet", file, ...args];
  const program = new Deno.Command(Deno.execPath(), { args: command, stdout: "piped" }).spawn();
  let said = "";
  let killed = false;
  for await (const text of program.stdout.pipeThrough(new TextDecoderStream())) {
    said += text;
    // What it had said before it died may come in pieces.
    if (killed || said.split("\n").length <= count) continue;
    killed = true;
    program.kill("SIGKILL");
  }
  const { signal } = await program.status;
  if (signal !== "SIGKILL") throw new Error(`${file} ended by itself: ${said}`);
  return said.split("\n").slice(0, -1);
}
