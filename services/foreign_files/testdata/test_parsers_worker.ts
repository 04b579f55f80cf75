/** Parsers that misbehave in every way that the host must survive. */
import { invalid } from "../../base/errors.ts";
import { serveParsers } from "../adapters/serve_parsers.ts";

const parsers = {
  async *count(to: number) {
    for (let at = 1; at <= to; at++) yield at;
  },
  async *refuse(max: number) {
    yield "begun";
    throw invalid("tables.too_many_rows", { max });
  },
  // deno-lint-ignore require-yield
  async *crash(text: string): AsyncGenerator<never> {
    throw new TypeError(text);
  },
  // deno-lint-ignore require-yield
  async *hang(): AsyncGenerator<never> {
    for (;;);
  },
  // deno-lint-ignore require-yield
  async *hoard(): AsyncGenerator<never> {
    const hoard: number[][] = [];
    for (;;) hoard.push(new Array(100_000).fill(hoard.length + 0.5));
  },
  // deno-lint-ignore require-yield
  async *quit(): AsyncGenerator<never> {
    Deno.exit(3);
  },
};
export type TestParsers = typeof parsers;

serveParsers(parsers);
