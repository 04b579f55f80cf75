/** What every part of the form is given, and where its sentences stand. */
import type { Context } from "hono";
import type { Env } from "../env.ts";
import type { Refusal } from "../frame/refusal.ts";
import type { WatchFields } from "./fields.ts";

export interface WatchFormProps {
  readonly c: Context<Env>;
  readonly fields: WatchFields;
  readonly action: string;
  readonly submit: string;
  readonly refusal?: Refusal | undefined;
}

/** The sentence stands beside the field that it means; the others stand above the form. */
const FIELD_OF: Readonly<Record<string, string>> = {
  "watches.name_wrong": "name",
  "watches.category_unknown": "category",
  "watches.limit_wrong": "limit",
  "watches.drop_wrong": "dropPercent",
};
export const isOfField = ({ key }: Refusal): boolean => key in FIELD_OF;

export const errorAt = ({ refusal }: WatchFormProps, field: string) =>
  refusal && FIELD_OF[refusal.key] === field ? refusal.sentence : undefined;
