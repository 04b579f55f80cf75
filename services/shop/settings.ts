/** The settings of the shop, which is off by default. */
import { z } from "zod";
import { siteFacts, SITES } from "../marketplace/mod.ts";
import { defineCollection } from "../store/mod.ts";

export const SHOP_NAME_CHARS_MAX = 60;
export const SHOP_WORDS_CHARS_MAX = 300;
export const PROFILE_CHARS_MAX = 200;

const HOSTS = new Set(SITES.map((site) => siteFacts(site).host));

/** Only the marketplace: the shop leads nowhere else. */
export const ProfileSchema = z.string().trim().max(PROFILE_CHARS_MAX).refine((text) => {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url?.protocol === "https:" && HOSTS.has(url.host) && !url.username && !url.port;
});

export const ShopSettingsSchema = z.object({
  on: z.boolean(),
  name: z.string().trim().max(SHOP_NAME_CHARS_MAX),
  /** In each language; empty where nothing is said. */
  words: z.object({
    it: z.string().trim().max(SHOP_WORDS_CHARS_MAX),
    en: z.string().trim().max(SHOP_WORDS_CHARS_MAX),
  }),
  /** The seller's page on the marketplace. */
  profileUrl: ProfileSchema.optional(),
});
export type ShopSettings = z.infer<typeof ShopSettingsSchema>;

export const CLOSED: ShopSettings = { on: false, name: "", words: { it: "", en: "" } };

export const SETTINGS_ID = "shop";

export const shopSettings = defineCollection<ShopSettings>({
  name: "shop_settings",
  schema: ShopSettingsSchema,
  version: 1,
  id: () => SETTINGS_ID,
});
