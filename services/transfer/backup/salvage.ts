/** Reads an item's line with a damaged part as the item without that part. */
import { z } from "zod";
import type { BackupLine, PhotoEntry, Records } from "./format.ts";

type ItemLine = Extract<BackupLine, { kind: "item" }>;

const Damaged = z.object({
  kind: z.literal("item"),
  item: z.unknown(),
  history: z.array(z.unknown()).catch([]),
  drafts: z.array(z.unknown()).catch([]),
  photos: z.array(z.unknown()).catch([]),
});

/** @returns null where not even the item can be read */
export function salvageItem(records: Records, line: unknown): ItemLine | null {
  const damaged = Damaged.safeParse(line).data;
  const item = records.items.schema.safeParse(damaged?.item).data;
  if (!damaged || !item) return null;
  const belongs = ({ itemId }: { readonly itemId: string }) => itemId === item.id;
  const photoCopy: z.ZodType<PhotoEntry> = z.object({
    file: z.string(),
    photo: records.photos.schema,
  });
  const history = readable(records.history.schema, damaged.history).filter(belongs);
  const drafts = readable(records.drafts.schema, damaged.drafts).filter(belongs);
  const photos = readable(photoCopy, damaged.photos).filter(({ photo }) => belongs(photo));
  const given = [damaged.history, damaged.drafts, damaged.photos];
  const kept = [history, drafts, photos];
  const leftOut = given.flat().length - kept.reduce((sum, { length }) => sum + length, 0);
  return { kind: "item", item, history, drafts, photos, leftOut: Math.max(leftOut, 1) };
}

function readable<T>(schema: z.ZodType<T>, values: readonly unknown[]): T[] {
  return values.flatMap((value) => {
    const { success, data } = schema.safeParse(value);
    return success ? [data] : [];
  });
}
