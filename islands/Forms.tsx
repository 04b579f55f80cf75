/** For every form of a page: sends it once, and keeps typed text over a reload, the back button, a crash and a log-out. */
import { useEffect } from "preact/hooks";
import type { Control } from "./forms/control_group.ts";
import { forgetDrafts, tidyDrafts } from "./forms/draft_store.ts";
import {
  draftedForms,
  isDrafted,
  keepField,
  keepFields,
  noteSent,
  settleDraft,
  slotOf,
} from "./forms/drafts.ts";
import type { RestoreWords } from "./forms/restore_draft.ts";
import { guardSending } from "./forms/sending.ts";

export interface FormsProps {
  /** The account whose drafts are kept; without one none are. */
  account: string | null;
  /** The actions of the forms that were saved since the last page. */
  saved: string[];
  /** The page shows a form again that was not taken. */
  isRefused: boolean;
  hasLoggedOut: boolean;
  words: RestoreWords;
}

export default function Forms(props: FormsProps) {
  useEffect(() => {
    if (props.hasLoggedOut) forgetDrafts();
    else tidyDrafts();
    if (props.account !== null) keepDrafts(props.account, props);
    guardSending();
  }, []);
  return null;
}

function keepDrafts(account: string, { saved, isRefused, words }: FormsProps): void {
  for (const action of saved) settleDraft(account, action);
  for (const form of draftedForms()) {
    const slot = slotOf(account, form);
    // The first characters may have been typed before this script loaded.
    keepFields(slot, form);
    if (slot.get()) {
      import("./forms/restore_draft.ts")
        .then(({ restoreDraft }) => restoreDraft(form, slot, { words, isRefused }));
    }
  }
  document.addEventListener("input", ({ target }) => {
    const { form } = target as Control;
    if (form && isDrafted(form)) keepField(slotOf(account, form), target as Control);
  });
  addEventListener("submit", ({ target, defaultPrevented }) => {
    const form = target as HTMLFormElement;
    if (!defaultPrevented && isDrafted(form)) noteSent(slotOf(account, form), form);
  });
}
