/** Puts a copy back: every item whole, with history, drafts and photos, or not at all. */
import { isFailure } from "../../base/errors.ts";
import type { Actor } from "../../inventory/mod.ts";
import type { ItemCopy, RestoreBatch } from "../../inventory/restore.ts";
import type { JobContext } from "../../jobs/mod.ts";
import type { StoredPhoto } from "../../photos/photo.ts";
import { type Collection, writeInChunks } from "../../store/mod.ts";
import type { Import, Outcome } from "../import_record.ts";
import type { TransferNeeds } from "../needs.ts";
import type { BackupFile } from "./open_backup.ts";
import type { BackupLine, ItemRecord } from "./format.ts";
import { importOtherRecords } from "./other_records.ts";
import { conflictOf, listPresent } from "./preview.ts";

const BY: Actor = { kind: "seller" };
/** Most records of a portion of items, within the checks of one commit. */
const PORTION_RECORDS = 70;
/** Longer histories are written before their item; without it they do no harm. */
const HISTORY_ALONG_MAX = 30;
const PHOTO_BYTES_MAX = 40 * 1024 * 1024;

type Needs = Pick<
  TransferNeeds,
  "db" | "records" | "mergeSighting" | "restore" | "photoFiles" | "preparePhoto"
>;
type Line = Extract<BackupLine, { kind: "item" }>;

interface Restoring extends Needs {
  readonly file: BackupFile;
  readonly batch: RestoreBatch;
  readonly outcome: Outcome;
}

export async function importBackup(
  needs: Needs,
  file: BackupFile,
  { id, name, decisions }: Import,
  { signal, progress }: Pick<JobContext, "signal" | "progress">,
): Promise<Outcome> {
  const { db, records, restore } = needs;
  const ours = await madeBy(needs, id);
  const present = await listPresent(db.each(records.items), ours);
  const { total, highest } = await measured(file.lines(signal));
  const batch = { batchId: id, by: BY, name };
  await restore.open(batch, highest);
  const outcome = { created: 0, updated: 0, skipped: 0, refused: 0, photosMissing: 0, leftOut: 0 };
  const restoring: Restoring = { ...needs, file, batch, outcome };
  const portion = createPortion(restoring);
  const others = importOtherRecords(needs);
  let done = 0;
  for await (const line of file.lines(signal)) {
    signal.throwIfAborted();
    if (line.kind === "lot") await insertNew(needs, records.lots, line.lot);
    if (line.kind === "view") await insertNew(needs, records.views, line.view);
    if (line.kind === "batch" && line.batch.id !== id) {
      await insertNew(needs, records.batches, line.batch);
    }
    if (line.kind === "other") {
      // They speak of items that must be here first.
      await portion.write();
      await others.add(line);
      await progress(++done, total);
    }
    if (line.kind === "unreadable") outcome.leftOut++;
    if (line.kind !== "item") continue;
    outcome.leftOut += line.leftOut ?? 0;
    const conflict = conflictOf(present, line.item);
    if (conflict && decisions[conflict] === "skip") outcome.skipped++;
    else if (conflict === "same") await updateOne(restoring, line);
    else await portion.add(line, conflict === "number");
    await progress(++done, total);
  }
  await portion.write();
  await others.write();
  return outcome;
}

/** Records that this batch wrote before an interruption: neither conflicts nor written again. */
async function madeBy({ db, records }: Needs, batchId: string): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for await (const { value } of db.each(records.history, { index: "batch", prefix: [batchId] })) {
    if (value.kind === "restored") ids.add(value.itemId);
  }
  return ids;
}

async function measured(lines: AsyncIterable<BackupLine>) {
  let [total, highest] = [0, 0];
  for await (const line of lines) {
    if (line.kind === "item" || line.kind === "other") total++;
    if (line.kind === "item") highest = Math.max(highest, line.item.number);
  }
  return { total, highest };
}

/** Items gathered up to what one commit takes. */
function createPortion(restoring: Restoring) {
  const { restore, outcome, batch } = restoring;
  let copies: ItemCopy[] = [];
  let weight = 0;

  async function write(): Promise<void> {
    if (copies.length > 0) await restore.put(copies, batch);
    [copies, weight] = [[], 0];
  }

  return {
    write,
    async add(line: Line, renumber: boolean): Promise<void> {
      const photos = await keepPhotos(restoring, line);
      const { history, heavier } = await historyAlong(restoring, line);
      const records = 2 + history.length + line.drafts.length + photos.length * 2 + 1;
      if (weight + records > PORTION_RECORDS) await write();
      copies.push({
        item: withoutCover(line, photos.length),
        history,
        renumber,
        along: (change) => alongside(restoring, line, photos, change),
      });
      weight += records + (heavier ? 1 : 0);
      outcome.created++;
    },
  };
}

function withoutCover({ item: { cover: _, ...item } }: Line, photoCount: number) {
  return { ...item, photoCount };
}

async function historyAlong({ db, records }: Needs, { history }: Line) {
  if (history.length <= HISTORY_ALONG_MAX) return { history, heavier: false };
  const there = await db.getMany(records.history, history.map(({ id }) => id));
  const missing = history.filter((_, at) => !there[at]);
  await writeInChunks(db, missing, (change, entry) => change.insert(records.history, entry));
  return { history: [], heavier: true };
}

type Change = Parameters<ItemCopy["along"]>[0];

function alongside(
  { records, preparePhoto }: Needs,
  { item, drafts }: ItemRecord,
  photos: readonly StoredPhoto[],
  change: Change,
): void {
  for (const draft of drafts) change.insert(records.drafts, draft);
  for (const photo of photos) {
    change.insert(records.photos, photo);
    preparePhoto(change, photo);
  }
  if (photos.length > 0) {
    change.insert(records.albums, { itemId: item.id, photoIds: photos.map(({ id }) => id) });
  }
}

/** Stores the files first, so that no photo record lacks its file; counts missing ones. */
async function keepPhotos(restoring: Restoring, { photos }: ItemRecord): Promise<StoredPhoto[]> {
  const kept: StoredPhoto[] = [];
  for (const { file, photo } of photos) {
    if (await keepFile(restoring, file, photo)) kept.push(asItCame(photo));
    else restoring.outcome.photosMissing++;
  }
  return kept;
}

async function keepFile(
  { file, photoFiles }: Restoring,
  name: string,
  { original }: StoredPhoto,
): Promise<boolean> {
  if (await photoFiles.has(original)) return true;
  const bytes = file.photo(name);
  if (!bytes) return false;
  const { sha } = await photoFiles.put(bytes, { maxBytes: PHOTO_BYTES_MAX }).catch((error) => {
    // A photo that is damaged inside the file is missing; a full disk is another matter.
    if (!isFailure(error, "invalid")) throw error;
    return { sha: "" };
  });
  return sha === original;
}

/** Resets a photo so that its derived pictures are made again. */
function asItCame(photo: StoredPhoto): StoredPhoto {
  const { id, itemId, name, kind, original, bytes, takenAt, createdAt } = photo;
  const made = { state: "waiting" as const, warnings: [] };
  return {
    id,
    itemId,
    name,
    kind,
    original,
    bytes,
    createdAt,
    ...made,
    ...(takenAt && { takenAt }),
  };
}

async function updateOne({ restore, batch, outcome }: Restoring, { item }: Line): Promise<void> {
  const { refused } = await restore.update([{ id: item.id, whole: item }], batch);
  if (refused.length > 0) outcome.refused++;
  else outcome.updated++;
}

async function insertNew<T>({ db }: Needs, collection: Collection<T>, value: T): Promise<void> {
  if (await db.get(collection, collection.id(value))) return;
  const change = db.change();
  change.insert(collection, value);
  await change.commit();
}
