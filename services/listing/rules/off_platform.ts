/**
 * Links, contacts and other platforms: the marketplace hides listings that lead buyers elsewhere.
 */
import type { Rule } from "../finding.ts";
import { findMatches, removalFinding } from "./text_matches.ts";

const LINKS = [
  /https?:\/\/\S+/iu,
  /\bwww\.\S+/iu,
  /\b[\w-]+\.(?:com|it|net|org|shop|store|eu|fr|de|es|co\.uk|me|app)(?:\/\S*)?(?![\w@])/iu,
];
const MAILS = [/[\w.+-]+@[\w-]+\.[\w.-]+\w/iu];
/**
 * International numbers and Italian mobile numbers, which differ from measures and article numbers.
 */
const PHONES = [/\+\d[\d\s.-]{7,}\d/u, /(?<!\d)3\d{2}[\s.-]?\d{3}[\s.-]?\d{3,4}(?!\d)/u];
const HANDLES = [/(?<![\w.])@[\w.]{3,}/u];

/** Other marketplaces, social networks and payment services. */
const PLATFORMS = [
  "aliexpress",
  "bizum",
  "depop",
  "ebay",
  "etsy",
  "facebook",
  "grailed",
  "instagram",
  "insta",
  "kleinanzeigen",
  "leboncoin",
  "mercari",
  "milanuncios",
  "paypal",
  "postepay",
  "poshmark",
  "satispay",
  "shein marketplace",
  "shpock",
  "subito.it",
  "su subito",
  "telegram",
  "tiktok",
  "vestiaire collective",
  "wallapop",
  "whatsapp",
  "zalando pre-owned",
];
const PLATFORM_WORDS = [
  new RegExp(
    `(?<![\\p{L}\\d])(?:${PLATFORMS.join("|").replaceAll(".", "\\.")})(?![\\p{L}\\d])`,
    "iu",
  ),
];

export const contacts: Rule = (listing) => {
  const mails = findMatches(listing, MAILS);
  const isMail = (found: string) => mails.some((mail) => mail.found.includes(found));
  const links = findMatches(listing, LINKS).filter(({ found }) => !isMail(found));
  const inLink = (found: string) =>
    links.some((link) => link.found !== found && link.found.includes(found));
  const kinds = {
    link: links.filter(({ found }) => !inLink(found)),
    mail: mails,
    phone: findMatches(listing, PHONES),
    handle: findMatches(listing, HANDLES),
  };
  return Object.entries(kinds).flatMap(([rule, matches]) =>
    matches.map((match) => removalFinding(listing, { rule, severity: "error", ...match }))
  );
};

export const otherPlatforms: Rule = (listing) =>
  findMatches(listing, PLATFORM_WORDS).map((match) =>
    removalFinding(listing, { rule: "platform", severity: "error", ...match })
  );

/** URLs of the seller's own shop, also without "https". */
export const ownPages: Rule = (listing, { ownPages }) => {
  const patterns = ownPages.filter(Boolean).map((page) => new RegExp(RegExp.escape(page), "iu"));
  return findMatches(listing, patterns).map((match) =>
    removalFinding(listing, { rule: "own_page", severity: "error", ...match })
  );
};
