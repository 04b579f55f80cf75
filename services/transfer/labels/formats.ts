/** Paper that labels are printed on. All lengths in millimetres. */
export interface LabelFormat {
  readonly key: FormatKey;
  readonly page: { readonly width: number; readonly height: number };
  readonly columns: number;
  readonly rows: number;
  readonly label: { readonly width: number; readonly height: number };
  /** From the edge of the page to the first label. */
  readonly margin: { readonly left: number; readonly top: number };
  /** Between two labels. */
  readonly gap: { readonly x: number; readonly y: number };
}

export const FORMAT_KEYS = ["a4_24", "a4_40", "roll_62", "roll_57", "roll_40"] as const;
export type FormatKey = (typeof FORMAT_KEYS)[number];

const A4 = { width: 210, height: 297 };

/** Sheets that every stationer has, and the rolls of the common label printers: one label a page. */
export const FORMATS: Readonly<Record<FormatKey, LabelFormat>> = {
  a4_24: {
    key: "a4_24",
    page: A4,
    columns: 3,
    rows: 8,
    label: { width: 70, height: 36 },
    margin: { left: 0, top: 4.5 },
    gap: { x: 0, y: 0 },
  },
  a4_40: {
    key: "a4_40",
    page: A4,
    columns: 4,
    rows: 10,
    label: { width: 48.5, height: 25.4 },
    margin: { left: 8, top: 21.5 },
    gap: { x: 0, y: 0 },
  },
  roll_62: roll("roll_62", 62, 29),
  roll_57: roll("roll_57", 57, 32),
  roll_40: roll("roll_40", 40, 30),
};

function roll(key: FormatKey, width: number, height: number): LabelFormat {
  const size = { width, height };
  const none = { left: 0, top: 0 };
  return { key, page: size, columns: 1, rows: 1, label: size, margin: none, gap: { x: 0, y: 0 } };
}

export const placesOn = ({ columns, rows }: LabelFormat): number => columns * rows;
export const isFormat = (text: string): text is FormatKey =>
  FORMAT_KEYS.some((key) => key === text);
