/** Decisions about an import, and the buttons that start or discard it. */
import type { Context } from "hono";
import type { ComponentChildren } from "preact";
import { Button } from "../../components/button.tsx";
import { RadioField } from "../../components/field.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { Tag } from "../../components/tag.tsx";
import type { MessageKey } from "../../locales/mod.ts";
import type { Choice, Conflict, Import } from "../../services/transfer/mod.ts";
import type { Env } from "../env.ts";

export interface DecideProps {
  c: Context<Env>;
  value: Import;
}

export type ChoiceWords = readonly (readonly [Choice, MessageKey])[];

/** Decisions are sent with the start; those for conflicts that do not occur keep their value. */
export function Decide({ c: { var: { t } }, value, summary, children }: DecideProps & {
  summary: string;
  children: ComponentChildren;
}) {
  const action = `/import/${value.id}`;
  return (
    <Sheet>
      <form method="post" action={`${action}/start`} class="form">
        <p>
          <b>{summary}</b>
        </p>
        {children}
        <div class="row">
          <Button type="submit" kind="main" icon="check">{t("transfer.start")}</Button>
          {isShown(children) && (
            <Button type="submit" formAction={`${action}/decisions`}>
              {t("transfer.recount")}
            </Button>
          )}
        </div>
      </form>
      <form method="post" action={`${action}/discard`}>
        <Button type="submit" kind="quiet">{t("transfer.discard")}</Button>
      </form>
    </Sheet>
  );
}

const isShown = (children: unknown) => !Array.isArray(children) || children.length > 0;

export function ConflictField(
  { c: { var: { t } }, value, conflict, label, samples, choices }: DecideProps & {
    conflict: Conflict;
    label: string;
    samples: readonly number[];
    choices: ChoiceWords;
  },
) {
  return (
    <div class="stack">
      <RadioField
        name={conflict}
        label={label}
        options={choices.map(([value, key]) => ({ value, label: t(key) }))}
        value={value.decisions[conflict]}
      />
      {samples.length > 0 && (
        <p class="row small">
          {samples.map((number) => (
            <a
              key={number}
              href={`/items/${number}`}
              aria-label={t("transfer.see_item", { number: String(number) })}
            >
              <Tag number={number} />
            </a>
          ))}
        </p>
      )}
    </div>
  );
}
