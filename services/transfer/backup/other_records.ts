/** Imports records besides items; they follow the items that they refer to. */
import { type Collection, type Database, retrying, writeInChunks } from "../../store/mod.ts";
import type { TransferNeeds } from "../needs.ts";
import {
  type OtherLine,
  type OtherName,
  type OtherRecordsByName,
  OTHERS,
  type Records,
} from "./format.ts";

/** Records of one portion, within the checks of one commit; long records take several commits. */
const PORTION_RECORDS = 70;

interface Needs {
  readonly db: Database;
  readonly records: Records;
}

/** All but what was let go of and only waits for its end. */
export async function* otherLines({ db, records }: Needs): AsyncGenerator<OtherLine> {
  for (const of of OTHERS) {
    for await (const { value } of db.each(collectionOf(records, of))) {
      if (!("forgotten" in value)) yield { kind: "other", of, value };
    }
  }
}

/** Puts them beside what is here; what is known of a listing here and there is put together. */
export function importOtherRecords(
  { db, records, mergeSighting }: Pick<TransferNeeds, "db" | "records" | "mergeSighting">,
) {
  let waiting: OtherLine[] = [];

  /** Keeps the present version of records that the seller made. */
  const merged = (here: OtherRecordsByName[OtherName], given: OtherRecordsByName[OtherName]) =>
    "lastSeen" in here && "lastSeen" in given ? mergeSighting(here, given) : null;

  async function put(of: OtherName, lines: readonly OtherLine[]): Promise<void> {
    const collection = collectionOf(records, of);
    const given = new Map(lines.map(({ value }) => [collection.id(value), value]));
    const rows = await db.getMany(collection, [...given.keys()]);
    await writeInChunks(db, [...given.values()].entries(), (change, [at, value]) => {
      const row = rows[at];
      const next = row ? merged(row.value, value) : value;
      if (row && next) change.update(collection, row, next);
      else if (next) change.insert(collection, next);
    });
  }

  async function write(): Promise<void> {
    const portion = waiting;
    waiting = [];
    for (const [of, lines] of Map.groupBy(portion, ({ of }) => of)) {
      await retrying(() => put(of, lines));
    }
  }

  return {
    write,
    async add(line: OtherLine): Promise<void> {
      waiting.push(line);
      if (waiting.length >= PORTION_RECORDS) await write();
    },
  };
}

const collectionOf = (records: Records, of: OtherName) =>
  records[of] as Collection<OtherRecordsByName[OtherName]>;
