import assert from "node:assert/strict";
import {
  type Answer,
  createSaver,
  type Fields,
  type KeptText,
  type Saving,
  SessionEnded,
} from "./draft_saver.ts";

const EMPTY: Fields = { title: "", description: "", hashtags: "" };
const titled = (title: string): Fields => ({ ...EMPTY, title });

/** A saver with a server and a clock under the test's control, and a device storage in memory. */
function bench(start: { fields?: Fields; rev?: number; kept?: KeptText } = {}) {
  const sent: { fields: Fields; rev: number; answer: PromiseWithResolvers<Answer<string>> }[] = [];
  let kept: KeptText | null = start.kept ?? null;
  let due: (() => void) | null = null;
  const states: Saving<string>[] = [];
  const saver = createSaver<string>({
    fields: start.fields ?? EMPTY,
    rev: start.rev ?? 0,
    send(fields, rev) {
      const answer = Promise.withResolvers<Answer<string>>();
      sent.push({ fields, rev, answer });
      return answer.promise;
    },
    memory: {
      get: () => kept && { at: 0, value: kept },
      set: (text) => void (kept = text),
      clear: () => void (kept = null),
    },
    later(what) {
      due = what;
      return () => void (due = null);
    },
    changed: (saving) => void states.push(saving),
  });
  const settled = () => new Promise<void>((done) => queueMicrotask(() => queueMicrotask(done)));
  return {
    saver,
    sent,
    kept: () => kept,
    now: () => states.at(-1)!,
    pass: () => due?.(),
    waiting: () => due !== null,
    async acknowledge(rev: number) {
      sent.at(-1)!.answer.resolve({ saved: true, rev, extra: `rev ${rev}` });
      await settled();
    },
    async refuse(theirs: Fields, rev: number) {
      sent.at(-1)!.answer.resolve({ saved: false, rev, theirs });
      await settled();
    },
    async lose(error: Error = new TypeError("network")) {
      sent.at(-1)!.answer.reject(error);
      await settled();
    },
  };
}

Deno.test("typing is kept on the device at once and sent after a pause", async () => {
  const at = bench();
  at.saver.type(titled("Bla"));
  at.saver.type(titled("Blazer"));
  assert.equal(at.sent.length, 0);
  assert.match(at.kept()!.fields.title, /Blazer/);
  at.pass();
  assert.deepEqual(at.sent.map(({ fields, rev }) => [fields.title, rev]), [["Blazer", 0]]);
  await at.acknowledge(1);
  assert.equal(at.now().state, "saved");
  assert.equal(at.kept(), null);
});

Deno.test("what is typed during a save is sent after it, with the new revision", async () => {
  const at = bench();
  at.saver.type(titled("Blazer"));
  at.pass();
  at.saver.type(titled("Blazer beige"));
  await at.acknowledge(1);
  assert.equal(at.now().state, "unsaved");
  assert.match(at.kept()!.fields.title, /beige/);
  at.pass();
  assert.deepEqual([at.sent[1]!.fields.title, at.sent[1]!.rev], ["Blazer beige", 1]);
});

Deno.test("a house out of reach is tried again, and the text stays on the device", async () => {
  const at = bench();
  at.saver.type(titled("Blazer"));
  at.pass();
  await at.lose();
  assert.equal(at.now().state, "offline");
  assert.match(at.kept()!.fields.title, /Blazer/);
  at.pass();
  await at.acknowledge(1);
  assert.equal(at.now().state, "saved");
});

Deno.test("a session that has ended is said, and the text is sent once there is one again", async () => {
  const at = bench();
  at.saver.type(titled("Blazer"));
  at.pass();
  await at.lose(new SessionEnded());
  assert.equal(at.now().state, "logged_out");
  at.pass();
  await at.acknowledge(1);
  assert.equal(at.now().state, "saved");
  assert.equal(at.kept(), null);
});

Deno.test("a conflict shows both versions and sends nothing until it is settled", async () => {
  const at = bench({ rev: 3 });
  at.saver.type(titled("Mio"));
  at.pass();
  await at.refuse(titled("Loro"), 4);
  assert.equal(at.now().state, "conflict");
  assert.equal(at.now().theirs?.title, "Loro");
  assert.equal(at.now().fields.title, "Mio");
  at.saver.type(titled("Mio, ancora"));
  at.pass();
  assert.equal(at.sent.length, 1);
  at.saver.choose(titled("Mio, ancora"));
  assert.deepEqual([at.sent[1]!.fields.title, at.sent[1]!.rev], ["Mio, ancora", 4]);
  await at.acknowledge(5);
  assert.equal(at.now().state, "saved");
});

Deno.test("what a closed tab had not saved is brought back and sent with its own revision", async () => {
  const kept = { fields: titled("Non salvato"), rev: 2 };
  const at = bench({ fields: titled("Altro"), rev: 3, kept });
  assert.equal(at.now().fields.title, "Non salvato");
  assert.equal(at.sent[0]!.rev, 2);
  await at.refuse(titled("Altro"), 3);
  assert.equal(at.now().state, "conflict");
});

Deno.test("what was kept and has arrived after all is forgotten", () => {
  const kept = { fields: titled("Blazer"), rev: 0 };
  const at = bench({ fields: titled("Blazer"), rev: 1, kept });
  assert.equal(at.kept(), null);
  assert.equal(at.sent.length, 0);
});

Deno.test("a saver that was stopped neither waits nor speaks", async () => {
  const at = bench();
  at.saver.type(titled("Blazer"));
  at.saver.stop();
  assert.equal(at.waiting(), false);
  assert.match(at.kept()!.fields.title, /Blazer/);
  await Promise.resolve();
});
