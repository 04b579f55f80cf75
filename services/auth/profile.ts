/** How the owner likes the app: language, country site, light or dark. */
import { z } from "zod";
import { DEFAULT_SITE, type Site, SITES } from "../marketplace/mod.ts";
import { type Collection, type Database, defineCollection } from "../store/mod.ts";

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
      db.edit(
        profiles,
        PROFILE_ID,
        (profile) => profileSchema.parse({ ...DEFAULT_PROFILE, ...profile, ...patch }),
      ),
  };
}
