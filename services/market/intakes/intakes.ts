/** What came in, one entry a page, file or link, so that each can be told and let go again. */
import type { Clock, NewId } from "../../base/clock.ts";
import { conflict, notFound } from "../../base/errors.ts";
import { plainFileName } from "../../base/text.ts";
import { type Database, retrying, type Row, writeInChunks } from "../../store/mod.ts";
import type { Evidence, Source } from "../evidence/evidence.ts";
import type { Mode } from "../observation.ts";
import type { Circumstances, Reading } from "../parsers/reading.ts";
import { type Intake, intakeKeys, intakes, KEYS_IN_PORTION, LABEL_CHARS_MAX } from "./intake.ts";
import { type ReadFile, readReceived } from "./receive.ts";

/** Older ones can no longer be let go one by one; their evidence stays. */
export const INTAKES_MAX = 300;

export interface About extends Source {
  readonly mode: Mode;
  readonly label: string;
}

export interface Intakes {
  /** Keeps what was read, and that it came; durable when it answers. */
  take(reading: Reading, about: About): Promise<Intake>;
  /** A file of any kind that is read here: a table, a workbook, a saved page, a saved answer. */
  receive(
    name: string,
    body: ReadableStream<Uint8Array>,
    where: Pick<Circumstances, "country" | "currency">,
  ): Promise<Intake>;
  /** Throws Failure `market.intake_unknown`. */
  get(id: string): Promise<Intake>;
  /** The latest first. */
  list(limit: number): Promise<Intake[]>;
  /** Lets go of what was new with it. Throws as `get` does. */
  forget(id: string): Promise<Intake>;
  /** Takes that back. Throws Failure `market.not_forgotten`. */
  remember(id: string): Promise<Intake>;
}

interface Needs {
  readonly db: Database;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly evidence: Pick<Evidence, "take" | "forget" | "remember" | "onSeen">;
  readonly readFile: ReadFile;
}

export function createIntakes({ db, clock, newId, evidence, readFile }: Needs): Intakes {
  async function row(id: string): Promise<Row<Intake>> {
    const found = await db.get(intakes, id);
    if (!found) throw notFound("market.intake_unknown");
    return found;
  }

  async function edit(id: string, change: (intake: Intake) => Intake): Promise<Intake> {
    return await retrying(async () => {
      const before = await row(id);
      const next = change(before.value);
      const write = db.change();
      write.update(intakes, before, next);
      await write.commit();
      return next;
    });
  }

  /** What is new is told while it is taken. */
  async function takeNoting(reading: Reading, source: Source) {
    const keys: string[] = [];
    const stop = evidence.onSeen((seen, from) => {
      if (from === source) keys.push(...seen.filter(({ first }) => first).map(({ key }) => key));
    });
    try {
      return { keys, taken: await evidence.take(reading, source) };
    } finally {
      stop();
    }
  }

  async function keysOf(intakeId: string): Promise<string[]> {
    const rows = db.each(intakeKeys, { index: "intake", prefix: [intakeId] });
    return (await Array.fromAsync(rows, ({ value }) => value.keys)).flat();
  }

  async function forgetOldest(): Promise<void> {
    const { entries } = await db.list(intakes, { limit: 2 * INTAKES_MAX, reverse: true });
    for (const old of entries.slice(INTAKES_MAX)) {
      const portions = db.each(intakeKeys, { index: "intake", prefix: [old.id] });
      await writeInChunks(db, portions, (change, portion) => change.remove(intakeKeys, portion));
      const change = db.change();
      change.remove(intakes, old);
      await change.commit();
    }
  }

  const room: Intakes = {
    async take(reading, { mode, label, ...source }) {
      const { keys, taken } = await takeNoting(reading, source);
      const { added, again, priceChanged, dropped, notUnderstood } = taken;
      const intake: Intake = {
        id: newId(),
        at: clock.now(),
        mode,
        label: label.toWellFormed().slice(0, LABEL_CHARS_MAX).toWellFormed(),
        kind: reading.kind,
        added,
        again,
        priceChanged,
        dropped: { ...dropped },
        notUnderstood: { ...notUnderstood },
      };
      await writeInChunks(
        db,
        portionsOf(intake.id, keys),
        (change, portion) => change.insert(intakeKeys, portion),
      );
      const change = db.change();
      change.insert(intakes, intake);
      await change.commit();
      await forgetOldest();
      return intake;
    },
    async receive(name, body, where) {
      const around = { seenAt: clock.now(), mode: "file", ...where } as const;
      const reading = await readReceived(body, around, readFile);
      return await room.take(reading, { mode: "file", label: plainFileName(name) || "?" });
    },
    get: async (id) => (await row(id)).value,
    async list(limit) {
      const { entries } = await db.list(intakes, { limit, reverse: true });
      return entries.map(({ value }) => value);
    },
    async forget(id) {
      const { value } = await row(id);
      if (value.forgotten) return value;
      const forgotten = await evidence.forget({ keys: await keysOf(id) });
      return await edit(id, (intake) => ({ ...intake, forgotten }));
    },
    async remember(id) {
      const { value: { forgotten } } = await row(id);
      if (!forgotten) throw conflict("market.not_forgotten");
      const back = await evidence.remember(forgotten.id);
      if (back === 0 && forgotten.count > 0) throw conflict("market.not_forgotten");
      return await edit(id, ({ forgotten: _, ...intake }) => intake);
    },
  };
  return room;
}

function* portionsOf(intakeId: string, keys: readonly string[]) {
  for (let portion = 0; portion * KEYS_IN_PORTION < keys.length; portion += 1) {
    const from = portion * KEYS_IN_PORTION;
    yield { intakeId, portion, keys: keys.slice(from, from + KEYS_IN_PORTION) };
  }
}
