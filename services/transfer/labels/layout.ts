/** Layout of a printed tag in millimetres, drawn alike on paper and on screen. */
import { encode } from "uqr";
import { type LabelFormat, placesOn } from "./formats.ts";

export interface LabelText {
  /** "N. 0231" */
  readonly tag: string;
  readonly name: string;
  readonly box?: string;
  /** URL of the item's page, in the QR code. */
  readonly url: string;
}

/** From the top left corner of the label, in millimetres. */
export type Mark =
  | {
    readonly kind: "stitch";
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  }
  | {
    readonly kind: "code";
    readonly x: number;
    readonly y: number;
    readonly module: number;
    readonly rows: readonly (readonly boolean[])[];
  }
  | {
    readonly kind: "text";
    readonly x: number;
    readonly y: number;
    readonly size: number;
    readonly text: string;
    readonly bold: boolean;
  };

/** Printers do not reach the edge of a label. */
const EDGE = 1.5;
const PADDING = 1.6;
/** Width of a Courier character, relative to the font size. */
const CHAR_WIDTH = 0.6;
const LINE = 1.2;
const NAME_SIZE = 2.9;
const TAG_SIZE_MAX = 5.2;
const NAME_LINES_MAX = 3;
/** White round a code, in modules; phones want it. */
const QUIET = 2;

export function drawLabel(text: LabelText, { label: { width, height } }: LabelFormat): Mark[] {
  const inner = { width: width - 2 * (EDGE + PADDING), height: height - 2 * (EDGE + PADDING) };
  const code = encode(text.url, { ecc: "M", border: QUIET }).data;
  const side = Math.min(inner.height, inner.width * 0.45);
  const left = EDGE + PADDING + side + PADDING / 2;
  const room = width - EDGE - PADDING - left;
  const tagSize = Math.min(TAG_SIZE_MAX, room / (text.tag.length * CHAR_WIDTH));
  const top = EDGE + PADDING + tagSize;
  const lines = wrapped(text.name, Math.floor(room / (NAME_SIZE * CHAR_WIDTH)));
  const shown = lines.slice(0, linesFor(inner.height - tagSize, text.box !== undefined));
  const texts: Mark[] = shown.map((line, at) => ({
    kind: "text",
    x: left,
    y: top + NAME_SIZE * LINE * (at + 1) + 0.6,
    size: NAME_SIZE,
    text: line,
    bold: false,
  }));
  const box: Mark[] = text.box === undefined ? [] : [{
    kind: "text",
    x: left,
    y: height - EDGE - PADDING,
    size: NAME_SIZE,
    text: cut(text.box, Math.floor(room / (NAME_SIZE * CHAR_WIDTH))),
    bold: true,
  }];
  return [
    { kind: "stitch", x: EDGE, y: EDGE, width: width - 2 * EDGE, height: height - 2 * EDGE },
    {
      kind: "code",
      x: EDGE + PADDING,
      y: (height - side) / 2,
      module: side / code.length,
      rows: code,
    },
    { kind: "text", x: left, y: top, size: tagSize, text: text.tag, bold: true },
    ...texts,
    ...box,
  ];
}

function linesFor(height: number, withBox: boolean): number {
  const lines = Math.floor(height / (NAME_SIZE * LINE)) - (withBox ? 1 : 0);
  return Math.max(0, Math.min(NAME_LINES_MAX, lines));
}

/** Whole words where they fit. */
function wrapped(text: string, chars: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= chars) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(cut(word, chars));
  }
  return lines;
}

const cut = (text: string, chars: number) =>
  text.length > chars ? `${text.slice(0, Math.max(1, chars - 1))}…` : text;

interface PlacedLabel {
  readonly text: LabelText;
  readonly x: number;
  readonly y: number;
}

/** @param from the first free place of the first sheet, counted from 1 as one reads */
export function pagesOf(
  labels: readonly LabelText[],
  format: LabelFormat,
  from = 1,
): PlacedLabel[][] {
  const places = placesOn(format);
  const skipped = Math.min(Math.max(from, 1), places) - 1;
  const pages: PlacedLabel[][] = [];
  for (const [at, text] of labels.entries()) {
    const place = at + skipped;
    const page = pages[Math.floor(place / places)] ?? [];
    pages[Math.floor(place / places)] = page;
    page.push({ text, ...corner(place % places, format) });
  }
  return pages;
}

function corner(place: number, { columns, label, margin, gap }: LabelFormat) {
  return {
    x: margin.left + (place % columns) * (label.width + gap.x),
    y: margin.top + Math.floor(place / columns) * (label.height + gap.y),
  };
}
