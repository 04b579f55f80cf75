/** Saves typed text, and keeps it on the device until the server has acknowledged it. */
import type { DraftSlot } from "./forms/draft_store.ts";

export interface Fields {
  readonly title: string;
  readonly description: string;
  readonly hashtags: string;
}

/** The server's answer to a save. */
export type Answer<Extra> =
  | { readonly saved: true; readonly rev: number; readonly extra: Extra }
  | { readonly saved: false; readonly rev: number; readonly theirs: Fields };

/** The server wants a log-in first. */
export class SessionEnded extends Error {}

type SaverState = "saved" | "unsaved" | "saving" | "offline" | "logged_out" | "conflict";

/** A text that the server has not acknowledged, with the revision it was typed upon. */
export interface KeptText {
  readonly fields: Fields;
  readonly rev: number;
}

export interface Saving<Extra> {
  readonly state: SaverState;
  readonly fields: Fields;
  readonly rev: number;
  /** Fields that another device saved in between; only in a conflict. */
  readonly theirs: Fields | null;
  /** Extra data of the last acknowledgement. */
  readonly extra: Extra | null;
}

interface SaverNeeds<Extra> {
  readonly fields: Fields;
  readonly rev: number;
  /** @throws SessionEnded, or whatever else kept the server from answering */
  send(fields: Fields, rev: number): Promise<Answer<Extra>>;
  /** The device's storage for the text. */
  readonly memory: DraftSlot<KeptText>;
  /** Runs `what` after a while; the answer calls it off. */
  later(what: () => void, ms: number): () => void;
  changed(saving: Saving<Extra>): void;
}

export interface Saver {
  type(fields: Fields): void;
  /** Settles a conflict with these fields. */
  choose(fields: Fields): void;
  /** Saves now, without waiting for a pause in the typing. */
  flush(): void;
  stop(): void;
}

const PAUSE_MS = 800;
const RETRY_MS = 5_000;

/** Takes up what was kept from the last time, so that even a closed tab loses nothing. */
export function createSaver<Extra>(needs: SaverNeeds<Extra>): Saver {
  let saving: Saving<Extra> = {
    state: "saved",
    fields: needs.fields,
    rev: needs.rev,
    theirs: null,
    extra: null,
  };
  let callOff = () => {};
  let stopped = false;

  function show(next: Partial<Saving<Extra>>): void {
    saving = { ...saving, ...next };
    if (!stopped) needs.changed(saving);
  }

  function wait(ms: number): void {
    callOff();
    if (!stopped) callOff = needs.later(() => void save(), ms);
  }

  function type(fields: Fields): void {
    needs.memory.set({ fields, rev: saving.rev });
    if (saving.state === "conflict") return show({ fields });
    const busy = saving.state === "saving";
    show({ fields, state: busy ? "saving" : "unsaved" });
    if (!busy) wait(PAUSE_MS);
  }

  async function save(): Promise<void> {
    callOff();
    if (saving.state === "saving" || saving.state === "conflict") return;
    const { fields, rev } = saving;
    show({ state: "saving" });
    try {
      settle(fields, await needs.send(fields, rev));
    } catch (error) {
      show({ state: error instanceof SessionEnded ? "logged_out" : "offline" });
      wait(RETRY_MS);
    }
  }

  function settle(sent: Fields, answer: Answer<Extra>): void {
    if (!answer.saved) {
      return show({ state: "conflict", theirs: answer.theirs, rev: answer.rev });
    }
    const typedOn = !same(sent, saving.fields);
    if (typedOn) needs.memory.set({ fields: saving.fields, rev: answer.rev });
    else needs.memory.clear();
    show({ state: typedOn ? "unsaved" : "saved", rev: answer.rev, extra: answer.extra });
    if (typedOn) wait(PAUSE_MS);
  }

  function choose(fields: Fields): void {
    show({ state: "unsaved", theirs: null });
    type(fields);
    void save();
  }

  const kept = needs.memory.get()?.value;
  if (kept && same(kept.fields, needs.fields)) needs.memory.clear();
  else if (kept) {
    // The server decides by the revision on which the text was typed whether this is a conflict.
    show({ fields: kept.fields, rev: kept.rev, state: "unsaved" });
    void save();
  }

  return {
    type,
    choose,
    flush: () => void (/^(unsaved|offline|logged_out)$/.test(saving.state) ? save() : 0),
    stop() {
      stopped = true;
      callOff();
    },
  };
}

function same(a: Fields, b: Fields): boolean {
  return a.title === b.title && a.description === b.description && a.hashtags === b.hashtags;
}
