/**
 * Labels as a PDF: the one format whose millimetres every printer keeps. The few words of the language that
 * labels need are written here; the fonts are those that every reader brings.
 */
import type { LabelFormat } from "./formats.ts";
import { drawLabel, type LabelText, type Mark, pagesOf } from "./layout.ts";

const POINTS_PER_MM = 72 / 25.4;
const STITCH_WIDTH = 0.2;
const STITCH_DASH = "1 0.8";
const INK = "0.15 0.14 0.13";

/** @param from the first free place of the first sheet, from 1 */
export function labelsPdf(
  labels: readonly LabelText[],
  format: LabelFormat,
  from = 1,
): Uint8Array<ArrayBuffer> {
  const pages = pagesOf(labels, format, from).map((page) =>
    page.map(({ text, x, y }) => painted(drawLabel(text, format), { x, y, format })).join("\n")
  );
  return fileOf(pages, format);
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly format: LabelFormat;
}

/** PDF counts from the bottom left, labels from the top left. */
function painted(marks: readonly Mark[], { x, y, format }: Place): string {
  const flip = (top: number) => format.page.height - y - top;
  return marks.map((mark) => {
    switch (mark.kind) {
      case "stitch": {
        const bottom = flip(mark.y + mark.height);
        const frame = [x + mark.x, bottom, mark.width, mark.height].map(figure).join(" ");
        return `q [${STITCH_DASH}] 0 d ${STITCH_WIDTH} w ${INK} RG ${frame} re S Q`;
      }
      case "code":
        return `q ${INK} rg ${bars(mark, x, flip)} f Q`;
      case "text": {
        const at = `${figure(x + mark.x)} ${figure(flip(mark.y))}`;
        const font = mark.bold ? "/B" : "/R";
        return `q ${INK} rg BT ${font} ${figure(mark.size)} Tf ${at} Td <${
          hex(mark.text)
        }> Tj ET Q`;
      }
    }
  }).join("\n");
}

/** Dark modules side by side as one bar: hairlines between them confuse some scanners. */
function bars(
  { x, y, module, rows }: Extract<Mark, { kind: "code" }>,
  left: number,
  flip: (top: number) => number,
): string {
  return rows.flatMap((row, at) =>
    runsIn(row).map(([from, to]) =>
      [left + x + from * module, flip(y + (at + 1) * module), (to - from) * module, module]
        .map(figure).join(" ") + " re"
    )
  ).join(" ");
}

function runsIn(row: readonly boolean[]): [from: number, to: number][] {
  const runs: [number, number][] = [];
  for (const [at, dark] of row.entries()) {
    const last = runs.at(-1);
    if (!dark) continue;
    if (last && last[1] === at) last[1] = at + 1;
    else runs.push([at, at + 1]);
  }
  return runs;
}

const figure = (mm: number) => String(Number(mm.toFixed(3)));

/** Bytes 0x80 to 0x9f of WinAnsiEncoding; a space stands where it has no character. */
const BEYOND_LATIN1 = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";
/** Replacements of Latin letters that the encoding lacks and that have no base letter. */
const SPELLED: ReadonlyMap<string, string> = new Map(Object.entries({
  ...{ Ł: "L", ł: "l", Đ: "D", đ: "d", Ħ: "H", ħ: "h", Ŧ: "T", ŧ: "t", Ŋ: "N", ŋ: "n" },
  ...{ ı: "i", ĸ: "k", ſ: "s", Ə: "E", ə: "e", ẞ: "SS", Ɖ: "D", Ƒ: "F", Ɓ: "B", Ɗ: "D" },
  ...{ Ɨ: "I", ɨ: "i", Ɔ: "O", ɔ: "o", Ɛ: "E", ɛ: "e", Ƙ: "K", ƙ: "k", Ƴ: "Y", ƴ: "y" },
}));

const QUESTION = "?".charCodeAt(0);

function hex(text: string): string {
  return [...text].flatMap(codesOf).map((code) => code.toString(16).padStart(2, "0")).join("");
}

/** Code of the character if the encoding has it; else of its replacement or base letter; else "?". */
function codesOf(character: string): number[] {
  const code = codeOf(character);
  if (code !== null) return [code];
  const spelled = SPELLED.get(character) ??
    character.normalize("NFKD").replace(/[^\p{Lu}\p{Ll}\p{N}]/gu, "");
  const codes = [...spelled].map((letter) => codeOf(SPELLED.get(letter) ?? letter) ?? QUESTION);
  // A combining accent stands on the letter before it.
  return codes.length > 0 || /\p{M}/u.test(character) ? codes : [QUESTION];
}

/** @returns null where WinAnsiEncoding has no such character */
function codeOf(character: string): number | null {
  const at = character === " " ? -1 : BEYOND_LATIN1.indexOf(character);
  if (at >= 0) return 0x80 + at;
  const code = character.codePointAt(0)!;
  return code >= 0x20 && code < 0x7f || code >= 0xa0 && code <= 0xff ? code : null;
}

const FONTS = { R: "Courier", B: "Courier-Bold" } as const;

function fileOf(pages: readonly string[], { page }: LabelFormat): Uint8Array<ArrayBuffer> {
  const size = [page.width, page.height].map((mm) => figure(mm * POINTS_PER_MM)).join(" ");
  const first = 3 + Object.keys(FONTS).length;
  const kids = pages.map((_, at) => `${first + at * 2} 0 R`).join(" ");
  const resources = `<</Font<<${
    Object.keys(FONTS).map((name, at) => `/${name} ${3 + at} 0 R`).join(" ")
  }>>>>`;
  const objects = [
    "<</Type/Catalog/Pages 2 0 R/ViewerPreferences<</PrintScaling/None>>>>",
    `<</Type/Pages/Count ${pages.length}/Kids[${kids}]>>`,
    ...Object.values(FONTS).map((font) =>
      `<</Type/Font/Subtype/Type1/BaseFont/${font}/Encoding/WinAnsiEncoding>>`
    ),
    ...pages.flatMap((content, at) => {
      const drawn = `${figure(POINTS_PER_MM)} 0 0 ${figure(POINTS_PER_MM)} 0 0 cm\n${content}`;
      return [
        `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${size}]/Resources${resources}/Contents ${
          first + at * 2 + 1
        } 0 R>>`,
        `<</Length ${drawn.length}>>stream\n${drawn}\nendstream`,
      ];
    }),
  ];
  return written(objects);
}

/** All of it is ASCII, so that a character is a byte and places can be counted. */
function written(objects: readonly string[]): Uint8Array<ArrayBuffer> {
  let text = "%PDF-1.7\n";
  const places = objects.map((object, at) => {
    const place = text.length;
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const table = text.length;
  const lines = places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("");
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${lines}`;
  text += `trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${table}\n%%EOF\n`;
  return new TextEncoder().encode(text);
}
