/** Restores typed, unsaved text into a form. Loaded only when there is something to restore. */
import { addedLine } from "./added_line.ts";
import {
  type ControlGroup,
  defaultsOf,
  fillIn,
  groupsOf,
  isSame,
  valuesOf,
} from "./control_group.ts";
import type { DraftSlot } from "./draft_store.ts";
import type { Draft } from "./drafts.ts";
import { actionOf } from "./form_action.ts";
import { offerValue, type OfferWords } from "./offered_value.ts";

export interface RestoreWords extends OfferWords {
  /** Contains `{when}`. */
  readonly restored: string;
  readonly discard: string;
}

interface RestoredField {
  readonly group: ControlGroup;
  /** True when the server's value has changed since the text was typed. */
  readonly isOutdated: boolean;
}

/** @param isRefused whether the form shows a refused submission: typed values that were not saved */
export function restoreDraft(
  form: HTMLFormElement,
  slot: DraftSlot<Draft>,
  { words, isRefused }: { words: RestoreWords; isRefused: boolean },
): void {
  const kept = slot.get()!;
  const restored = fillInDraft(form, kept.value);
  if (restored.length === 0) {
    if (!isRefused) slot.clear();
    return;
  }
  form.prepend(notice(form, { restored, slot, at: kept.at, words }));
  for (const { group, isOutdated } of restored) {
    if (!isOutdated) continue;
    offerValue(group, { values: defaultsOf(group), source: words.meanwhile, use: words.use });
  }
}

function fillInDraft(form: HTMLFormElement, { fields }: Draft): RestoredField[] {
  return groupsOf(form).flatMap((group) => {
    const field = fields[group.name];
    if (!field || isSame(field.value, defaultsOf(group))) return [];
    if (!isSame(field.value, valuesOf(group))) fillIn(group, field.value);
    // A list may no longer contain the chosen option.
    if (!isSame(field.value, valuesOf(group))) {
      fillIn(group, defaultsOf(group));
      return [];
    }
    return [{ group, isOutdated: !isSame(field.base, defaultsOf(group)) }];
  });
}

interface NoticeProps {
  readonly restored: readonly RestoredField[];
  readonly slot: DraftSlot<Draft>;
  readonly at: number;
  readonly words: RestoreWords;
}

function notice(form: HTMLFormElement, { restored, slot, at, words }: NoticeProps): HTMLElement {
  const line = addedLine({
    id: `draft:${actionOf(form)}`,
    text: words.restored.replace("{when}", timeOf(at)),
    button: words.discard,
    press() {
      for (const { group } of restored) fillIn(group, defaultsOf(group));
      slot.clear();
      return restored[0]!.group.controls[0]!;
    },
  });
  line.setAttribute("role", "status");
  return line;
}

function timeOf(at: number): string {
  const isToday = new Date(at).toDateString() === new Date().toDateString();
  return new Intl.DateTimeFormat(document.documentElement.lang, {
    timeStyle: "short",
    ...(!isToday && { dateStyle: "medium" }),
  }).format(at);
}
