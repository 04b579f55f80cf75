/** What would become of a file, before anything of it is written. */
import { type CopyReport, presentIn, survey } from "./copy/survey.ts";
import { tableOf, withCopy } from "./import_file.ts";
import type { Import } from "./import_record.ts";
import type { TransferNeeds } from "./needs.ts";
import { readWardrobe } from "./table/conflicts.ts";
import { planRows } from "./table/plan.ts";

type Needs = Pick<
  TransferNeeds,
  "db" | "files" | "openFile" | "records" | "photoFiles" | "rules"
>;

export async function planOf(needs: Needs, value: Import) {
  const table = await tableOf(needs, value);
  const wardrobe = await readWardrobe(needs.db.each(needs.records.items));
  const mapping = value.mapping ?? table.headers.map(() => null);
  const rules = { ...needs.rules, now: value.createdAt };
  return planRows(table, { mapping, decisions: value.decisions, rules, wardrobe });
}

export async function copyReportOf(needs: Needs, value: Import): Promise<CopyReport> {
  const { db, records, photoFiles } = needs;
  const present = await presentIn(db.each(records.items));
  return await withCopy(
    needs,
    value,
    (file) =>
      survey(
        file.lines(),
        present,
        async (name, sha) => file.has(name) || await photoFiles.has(sha),
      ),
  );
}
