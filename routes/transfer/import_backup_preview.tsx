/** Preview of a backup's import, before anything is written. */
import { Notice } from "../../components/notice.tsx";
import type { BackupReport } from "../../services/transfer/mod.ts";
import { type ChoiceWords, ConflictField, Decide, type DecideProps } from "./import_decide.tsx";

const COPY_CHOICES: Record<"same" | "number", ChoiceWords> = {
  same: [["skip", "transfer.choice_skip"], ["update", "transfer.choice_copy_update"]],
  number: [["new", "transfer.choice_new_number"], ["skip", "transfer.choice_skip"]],
};

export function BackupPreview({ c, value, report }: DecideProps & { report: BackupReport }) {
  const { t } = c.var;
  const { items, photos, trashed, photosMissing, others, unreadable } = report;
  const { sightings, watches, plans } = others;
  return (
    <div class="page page--narrow">
      <header class="masthead">
        <h1>{value.name}</h1>
      </header>
      <Decide c={c} value={value} summary={t("transfer.copy_items", { count: items, photos })}>
        {trashed > 0 && <p class="soft">{t("transfer.copy_trashed", { count: trashed })}</p>}
        {sightings + watches + plans > 0 && (
          <p class="soft">{t("transfer.copy_others", { sightings, watches, plans })}</p>
        )}
        {unreadable.count > 0 && (
          <Notice tone="wrong">
            <p>{t("transfer.copy_unreadable", { count: unreadable.count })}</p>
            {unreadable.lines.length > 0 && (
              <p>{t("transfer.copy_unreadable_lines", { lines: unreadable.lines.join(", ") })}</p>
            )}
          </Notice>
        )}
        {photosMissing > 0 && (
          <Notice>{t("transfer.copy_photos_missing", { count: photosMissing })}</Notice>
        )}
        {(["same", "number"] as const).filter((name) => report[name].count > 0).map((name) => (
          <ConflictField
            key={name}
            c={c}
            value={value}
            conflict={name}
            label={t(name === "same" ? "transfer.copy_same" : "transfer.conflict_number", {
              count: report[name].count,
            })}
            samples={report[name].samples.map(({ number }) => number)}
            choices={COPY_CHOICES[name]}
          />
        ))}
      </Decide>
    </div>
  );
}
