/**
 * The one family of errors. A room throws a `Failure` with a code and a sentence's key; the routes sort the
 * code to a status once and say the sentence in the user's language. Anything else is a fault of ours: it is
 * logged whole and shown as "something went wrong" with the request's id.
 */
export type FailureCode =
  | "invalid" // what was given cannot be used; nothing changed
  | "not_found"
  | "conflict" // another change came first, or the state forbids this
  | "unauthorized" // not known: log in
  | "forbidden" // known, but not allowed
  | "too_many" // a limit in time; `params.seconds` says when to try again
  | "unavailable"; // something outside this program does not answer

/** Values of a sentence: numbers, words, and dates as strings. */
export type Params = Record<string, string | number>;

export class Failure extends Error {
  override readonly name = "Failure";

  /**
   * @param code what sort of failure, the same for every room
   * @param key the sentence: a key of `locales/`, such as `photos.too_large`
   * @param params the values that the sentence names
   */
  constructor(
    readonly code: FailureCode,
    readonly key: string,
    readonly params: Params = {},
    options?: ErrorOptions,
  ) {
    super(`${code}: ${key} ${JSON.stringify(params)}`, options);
  }
}

export const invalid = (key: string, params?: Params, cause?: unknown): Failure =>
  new Failure("invalid", key, params, { cause });
export const notFound = (key: string, params?: Params): Failure =>
  new Failure("not_found", key, params);
export const conflict = (key: string, params?: Params): Failure =>
  new Failure("conflict", key, params);
export const unavailable = (key: string, params?: Params, cause?: unknown): Failure =>
  new Failure("unavailable", key, params, { cause });

export function isFailure(error: unknown, code?: FailureCode): error is Failure {
  return error instanceof Failure && (code === undefined || error.code === code);
}
