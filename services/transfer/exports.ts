/** Everything out again: a table to look at, records without loss, and one ZIP with the photos beside them. */
import { makeZip } from "client-zip";
import { RECORDS_NAME } from "./backup/format.ts";
import { itemRecords, writeBackup } from "./backup/write.ts";
import type { TransferNeeds } from "./needs.ts";
import { textStream } from "./text_stream.ts";
import { itemsCsv, type TableWords } from "./table/items_csv.ts";

export interface Exports {
  csv(words: TableWords): ReadableStream<Uint8Array>;
  json(): ReadableStream<Uint8Array>;
  zip(words: TableWords): ReadableStream<Uint8Array>;
}

const TABLE_NAME = "items.csv";

type Needs = Pick<TransferNeeds, "db" | "records" | "photoFiles" | "clock" | "inventory">;

export function createExports(needs: Needs): Exports {
  const { db, records, photoFiles, clock, inventory } = needs;

  async function* table(words: TableWords) {
    const lots = new Map((await inventory.lots.list()).map((lot) => [lot.id, lot]));
    yield* itemsCsv(db.each(records.items), lots, words);
  }

  async function* entries(words: TableWords) {
    const lastModified = new Date(clock.now());
    yield { name: RECORDS_NAME, lastModified, input: textStream(writeBackup(needs, clock.now())) };
    yield { name: TABLE_NAME, lastModified, input: textStream(table(words)) };
    for await (const { photos } of itemRecords(needs)) {
      for (const { file, photo } of photos) {
        const input = await photoFiles.stream(photo.original);
        // A file that is gone from the folder must not keep all others from coming out.
        if (input) yield { name: file, lastModified: new Date(photo.createdAt), input };
      }
    }
  }

  return {
    csv: (words) => textStream(table(words)),
    json: () => textStream(writeBackup(needs, clock.now())),
    zip: (words) => makeZip(entries(words)),
  };
}
