/** Keeps what is typed into the forms of a page until the server has saved it. */
import { type Control, defaultsOf, groupsOf, isSame, valuesOf } from "./control_group.ts";
import { type DraftSlot, draftSlot } from "./draft_store.ts";
import { actionOf } from "./form_action.ts";

export interface Draft {
  readonly fields: Readonly<Record<string, DraftField>>;
  /** Values of the last submission, by name. */
  readonly sent?: Readonly<Record<string, readonly string[]>>;
}

interface DraftField {
  /** The server's values when the person began to type. */
  readonly base: readonly string[];
  readonly value: readonly string[];
}

/** Forms with a secret keep no draft, nor do lists of checkboxes that opt out. */
const DRAFTED = 'form[method=post]:not([data-draft="none"]):not(:has([type=password]))';

export const isDrafted = (form: HTMLFormElement): boolean =>
  form.matches(DRAFTED) && form.closest("is-land") === null;

export const draftedForms = (): HTMLFormElement[] =>
  [...document.querySelectorAll<HTMLFormElement>("main form")].filter(isDrafted);

export const slotOf = (account: string, form: HTMLFormElement): DraftSlot<Draft> =>
  draftSlot(account, actionOf(form));

/** Keeps the current value of one field. */
export function keepField(slot: DraftSlot<Draft>, { form, name }: Control): void {
  const group = groupsOf(form!).find((group) => group.name === name);
  if (!group) return;
  const draft = slot.get()?.value ?? { fields: {} };
  const base = draft.fields[name]?.base ?? defaultsOf(group);
  const value = valuesOf(group);
  const { [name]: _, ...others } = draft.fields;
  const fields = isSame(base, value) ? others : { ...others, [name]: { base, value } };
  if (Object.keys(fields).length === 0) slot.clear();
  else slot.set({ ...draft, fields });
}

/** Keeps every field whose value differs from the server's. */
export function keepFields(slot: DraftSlot<Draft>, form: HTMLFormElement): void {
  for (const group of groupsOf(form)) {
    if (!isSame(valuesOf(group), defaultsOf(group))) keepField(slot, group.controls[0]!);
  }
}

/** Remembers what is on its way, so that what is typed meanwhile outlives the answer. */
export function noteSent(slot: DraftSlot<Draft>, form: HTMLFormElement): void {
  const draft = slot.get()?.value;
  if (!draft) return;
  const sent = groupsOf(form).map((group) => [group.name, valuesOf(group)]);
  slot.set({ ...draft, sent: Object.fromEntries(sent) });
}

/** The server has saved the form with this action. */
export function settleDraft(account: string, action: string): void {
  const slot = draftSlot<Draft>(account, action);
  const draft = slot.get()?.value;
  const left = Object.entries(draft?.fields ?? {}).flatMap(([name, { value }]) => {
    const sent = draft?.sent?.[name];
    return sent === undefined || isSame(sent, value) ? [] : [[name, { base: sent, value }]];
  });
  if (left.length === 0) slot.clear();
  else slot.set({ fields: Object.fromEntries(left) });
}
