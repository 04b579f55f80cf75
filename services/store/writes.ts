/** The verbs that write records. Each reads, decides and commits again when another writer was quicker. */
import { conflict } from "../base/errors.ts";
import type { Change } from "./change.ts";
import type { Collection, Row } from "./collection.ts";
import { retrying } from "./retrying.ts";

interface ExpectOptions {
  /**
   * The stamp that the record must still have, such as the one that a form carries. With any other the verb throws
   * Failure `common.conflict` instead of trying again.
   */
  readonly expect?: string | undefined;
}

/** Every verb throws Failure `common.conflict` when ten attempts in a row met another writer. */
export interface Writes {
  /** Inserts the record, or replaces the one with its id. */
  put<T>(c: Collection<T>, value: T): Promise<void>;
  /**
   * Stores what `next` makes of the present record; `next` gets `null` where there is none. Nothing is written when
   * it returns `null` or the very value that it was given. It may be called several times, so it must have no
   * effects. @returns what `next` returned
   */
  edit<T>(
    c: Collection<T>,
    id: string,
    next: (value: T | null) => NoInfer<T> | Promise<NoInfer<T>>,
    options?: ExpectOptions,
  ): Promise<T>;
  edit<T>(
    c: Collection<T>,
    id: string,
    next: (value: T | null) => NoInfer<T> | null | Promise<NoInfer<T> | null>,
    options?: ExpectOptions,
  ): Promise<T | null>;
  /** Removes the record where there is one. */
  remove<T>(c: Collection<T>, id: string, options?: ExpectOptions): Promise<void>;
  /**
   * Commits what `write` adds to the change, all of it or nothing. `write` must read what it decides on itself, and
   * have no effects besides the change, because it may be called several times. @returns what `write` returned
   */
  transact<R>(write: (change: Change) => R | Promise<R>): Promise<R>;
}

interface WritesNeeds {
  get<T>(c: Collection<T>, id: string): Promise<Row<T> | null>;
  change(): Change;
}

export function createWrites(db: WritesNeeds): Writes {
  function transact<R>(write: (change: Change) => R | Promise<R>): Promise<R> {
    return retrying(() => attempt(write));
  }

  async function attempt<R>(write: (change: Change) => R | Promise<R>): Promise<R> {
    const change = db.change();
    const result = await write(change);
    if (change.size > 0) await change.commit();
    return result;
  }

  /** Reads the record and adds to the change what `write` decides for it. */
  async function withRow<T, R>(
    c: Collection<T>,
    id: string,
    write: (change: Change, row: Row<T> | null) => R | Promise<R>,
    { expect }: ExpectOptions = {},
  ): Promise<R> {
    const readAndWrite = async (change: Change): Promise<R> => {
      const row = await db.get(c, id);
      if (expect !== undefined && row?.stamp !== expect) throw conflict("common.conflict");
      return await write(change, row);
    };
    return await (expect === undefined ? transact(readAndWrite) : attempt(readAndWrite));
  }

  return {
    transact,
    put: (c, value) => withRow(c, c.id(value), (change, row) => change.put(c, row, value)),
    edit<T>(
      c: Collection<T>,
      id: string,
      next: (value: T | null) => T | Promise<T>,
      options?: ExpectOptions,
    ): Promise<T> {
      return withRow(c, id, async (change, row) => {
        const value = await next(row?.value ?? null);
        if (value !== null && value !== row?.value) change.put(c, row, value);
        return value;
      }, options);
    },
    remove: (c, id, options) =>
      withRow(c, id, (change, row) => {
        if (row) change.remove(c, row);
      }, options),
  };
}
