/** What the marketplace allows, and what reads well. */

export const TITLE_CHARS_MIN = 5;
export const TITLE_CHARS_MAX = 100;
/** What a list shows of a title before it cuts it. */
export const TITLE_CHARS_AIM = 65;
export const DESCRIPTION_CHARS_MIN = 5;
export const DESCRIPTION_CHARS_MAX = 2_000;
/** No official number is known: more than this reads like bait. */
export const HASHTAGS_MAX = 5;
export const HASHTAG_CHARS_MAX = 30;
export const PHOTOS_MAX = 20;
/** Below this a buyer asks for more. */
export const PHOTOS_GOOD = 3;
export const PRICE_CENTS_MIN = 100;
export const PRICE_CENTS_MAX = 3_000_000;
