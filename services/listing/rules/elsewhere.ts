/** A listing that leads away from the marketplace is hidden by it. */
import type { Rule } from "../finding.ts";
import { matchesIn, removal } from "./texts.ts";

const LINKS = [
  /https?:\/\/\S+/iu,
  /\bwww\.\S+/iu,
  /\b[\w-]+\.(?:com|it|net|org|shop|store|eu|fr|de|es|co\.uk|me|app)(?:\/\S*)?(?![\w@])/iu,
];
const MAILS = [/[\w.+-]+@[\w-]+\.[\w.-]+\w/iu];
/** International, or an Italian mobile number; measures and article numbers look different. */
const PHONES = [/\+\d[\d\s.-]{7,}\d/u, /(?<!\d)3\d{2}[\s.-]?\d{3}[\s.-]?\d{3,4}(?!\d)/u];
const HANDLES = [/(?<![\w.])@[\w.]{3,}/u];

/** Other marketplaces, social networks and ways to pay outside. */
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
  const mails = matchesIn(listing, MAILS);
  const isMail = (found: string) => mails.some((mail) => mail.found.includes(found));
  const links = matchesIn(listing, LINKS).filter(({ found }) => !isMail(found));
  const inLink = (found: string) =>
    links.some((link) => link.found !== found && link.found.includes(found));
  const kinds = {
    link: links.filter(({ found }) => !inLink(found)),
    mail: mails,
    phone: matchesIn(listing, PHONES),
    handle: matchesIn(listing, HANDLES),
  };
  return Object.entries(kinds).flatMap(([rule, matches]) =>
    matches.map((match) => removal(listing, { rule, severity: "error", ...match }))
  );
};

export const otherPlatforms: Rule = (listing) =>
  matchesIn(listing, PLATFORM_WORDS).map((match) =>
    removal(listing, { rule: "platform", severity: "error", ...match })
  );

/** The seller's own shop too, even written without its "https". */
export const ownPages: Rule = (listing, { ownPages }) => {
  const patterns = ownPages.filter(Boolean).map((page) => new RegExp(RegExp.escape(page), "iu"));
  return matchesIn(listing, patterns).map((match) =>
    removal(listing, { rule: "own_page", severity: "error", ...match })
  );
};
