/** How the owner likes the app: language, country site, light or dark. */
import { z } from "zod";
import { DEFAULT_SITE, type Site, SITES } from "../marketplace/mod.ts";
import { type Collection, type Database, defineCollection, retrying } from "../store/mod.ts";

export const LANGUAGES = ["it", "en"] as const;
export const THEMES = ["auto", "light", "dark"] as const;

export const profileSchema: z.ZodType<Profile> = z.object({
  language: z.enum(LANGUAGES),
  site: z.enum(SITES),
  theme: z.enum(THEMES),
});

export interface Profile {
  readonly language: (typeof LANGUAGES)[number];
  readonly site: Site;
  readonly theme: (typeof THEMES)[number];
}

const DEFAULT_PROFILE: Profile = { language: "it", site: DEFAULT_SITE, theme: "auto" };

const PROFILE_ID = "profile";

export const profiles: Collection<Profile> = defineCollection({
  name: "profile",
  schema: profileSchema,
  version: 1,
  id: () => PROFILE_ID,
});

export interface ProfileRoom {
  get(): Promise<Profile>;
  change(patch: Partial<Profile>): Promise<Profile>;
}

export function createProfile(db: Database): ProfileRoom {
  return {
    get: async () => (await db.get(profiles, PROFILE_ID))?.value ?? DEFAULT_PROFILE,
    change: (patch) =>
      retrying(async () => {
        const row = await db.get(profiles, PROFILE_ID);
        const next = profileSchema.parse({ ...DEFAULT_PROFILE, ...row?.value, ...patch });
        const change = db.change();
        if (row) change.update(profiles, row, next);
        else change.insert(profiles, next);
        await change.commit();
        return next;
      }),
  };
}
