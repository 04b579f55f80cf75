/** Limits of the marketplace, and lengths that read well. */

export const TITLE_CHARS_MIN = 5;
export const TITLE_CHARS_MAX = 100;
/** Lists cut titles after about this many characters. */
export const TITLE_CHARS_AIM = 65;
export const DESCRIPTION_CHARS_MIN = 5;
export const DESCRIPTION_CHARS_MAX = 2_000;
/** Own choice: the marketplace publishes no limit, and more hashtags look like spam. */
export const HASHTAGS_MAX = 5;
export const HASHTAG_CHARS_MAX = 30;
export const PHOTOS_MAX = 20;
/** Buyers ask for more photos below this number. */
export const PHOTOS_GOOD = 3;
export const PRICE_CENTS_MIN = 100;
export const PRICE_CENTS_MAX = 3_000_000;
