/** Garments laid flat, drawn: the sample wardrobe needs photos that nobody took and nobody owns. */

export interface Cloth {
  /** Main colour, and the darker one of seams and folds. */
  readonly fill: string;
  readonly seam: string;
}

/** Each is drawn in a square of 600, in the cloth's colours. */
export type Shape = (cloth: Cloth) => string;

const stitch = (d: string, { seam }: Cloth) =>
  `<path d="${d}" fill="none" stroke="${seam}" stroke-width="3" stroke-dasharray="9 7" stroke-linecap="round"/>`;
const seamLine = (d: string, { seam }: Cloth) =>
  `<path d="${d}" fill="none" stroke="${seam}" stroke-width="4" stroke-linecap="round"/>`;
const piece = (d: string, { fill, seam }: Cloth) =>
  `<path d="${d}" fill="${fill}" stroke="${seam}" stroke-width="4" stroke-linejoin="round"/>`;
const button = (x: number, y: number, r = 9) =>
  `<circle cx="${x}" cy="${y}" r="${r}" fill="#3b3229"/><circle cx="${x - 2}" cy="${y - 2}" r="${
    r / 3
  }" fill="#8a7a66"/>`;

export const blazer: Shape = (cloth) =>
  [
    piece(
      "M190 90 95 160 60 420l60 16 38-190v274h284V246l38 190 60-16-35-260-95-70-60-20H250z",
      cloth,
    ),
    piece("M250 70 300 300 210 200l-20-110z", cloth),
    piece("M350 70 300 300l90-100 20-110z", cloth),
    seamLine("M300 300v220", cloth),
    stitch("M175 400h85M340 400h85", cloth),
    stitch("M165 505h270", cloth),
    button(300, 330),
  ].join("");

export const dress: Shape = (cloth) =>
  [
    piece(
      "M225 70c20 30 130 30 150 0l35 20-25 160 95 280c-110 30-250 30-360 0l95-280L190 90z",
      cloth,
    ),
    seamLine("M215 250c60 18 110 18 170 0", cloth),
    stitch("M135 508c110 26 220 26 330 0", cloth),
    ...flowers(),
  ].join("");

/** The same scatter every time: a pattern, not chance. */
function flowers(): string[] {
  return Array.from({ length: 26 }, (_, i) => {
    const y = 120 + (i * 53) % 380;
    const half = y < 250 ? 70 : 60 + (y - 250) * 0.32;
    const x = 300 + ((i * 97) % 200 / 100 - 1) * half;
    return `<circle cx="${x.toFixed(0)}" cy="${y}" r="9" fill="#fdf3e1" opacity=".9"/>` +
      `<circle cx="${x.toFixed(0)}" cy="${y}" r="3.500" fill="#d9a521"/>`;
  });
}

export const jeans: Shape = (cloth) =>
  [
    piece("M185 70h230l40 470H330L300 210l-30 330H145z", cloth),
    seamLine("M185 110h230M300 110v100", cloth),
    stitch("M200 120c0 50-10 60-28 66M400 120c0 50 10 60 28 66", cloth),
    stitch("M152 520h112M338 520h112", cloth),
    button(300, 92, 7),
  ].join("");

export const sneakers: Shape = (cloth) => shoe(cloth, 0) + shoe(cloth, 210);

function shoe(cloth: Cloth, dy: number): string {
  return `<g transform="translate(0 ${dy - 10})">` + [
    `<path d="M80 330h440c14 0 16 42 0 44H92c-18 0-20-44-12-44z" fill="#f4f1ea" stroke="${cloth.seam}" stroke-width="4"/>`,
    piece(
      "M86 330c-10-60 0-130 24-150 40 20 96 20 120-10 40 60 90 96 180 108 60 8 104 20 110 52z",
      cloth,
    ),
    seamLine("M250 200l46-22M276 226l46-22M304 248l44-20", cloth),
    stitch("M110 310c60-20 90-60 100-110M400 282c10 20 10 34 6 48", cloth),
  ].join("") + "</g>";
}

export const hoodie: Shape = (cloth) =>
  [
    piece("M205 110 95 180 50 440l70 20 40-170v240h280V290l40 170 70-20-45-260-110-70z", cloth),
    piece("M205 110c10-60 180-60 190 0-10 60-50 90-95 90s-85-30-95-90z", cloth),
    seamLine("M160 500h280M205 400l25-60h140l25 60v60H205z", cloth),
    `<path d="M270 190v90M330 190v90" stroke="#f4f1ea" stroke-width="6" stroke-linecap="round"/>`,
  ].join("");

export const bag: Shape = (cloth) =>
  [
    `<path d="M200 260C200 90 400 90 400 260" fill="none" stroke="${cloth.seam}" stroke-width="16"/>`,
    piece("M120 250h360l30 270H90z", cloth),
    piece("M120 250h360l-20 120c-100 30-220 30-320 0z", cloth),
    stitch("M135 262l14 96c96 26 206 26 302 0l14-96", cloth),
    `<rect x="280" y="352" width="40" height="34" rx="6" fill="#d8b04a" stroke="#8c6d1f" stroke-width="3"/>`,
  ].join("");

export const coat: Shape = (cloth) =>
  [
    piece("M200 70 90 140 50 430l66 14 44-180v290h280V264l44 180 66-14-40-290-110-70z", cloth),
    piece("M235 60 300 230 200 170l0-100zM365 60 300 230l100-60V70z", cloth),
    seamLine("M300 230v324M165 330h270", cloth),
    ...[280, 340, 400].map((y) => button(270, y) + button(330, y)),
  ].join("");

export const shirt: Shape = (cloth) =>
  [
    piece("M215 90 90 160 60 330l76 20 34-80v260h260V270l34 80 76-20-30-170-125-70z", cloth),
    piece("M235 84h130l-65 66z", cloth),
    seamLine("M300 150v380", cloth),
    ...[190, 250, 310, 370, 430].map((y) => button(300, y, 5)),
  ].join("");

export const boots: Shape = (cloth) =>
  [0, 230].map((dx) =>
    `<g transform="translate(${dx} 0)">` + [
      piece("M110 110h130v270c50 20 80 50 84 110H96z", cloth),
      `<path d="M92 490h236v26H92z" fill="#2a231c"/>`,
      seamLine("M124 130h102M120 400c40-16 80-16 118-4", cloth),
    ].join("") + "</g>"
  ).join("");

export const skirt: Shape = (cloth) =>
  [
    piece("M205 110h190l95 400c-120 34-260 34-380 0z", cloth),
    seamLine("M205 145h190", cloth),
    seamLine("M250 150l-40 370M350 150l40 370M300 150v384", cloth),
  ].join("");
