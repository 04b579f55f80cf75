/** Parses the listing editor's input, from a form or as JSON. */
import { z } from "zod";
import {
  DESCRIPTION_CHARS_MAX,
  type Field,
  FIELDS,
  LANGUAGES,
  type ListingText,
  parseHashtags,
  TextSchema,
} from "../../services/listing/mod.ts";
import { invalid } from "../../services/base/errors.ts";

/** A browser's form writes line ends as two characters, and not those that were typed. */
const typed = z.string().transform((text) => text.replaceAll("\r\n", "\n"));

const EditSchema = z.object({
  language: z.enum(LANGUAGES),
  rev: z.coerce.number().int().min(0),
  title: typed,
  description: typed,
  hashtags: typed.transform(parseHashtags),
}).transform(({ language, rev, ...text }) => ({ language, rev, text }));

export interface Edit {
  readonly language: (typeof LANGUAGES)[number];
  readonly rev: number;
  readonly text: ListingText;
}

/** @throws Failure `listing.text_invalid` */
export function readEdit(body: unknown): Edit {
  const { edit, tooLong } = parseEdit(body);
  if (tooLong.length > 0) throw textInvalid();
  return edit;
}

/**
 * @returns the edit, and the fields that are too long to be stored
 * @throws Failure `listing.text_invalid` for a body in another shape
 */
export function parseEdit(body: unknown): { edit: Edit; tooLong: readonly Field[] } {
  const { success, data: edit } = EditSchema.safeParse(body);
  if (!success) throw textInvalid();
  const issues = TextSchema.safeParse(edit.text).error?.issues ?? [];
  return { edit, tooLong: FIELDS.filter((name) => issues.some(({ path }) => path[0] === name)) };
}

const textInvalid = () => invalid("listing.text_invalid", { max: DESCRIPTION_CHARS_MAX });

/** A button of the form: a finding's fix, or the composed text of a field. */
export type Act =
  | { readonly kind: "fix"; readonly id: string }
  | { readonly kind: "take"; readonly field: Field }
  | null;

export function readAct(value: unknown): Act {
  const [, kind, rest = ""] = /^(fix|take):(.*)$/s.exec(String(value ?? "")) ?? [];
  const field = FIELDS.find((name) => name === rest);
  if (kind === "take" && field) return { kind, field };
  return kind === "fix" ? { kind, id: rest } : null;
}

/** The seller's choice, field by field, between what they typed and what is saved. */
export function mergedText(body: Record<string, unknown>, saved: ListingText): ListingText {
  const mine = (field: Field) => String(body[`mine_${field}`] ?? "").replaceAll("\r\n", "\n");
  const chosen = (field: Field) => body[`choose_${field}`] === "mine";
  return {
    title: chosen("title") ? mine("title") : saved.title,
    description: chosen("description") ? mine("description") : saved.description,
    hashtags: chosen("hashtags") ? parseHashtags(mine("hashtags")) : saved.hashtags,
  };
}
