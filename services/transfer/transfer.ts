/** Import and export: tables, backups, printed tags. */
import { createExports, type Exports } from "./exports.ts";
import { createImports, type Imports } from "./imports.ts";
import type { TransferNeeds } from "./needs.ts";

export interface Transfer {
  readonly imports: Imports;
  readonly exports: Exports;
}

/** Says who works off imports: before `jobs.start`. */
export function createTransfer(needs: TransferNeeds): Transfer {
  return { imports: createImports(needs), exports: createExports(needs) };
}
