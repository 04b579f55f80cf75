/** A sentence while it is being understood: its tokens, and which of them are explained already. */
import type { Found, Phrasebook, Span } from "../phrases.ts";
import { numberWordAt } from "./number_words.ts";
import { type Token, tokensOf } from "./tokens.ts";
import type { Mark, WordField } from "./understood.ts";

export interface Figure extends Span {
  readonly value: number;
}

const HALVES: readonly (readonly string[])[] = [
  ["e", "mezzo"],
  ["e", "mezza"],
  ["and", "a", "half"],
  ["et", "demi"],
  ["et", "demie"],
];

export class Sentence {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly #marks: Mark[] = [];
  /** Field of each token that a reader has explained. */
  readonly #fields = new Map<number, WordField>();
  readonly #taken = new Set<number>();

  constructor(text: string) {
    this.text = text;
    this.tokens = tokensOf(text);
  }

  get marks(): readonly Mark[] {
    return this.#marks;
  }

  get length(): number {
    return this.tokens.length;
  }

  /** The token as it is compared; empty beyond the ends. */
  word(at: number): string {
    return this.tokens[at]?.text ?? "";
  }

  /** The words as they were typed. */
  typed({ from, to }: Span): string {
    return this.text.slice(this.tokens[from]?.at, this.tokens[to - 1]?.end);
  }

  /** Characters between a token and the one before it. */
  gapBefore(at: number): string {
    return this.text.slice(this.tokens[at - 1]?.end ?? 0, this.tokens[at]?.at);
  }

  /** Places of the tokens that are explained, but for those of one field. */
  takenBut(field?: WordField): ReadonlySet<number> {
    if (field === undefined) return this.#taken;
    return new Set([...this.#fields].flatMap(([at, taken]) => taken === field ? [] : [at]));
  }

  fieldAt(at: number): WordField | undefined {
    return this.#fields.get(at);
  }

  isFree(span: Span): boolean {
    if (span.from < 0 || span.to > this.length) return false;
    for (let at = span.from; at < span.to; at++) if (this.#fields.has(at)) return false;
    return true;
  }

  isFreeAt(at: number): boolean {
    return this.isFree({ from: at, to: at + 1 });
  }

  /** Explains some words: no later reader takes them for something else. */
  mark(field: WordField, span: Span): void {
    this.highlight(field, span);
    for (let at = span.from; at < span.to; at++) {
      this.#fields.set(at, field);
      this.#taken.add(at);
    }
  }

  /** Explains some words and leaves them to other readers too: "pelle" of "giacca di pelle". */
  highlight(field: WordField, { from, to }: Span): void {
    const [first, last] = [this.tokens[from], this.tokens[to - 1]];
    if (first && last) this.#marks.push({ field, at: first.at, end: last.end });
  }

  /** All words that are explained as this field, as they were typed. */
  typedAs(field: WordField): string {
    return this.#marks.filter((mark) => mark.field === field).map(({ at, end }) =>
      this.text.slice(at, end)
    ).join(" ");
  }

  /** The phrases of a book among the words that are not explained yet, or only by this field. */
  find<T>(book: Phrasebook<T>, within?: WordField): Found<T>[] {
    return book.all(this.tokens, this.takenBut(within));
  }

  /** The phrase of a book that begins at this token, if its words are not explained yet. */
  findAt<T>(book: Phrasebook<T>, at: number): Found<T> | null {
    return book.at(this.tokens, at, this.takenBut());
  }

  /** A number in figures or spelled, with "e mezzo" behind it. */
  figureAt(from: number): Figure | null {
    const plain = this.#plainFigureAt(from);
    if (!plain || !this.isFree(plain)) return null;
    const half = HALVES.find((words) => words.every((word, i) => this.word(plain.to + i) === word));
    return half ? { from, to: plain.to + half.length, value: plain.value + 0.5 } : plain;
  }

  #plainFigureAt(from: number): Figure | null {
    const value = this.tokens[from]?.figure;
    if (value !== undefined) return { from, to: from + 1, value };
    return numberWordAt(this.tokens, from);
  }
}
