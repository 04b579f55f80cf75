/**
 * A form as its page shows it, and what becomes of it when it is sent: read whole before anything is written, and
 * shown again with all that was typed where something is wrong with it or was changed elsewhere meanwhile.
 */
import type { Context } from "hono";
import type { z } from "zod";
import type { MessageKey, T } from "../../locales/mod.ts";
import { type FailureCode, isFailure, type Params } from "../../services/base/errors.ts";
import type { Env } from "../env.ts";
import type { PageOptions } from "../frame/page.tsx";
import { sentenceOf, STATUS } from "../frame/problems.tsx";
import { readSent, type Sent } from "./body.ts";
import { merge, type Values } from "./merge.ts";

/** The hidden field with what the other fields were filled with, so that a stale form is known as such. */
export const SEEN_FIELD = "seen";

export interface Form {
  readonly values: Values;
  /** Values that the fields were filled with; absent when the form edits no record, or the sender did not send them. */
  readonly seen?: Values | undefined;
  /** Reason of the refusal by field, one sentence each. */
  readonly errors: Readonly<Record<string, string>>;
  /** Values by field that were saved elsewhere since the form was loaded. */
  readonly theirs: Values;
  /** Why it was refused, where that is about no field. */
  readonly problem?: string | undefined;
}

/** A form without a record, with default values. */
export const blankForm = (values: Values = {}): Form => ({ values, errors: {}, theirs: {} });

/** A form filled with a record's values. */
export const filledForm = (values: Values): Form => ({ ...blankForm(values), seen: values });

function formOf(sent: Sent): Form {
  const values = Object.fromEntries([...sent].filter(([name]) => name !== SEEN_FIELD));
  return { ...blankForm(values), seen: seenIn(sent.get(SEEN_FIELD)?.[0]) };
}

/** Encodes values for the hidden field as a URL query, which is shorter than JSON in HTML. */
export function seenText(seen: Values): string {
  const query = new URLSearchParams();
  for (const [name, values] of Object.entries(seen)) {
    for (const value of values.length > 0 ? values : [""]) query.append(name, value);
  }
  return query.toString();
}

function seenIn(text: string | undefined): Values | undefined {
  if (text === undefined) return undefined;
  const query = new URLSearchParams(text);
  return Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name)]));
}

export type FormStatus = NonNullable<PageOptions["status"]>;

/** The form comes back: nothing was written. */
export class FormRefused extends Error {
  override readonly name = "FormRefused";
  constructor(readonly form: Form, readonly status: FormStatus) {
    super(`${status}: ${JSON.stringify([form.problem, form.errors, Object.keys(form.theirs)])}`);
  }
}

/**
 * @returns what the fields mean
 * @throws FormRefused with a sentence for each field that is wrong, 409 where one was changed elsewhere
 */
export function mustFit<S extends z.ZodType>(t: T, schema: S, form: Form): z.output<S> {
  const read = schema.safeParse(form.values);
  const isStale = Object.keys(form.theirs).length > 0;
  if (read.success && !isStale) return read.data;
  const errors = read.success ? {} : errorsOf(t, read.error);
  throw new FormRefused({ ...form, errors }, isStale ? STATUS.conflict : REFUSED_STATUS);
}

interface MergedForm extends Form {
  readonly seen: Values;
  /** Fields whose value differs from the record's. */
  readonly changed: ReadonlySet<string>;
}

/** The form over the record as it is now: what was changed elsewhere only is taken from there. */
export function mergedForm(sent: Form, current: Values): MergedForm {
  const { values, theirs, changed } = merge({ seen: sent.seen, sent: sent.values, current });
  return { values, theirs, changed, seen: current, errors: {} };
}

interface FormAnswer {
  /** Maps the key of a service's refusal to the field that it concerns. */
  readonly fieldOf?: Readonly<Record<string, string>>;
  /** Saves the form. */
  readonly act: (form: Form) => Promise<Response>;
  /** Shows the form again. */
  readonly again: (form: Form, status: FormStatus) => Response | Promise<Response>;
}

/** Reads a form and acts on it; shows it again where it is refused. */
export async function answerForm(
  c: Context<Env>,
  { fieldOf = {}, act, again }: FormAnswer,
): Promise<Response> {
  const form = formOf(await readSent(c));
  try {
    return await act(form);
  } catch (error) {
    const refused = refusedBy(c, form, error, fieldOf);
    return await again(refused.form, refused.status);
  }
}

export const REFUSED_STATUS = 422;
/** Failures for which the form is shown again; others concern more than the form. */
const SHOWN_AGAIN: ReadonlySet<FailureCode> = new Set(
  ["invalid", "conflict", "unauthorized", "too_many", "unavailable"],
);

/** A refusal as the form that comes back; rethrows what no form can answer for. */
export function refusedBy(
  c: Context<Env>,
  form: Form,
  error: unknown,
  fieldOf: Readonly<Record<string, string>>,
): FormRefused {
  if (error instanceof FormRefused) return error;
  if (!isFailure(error) || !SHOWN_AGAIN.has(error.code)) throw error;
  const { seconds } = error.params;
  if (error.code === "too_many" && seconds) c.header("retry-after", String(seconds));
  const status = error.code === "invalid" ? REFUSED_STATUS : STATUS[error.code];
  const sentence = sentenceOf(c.var.t, error);
  const name = fieldOf[error.key];
  return new FormRefused(
    name === undefined ? { ...form, problem: sentence } : { ...form, errors: { [name]: sentence } },
    status,
  );
}

function errorsOf(t: T, error: z.ZodError): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const issue of error.issues) errors[String(issue.path[0] ?? "")] ??= sentence(t, issue);
  return errors;
}

function sentence(t: T, issue: z.core.$ZodIssue): string {
  const told = issue.code === "custom" ? issue.params : undefined;
  // Written by `addWrong` alone.
  return told ? t(told.key as MessageKey, told.params as Params) : t("forms.wrong");
}
