/**
 * What the owner accepts before the first look-up: what the marketplace's terms say, what this house does and
 * never does, and the risk. The words are in `locales/`; whoever changes their meaning raises the version,
 * and the owner is asked again.
 */
export const TERMS_VERSION = "2026-10-05";
