/** The worker that reads backups, which are made of the records of all modules. */
import { serveParsers } from "../services/foreign_files/adapters/serve_parsers.ts";
import { createBackupParsers } from "../services/transfer/backup/parsers.ts";
import { openDiskFile } from "../services/transfer/disk_files.ts";
import { backupRecords } from "./backup_records.ts";

serveParsers(createBackupParsers(backupRecords, openDiskFile));
