/** The maker's article number on a tag; what lets a buyer find the very same piece. */
interface ArticleNumber {
  readonly value: string;
  readonly confidence: number;
  /** It ends with a stroke: the rest stands on a line that was not read. */
  readonly isPart: boolean;
}

/** Makers' registrations, not articles: RN and CA numbers, wool and factory numbers, tax and standard numbers. */
const NOT_ARTICLES =
  /\b(?:RN|CA|WPL|RN\/CA|CNPJ|CUIT|RFC|NIF|CIF|P\.?\s?IVA|VAT|TEL|FAX|LOT|FC|BATCH|GB\/T|ISO|EN)\s?(?:NO\.?|N°|#|:)?\s*[\d./-]{3,}/gi;
const CODE = String.raw`([A-Z0-9][A-Z0-9]*(?:[./-][A-Z0-9]+){0,4}(?: \d{2,4}(?!\d))?)`;
const NAMED = new RegExp(
  String
    .raw`(?:\bART(?:ICLE|ICOLO|IKEL|ICULO)?|\bREF(?:ERENCE|ERENZA)?|\bSTYLE|\bSTYL|\bMOD(?:EL|ELLO|ELE|ELL)?|\bCOD(?:ICE|E)?|\bSKU|\bITEM|\bP\/N|\bPRODUCT)\b\.?\s*(?:CODE|NUMBER|NUM|NO|NR|N)?\s?[.:°º#-]*\s*${CODE}`,
  "gi",
);
/** Forms that only one maker prints: Nike, Zara, H&M. */
const BARE: readonly RegExp[] = [
  /\b([A-Z]{2}\d{4}-\d{3})\b/,
  /(?<![\d/])(\d{4}\/\d{3}\/\d{3})(?![\d/])/,
  /(?<![\d-])(\d{6,7}-\d{3,4})(?![\d-])/,
];
const NAMED_CONFIDENCE = 0.9;
const BARE_CONFIDENCE = 0.7;
const CODE_CHARS = { min: 4, max: 24 };
const DIGITS_MIN = 3;

/** A number that goes on in the next line: "1234/" and "567", or "1234" and "/567". */
const BROKEN = /(\d\s*[./-])\s*\n\s*(?=[A-Z]?\d)|(\d)\s*\n\s*(?=[/-]\s?\d)/gi;

export function findArticleNumber(text: string): ArticleNumber | null {
  const clean = text.replace(NOT_ARTICLES, " ").replace(
    BROKEN,
    (_, stroke?: string, digit = "") => stroke?.replaceAll(/\s/g, "") ?? digit,
  );
  for (const match of clean.matchAll(NAMED)) {
    const value = (match[1] ?? "").trim().toUpperCase();
    if (isCode(value)) return { value, confidence: NAMED_CONFIDENCE, isPart: goesOn(clean, match) };
  }
  for (const form of BARE) {
    const match = form.exec(clean);
    if (!match?.[1]) continue;
    return { value: match[1], confidence: BARE_CONFIDENCE, isPart: goesOn(clean, match) };
  }
  return null;
}

const goesOn = (text: string, { index, 0: found }: RegExpExecArray): boolean =>
  /^ ?[/-] *(?:\n|$)/.test(text.slice(index + found.length));

const isCode = (value: string): boolean =>
  value.length >= CODE_CHARS.min && value.length <= CODE_CHARS.max &&
  value.replace(/\D/g, "").length >= DIGITS_MIN;
