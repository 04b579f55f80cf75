/** Dependencies of the transfer service. */
import type { Clock, NewId } from "../base/clock.ts";
import type { Inventory, NewItem } from "../inventory/mod.ts";
import type { Restore } from "../inventory/restore.ts";
import type { Jobs } from "../jobs/mod.ts";
import type { StoredSighting } from "../market/mod.ts";
import type { StoredPhoto } from "../photos/photo.ts";
import type { Blobs, Change, Database } from "../store/mod.ts";
import type { TableReader } from "../tables/mod.ts";
import type { BackupReader } from "./adapters/backup_reader.ts";
import type { Records } from "./backup/format.ts";
import type { OpenDiskFile } from "./disk_files.ts";

export interface TransferNeeds {
  readonly db: Database;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly jobs: Jobs;
  /** A folder of its own: the files that came, and what is to be done with their rows. */
  readonly files: Blobs;
  /** The photos' folder: originals go out of it and come into it. */
  readonly photoFiles: Blobs;
  readonly openFile: OpenDiskFile;
  readonly tables: TableReader;
  readonly backups: BackupReader;
  readonly inventory: Pick<Inventory, "createMany" | "undoBatch" | "lots">;
  readonly restore: Restore;
  readonly records: Records;
  /** Merges a stored market listing with the backup's; null when the backup adds nothing. */
  readonly mergeSighting: (here: StoredSighting, given: StoredSighting) => StoredSighting | null;
  /** Asks, with the commit that brings the photo, that it be made fit to be looked at. */
  readonly preparePhoto: (change: Change, photo: StoredPhoto) => void;
  readonly rules: {
    /** The fields that the inventory would not take: "box", "facts.brand". */
    refusedFields(item: NewItem): readonly string[];
    findLink(text: string): { readonly url: string } | null;
    readonly currency: string;
  };
}
