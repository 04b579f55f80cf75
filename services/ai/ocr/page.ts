/** Reading a whole picture: find the lines, read each the right way up, put them in order. */
import { detectorInput, findLines, type Plane } from "./detection.ts";
import { inReadingOrder, type Line, type Piece } from "./lines.ts";
import type { Pixels } from "./pixels.ts";
import { cutLine, type LineImage, type Reading } from "./recognition.ts";
import type { Rectangle } from "./rectangle.ts";

/** The two networks, however they are run. */
export interface Networks {
  detect(input: Float32Array, width: number, height: number): Promise<Plane>;
  recognise(line: LineImage): Promise<Reading>;
}

/** Below it the line is tried upside down as well. */
const SURE = 0.85;
/** Below it what was "read" is the weave of the cloth. */
const CONFIDENCE_MIN = 0.6;

/**
 * @param overview the picture small, its sides multiples of SIDE_STEP: lines are found here
 * @param picture the same picture larger: lines are read here
 */
export async function readPage(
  overview: Pixels,
  picture: Pixels,
  networks: Networks,
): Promise<Line[]> {
  const plane = await networks.detect(detectorInput(overview), overview.width, overview.height);
  const pieces: Piece[] = [];
  // A label is printed one way up: the first lines, which are the largest, tell which.
  let flipped = false;
  for (const line of findLines(plane)) {
    const where = scaled(line, picture.width / overview.width, picture.height / overview.height);
    const piece = await readLine(picture, where, flipped, networks);
    if (piece.confidence < CONFIDENCE_MIN || !/[\p{L}\p{N}]/u.test(piece.text)) continue;
    pieces.push(piece);
    flipped = piece.flipped;
  }
  return inReadingOrder(pieces, picture);
}

async function readLine(
  picture: Pixels,
  where: Rectangle,
  flipped: boolean,
  { recognise }: Networks,
): Promise<Piece> {
  const read = async (flipped: boolean) => ({
    ...await recognise(cutLine(picture, where, flipped)),
    where,
    flipped,
  });
  const first = await read(flipped);
  if (first.confidence >= SURE) return first;
  const other = await read(!flipped);
  return other.confidence > first.confidence ? other : first;
}

function scaled({ centre, width, height, angle }: Rectangle, x: number, y: number): Rectangle {
  const mean = (x + y) / 2;
  return {
    centre: { x: centre.x * x, y: centre.y * y },
    width: width * mean,
    height: height * mean,
    angle,
  };
}
