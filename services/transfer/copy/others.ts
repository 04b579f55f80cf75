/** What is neither an item nor part of one: it comes after the items, which it speaks of. */
import { type Collection, type Database, retrying } from "../../store/mod.ts";
import { type OtherLine, type OtherName, OTHERS, type Others, type Records } from "./format.ts";

/** Of the records that one commit may check, what a portion takes. */
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

/** Puts them beside what is here, of which only older news give way. */
export function createOthers({ db, records }: Needs) {
  let waiting: OtherLine[] = [];

  async function put(of: OtherName, lines: readonly OtherLine[]): Promise<void> {
    const collection = collectionOf(records, of);
    const given = new Map(lines.map(({ value }) => [collection.id(value), value]));
    const rows = await db.getMany(collection, [...given.keys()]);
    const change = db.change();
    for (const [at, value] of [...given.values()].entries()) {
      const row = rows[at];
      if (!row) change.insert(collection, value);
      else if (isOlder(row.value, value)) change.update(collection, row, value);
    }
    if (change.size > 0) await change.commit();
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
  records[of] as Collection<Others[OtherName]>;

/** A listing that was seen later in the other house, or let go of in this one. */
function isOlder(here: Others[OtherName], given: Others[OtherName]): boolean {
  if (!("lastSeen" in here && "lastSeen" in given)) return false;
  return here.forgotten !== undefined || given.lastSeen > here.lastSeen;
}
