/** The public shop: what the seller chose to show of what is on sale. */
export { type Good, type Obstacle, obstaclesOf, PUBLIC_FACTS } from "./good.ts";
export type { GoodPhoto, Goods, Picture, StockNews } from "./goods.ts";
export {
  closetOf,
  closetPath,
  type ClosetQuery,
  displayPath,
  goodNumber,
  goodPath,
  thumbPath,
} from "./paths.ts";
export {
  PROFILE_CHARS_MAX,
  ProfileSchema,
  SHOP_NAME_CHARS_MAX,
  SHOP_WORDS_CHARS_MAX,
  type ShopSettings,
} from "./settings.ts";
export { type Closet, CLOSET_PAGE_GOODS, type Shelf } from "./shelf.ts";
export { createShop, type Shop } from "./shop.ts";
