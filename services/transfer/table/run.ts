/** Does what was planned, row by row; begun again after a power cut it goes on where it stopped. */
import { invalid } from "../../base/errors.ts";
import type { Actor, ItemPatch, NewItem } from "../../inventory/mod.ts";
import type { ItemUpdate } from "../../inventory/restore.ts";
import type { JobContext } from "../../jobs/mod.ts";
import { cellText, type TableRow } from "../../tables/mod.ts";
import type { Outcome } from "../import_record.ts";
import type { TransferNeeds } from "../needs.ts";
import type { PlannedRow } from "./plan.ts";
import { plain } from "./plain.ts";

const BY: Actor = { kind: "seller" };
const UPDATES_AT_ONCE = 300;
const LOT_NAME_CHARS_MAX = 80;
const PLAN_LINE = "\n";

export interface PlannedLine {
  readonly planned: PlannedRow;
  readonly cells: readonly string[];
  /** Why the inventory refused it after all. */
  readonly refused?: { readonly key: string; readonly params: Record<string, string | number> };
}

export async function* planText(
  rows: AsyncIterable<{ planned: PlannedRow; row: TableRow }>,
): AsyncGenerator<string> {
  for await (const { planned, row: { cells } } of rows) {
    // Only the rows that are refused are ever shown again.
    const shown = planned.action === "refuse" || planned.action === "update" ? cells : [];
    yield planLine({ planned, cells: shown.map(cellText) });
  }
}

export const planLine = (line: PlannedLine): string => JSON.stringify(line) + PLAN_LINE;

export function readPlan(bytes: Uint8Array | null): PlannedLine[] {
  if (!bytes) throw invalid("transfer.file_gone");
  return new TextDecoder().decode(bytes).split(PLAN_LINE).filter(Boolean)
    .map((line) => JSON.parse(line));
}

interface RunResult {
  readonly outcome: Outcome;
  /** Refused by the inventory, by the line of the table. */
  readonly refused: readonly PlannedLine[];
}

export async function runPlan(
  { inventory, restore }: Pick<TransferNeeds, "inventory" | "restore">,
  lines: readonly PlannedLine[],
  { batchId, name }: { batchId: string; name: string },
  { signal, progress }: Pick<JobContext, "signal" | "progress">,
): Promise<RunResult> {
  const lots = await lotsByName(inventory, lines);
  const doing = (action: PlannedRow["action"]) =>
    lines.filter(({ planned }) => planned.action === action);
  const [created, updated] = [doing("new"), doing("update")];
  const total = created.length + updated.length;
  const inputs = created.map(({ planned }) => withLot(planned, lots));
  await inventory.createMany(inputs, BY, {
    batchId,
    name,
    signal,
    onProgress: (done) => progress(done, total),
  });
  const refused: PlannedLine[] = [];
  for (let at = 0; at < updated.length; at += UPDATES_AT_ONCE) {
    signal.throwIfAborted();
    const some = updated.slice(at, at + UPDATES_AT_ONCE);
    const batch = { batchId, by: BY, name };
    const done = await restore.update(some.map(({ planned }) => updateOf(planned, lots)), batch);
    const reasons = new Map(done.refused.map(({ id, reason }) => [id, reason]));
    for (const line of some) {
      const reason = reasons.get(line.planned.met!.known!.id);
      if (reason) {
        refused.push({ ...line, refused: { key: reason.key, params: { ...reason.params } } });
      }
    }
    await progress(created.length + at + some.length, total);
  }
  const outcome = {
    created: created.length,
    updated: updated.length - refused.length,
    skipped: doing("skip").length,
    refused: doing("refuse").length + refused.length,
    photosMissing: 0,
  };
  return { outcome, refused };
}

function withLot({ item, lot, met }: PlannedRow, lots: ReadonlyMap<string, string>): NewItem {
  const lotId = lot && lots.get(plain(lot));
  const { number, ...rest } = item;
  return { ...rest, ...(number && !met && { number }), ...(lotId && { lotId }) };
}

/** Update of a present item: empty cells change nothing, and the state is never changed. */
function updateOf(planned: PlannedRow, lots: ReadonlyMap<string, string>): ItemUpdate {
  const { box, lotId, cost, origin, acquiredOn, price, note, facts = {} } = withLot(planned, lots);
  const patch: ItemPatch = { box, lotId, cost, origin, acquiredOn, price, note };
  return { id: planned.met!.known!.id, patch, facts };
}

/** Finds lots by name and creates missing ones; repeatable. */
async function lotsByName(
  { lots }: TransferNeeds["inventory"],
  lines: readonly PlannedLine[],
): Promise<ReadonlyMap<string, string>> {
  const known = new Map((await lots.list()).map(({ id, name }) => [plain(name), id]));
  for (const { planned: { lot, action } } of lines) {
    if (!lot || action === "skip" || action === "refuse" || known.has(plain(lot))) continue;
    const { id } = await lots.create({ name: lot.slice(0, LOT_NAME_CHARS_MAX) });
    known.set(plain(lot), id);
  }
  return known;
}

export const isTaken = ({ planned, refused }: PlannedLine): boolean =>
  planned.action !== "refuse" && !refused;
