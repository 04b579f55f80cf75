/** Translates a listing's review for the page. */
import type { Beside, EditorFinding } from "../../islands/ListingEditor.tsx";
import type { Fields } from "../../islands/draft_saver.ts";
import type { FindingView } from "../../components/finding_list.tsx";
import { isMessageKey, type T } from "../../locales/mod.ts";
import type { Params } from "../../services/base/errors.ts";
import {
  type DraftView,
  type Field,
  type Finding,
  formatHashtags,
  type ListingPatch,
  type ListingText,
  type Review,
} from "../../services/listing/mod.ts";

/** Rooms name a sentence by its key; a key that no file has is a mistake that shows. */
export function sayKey(t: T, key: string, params?: Params): string {
  return isMessageKey(key) ? t(key, params) : key;
}

/** Identifies a finding in a form that applies its fix. */
export function findingId({ at, rule, params }: Finding): string {
  return [at, rule, params.found ?? params.flaw ?? params.fibre ?? ""].join(".");
}

export function findingView(finding: Finding, t: T): FindingView {
  return {
    id: findingId(finding),
    severity: finding.severity,
    word: t(`listing.severity_${finding.severity}`),
    text: sayKey(t, finding.key, finding.params),
  };
}

/** The listing as text fields. */
export function fieldsOf({ title, description, hashtags }: ListingText): Fields {
  return { title, description, hashtags: formatHashtags(hashtags) };
}

const isField = (at: Finding["at"]): at is Field =>
  at === "title" || at === "description" || at === "hashtags";

/** Findings and composed texts beside the editor's fields. */
export function besideOf({ draft, findings }: Review, t: T): Beside {
  return {
    findings: findings.flatMap((finding): EditorFinding[] => {
      const { at, fix } = finding;
      if (!isField(at)) return [];
      const tap = fix && { label: sayKey(t, fix.label, fix.params), patch: patchOf(fix.patch) };
      return [{ ...findingView(finding, t), at, ...(tap && { fix: tap }) }];
    }),
    composed: composedOf(draft),
  };
}

function composedOf({ composed, differing }: DraftView): Partial<Fields> {
  const fields = fieldsOf(composed);
  return Object.fromEntries(differing.map((field) => [field, fields[field]]));
}

/** The text changes of a fix, which the browser applies itself. */
function patchOf({ title, description, hashtags }: ListingPatch): Partial<Fields> {
  return {
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    ...(hashtags !== undefined && { hashtags: formatHashtags(hashtags) }),
  };
}
