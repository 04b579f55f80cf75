/** The public shop: the published items that are ready or on sale. */
export { listObstacles, type Obstacle, PUBLIC_FACTS, type PublicItem } from "./public_item.ts";
export type { ItemChange, ItemSource, Picture, PublicPhoto } from "./item_source.ts";
export {
  closetPath,
  type ClosetQuery,
  displayPath,
  parseClosetPath,
  parseItemNumber,
  publicItemPath,
  thumbPath,
} from "./paths.ts";
export {
  PROFILE_CHARS_MAX,
  ProfileSchema,
  SHOP_NAME_CHARS_MAX,
  SHOP_WORDS_CHARS_MAX,
  type ShopSettings,
} from "./settings.ts";
export { type Catalogue, type Closet, CLOSET_PAGE_SIZE } from "./catalogue.ts";
export { createShop, type Shop } from "./shop.ts";
