/** Parts around a form's fields: the notice of a refusal, the hidden field that reveals a stale form, the save button. */
import { Button, ButtonLink } from "../../components/button.tsx";
import { Notice } from "../../components/notice.tsx";
import type { T } from "../../locales/mod.ts";
import { type Form, SEEN_FIELD, seenText } from "./form.ts";
import { idOf } from "./props.ts";

interface FormProps {
  t: T;
  form: Form;
  /** Prefix of the fields' ids. */
  prefix?: string;
}

/** Notice at the top of a refused form; each sentence links to its field. */
export function FormNotice(
  { t, form: { problem, errors, theirs }, prefix = "", labelOf = () => undefined }: FormProps & {
    /** Label of a field, for forms with many. */
    labelOf?: (name: string) => string | undefined;
  },
) {
  const wrong = Object.entries(errors);
  const stale = Object.keys(theirs).length;
  const isOfNoField = wrong.length === 0 && stale === 0;
  if (problem === undefined && isOfNoField) return null;
  return (
    <Notice tone={wrong.length === 0 && stale > 0 ? "attention" : "wrong"} autofocus={isOfNoField}>
      {problem && <p>{problem}</p>}
      {stale > 0 && <p>{t("forms.stale", { count: stale })}</p>}
      {wrong.length > 0 && (
        <>
          <p>{t("forms.refused", { count: wrong.length })}</p>
          <ul class="bullets">
            {wrong.map(([name, sentence]) => (
              <li key={name}>
                <a href={`#${idOf(name, prefix)}`}>{sentenceOf(labelOf(name), sentence)}</a>
              </li>
            ))}
          </ul>
        </>
      )}
    </Notice>
  );
}

const sentenceOf = (label: string | undefined, sentence: string) =>
  label === undefined ? sentence : `${label}: ${sentence}`;

/** Browsers that fill fields in again after a reload must leave it alone. */
export function SeenField({ form: { seen } }: { form: Pick<Form, "seen"> }) {
  return seen && (
    <input
      type="hidden"
      name={SEEN_FIELD}
      value={seenText(seen)}
      autocomplete="off"
    />
  );
}

/** The save button; after a change elsewhere it says so, beside a link that discards the form. */
export function SaveButton({ t, form: { theirs }, label, back }: FormProps & {
  label: string;
  /** Shows the form as the record is now. */
  back: string;
}) {
  const isStale = Object.keys(theirs).length > 0;
  return (
    <div class="row">
      <Button type="submit" kind="main" icon="check">
        {isStale ? t("forms.save_anyway") : label}
      </Button>
      {isStale && <ButtonLink href={back} kind="quiet">{t("forms.discard")}</ButtonLink>}
    </div>
  );
}
