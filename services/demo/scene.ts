/** A drawn photo: a ground with light from the left, what lies on it, and its shadow. */
import type { Cloth, Shape } from "./drawing.ts";

export const WIDTH = 960;
export const HEIGHT = 1200;

interface Ground {
  readonly light: string;
  readonly dark: string;
}

export const PAPER: Ground = { light: "#f3eee4", dark: "#ddd3c2" };
export const LINEN: Ground = { light: "#dfe2df", dark: "#bcc3c2" };
export const WOOD: Ground = { light: "#d8b88e", dark: "#b08a5c" };

/** The whole garment, as the first photo should show it. */
export function flatLay(shape: Shape, cloth: Cloth, ground: Ground): string {
  const thing = shape(cloth);
  return scene(
    ground,
    `<g transform="translate(60 180) scale(1.4)">
    <g filter="url(#soft)" opacity=".35" transform="translate(14 18)">${thing}</g>${thing}</g>`,
  );
}

/** Nearer, from the side: what a second photo is for. */
export function closeUp(shape: Shape, cloth: Cloth, ground: Ground): string {
  return scene(
    ground,
    `<g transform="translate(-420 -360) rotate(-6 480 600) scale(3)">${shape(cloth)}</g>`,
  );
}

/** The woven label inside, large enough to be read. */
export function label(lines: readonly string[], cloth: Cloth): string {
  const words = lines.map((line, i) =>
    `<text x="480" y="${
      440 + i * 74
    }" text-anchor="middle" font-family="DejaVu Sans, Helvetica, Arial, sans-serif" font-size="${
      i === 0 ? 56 : 44
    }" font-weight="${i === 0 ? 700 : 400}" fill="#1d1b19">${line}</text>`
  ).join("");
  const height = 140 + lines.length * 74;
  return scene(
    { light: cloth.fill, dark: cloth.seam },
    `
    <rect x="136" y="350" width="688" height="${height}" rx="8" fill="#000" opacity=".25" filter="url(#soft)"/>
    <rect x="130" y="340" width="700" height="${height}" rx="6" fill="#fbfaf6"/>
    <path d="M146 356h668v${
      height - 32
    }H146z" fill="none" stroke="#c9c2b4" stroke-width="3" stroke-dasharray="10 8"/>
    ${words}`,
  );
}

function scene({ light, dark }: Ground, things: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">
    <defs>
      <linearGradient id="light" x1="0" y1="0" x2="1" y2="1">
        <stop offset="0" stop-color="${light}"/><stop offset="1" stop-color="${dark}"/>
      </linearGradient>
      <filter id="soft" x="-20%" y="-20%" width="140%" height="140%"><feGaussianBlur stdDeviation="9"/></filter>
    </defs>
    <rect width="100%" height="100%" fill="url(#light)"/>${things}</svg>`;
}
