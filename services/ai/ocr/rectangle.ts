/** Rectangles that lie at any angle: what a line of text on a crumpled label needs. */
import type { Point } from "./pixels.ts";

export interface Rectangle {
  readonly centre: Point;
  /** Length along `angle`, and across it. */
  readonly width: number;
  readonly height: number;
  /** Radians from the horizontal, between -45° and 45°: `width` runs more to the right than down. */
  readonly angle: number;
}

/** The smallest rectangle around the points; `null` when there are none. */
export function smallestRectangle(points: readonly Point[]): Rectangle | null {
  const hull = convexHull(points);
  if (hull.length === 0) return null;
  let best: Rectangle | null = null;
  for (let i = 0; i < hull.length; i++) {
    const a = hull[i]!, b = hull[(i + 1) % hull.length]!;
    const candidate = around(hull, withinQuarter(Math.atan2(b.y - a.y, b.x - a.x)));
    if (!best || area(candidate) < area(best)) best = candidate;
  }
  return best;
}

/** Grown by the same distance on every side. */
export function grown(rectangle: Rectangle, distance: number): Rectangle {
  const { width, height } = rectangle;
  return { ...rectangle, width: width + 2 * distance, height: height + 2 * distance };
}

export function cornersOf({ centre, width, height, angle }: Rectangle): Point[] {
  const cos = Math.cos(angle), sin = Math.sin(angle);
  return [[-1, -1], [1, -1], [1, 1], [-1, 1]].map(([right, down]) => {
    const u = right! * width / 2, v = down! * height / 2;
    return { x: centre.x + u * cos - v * sin, y: centre.y + u * sin + v * cos };
  });
}

function area({ width, height }: Rectangle): number {
  return width * height;
}

function around(points: readonly Point[], angle: number): Rectangle {
  const cos = Math.cos(angle), sin = Math.sin(angle);
  const along = points.map(({ x, y }) => x * cos + y * sin);
  const across = points.map(({ x, y }) => y * cos - x * sin);
  const [left, right] = [Math.min(...along), Math.max(...along)];
  const [top, bottom] = [Math.min(...across), Math.max(...across)];
  const u = (left + right) / 2, v = (top + bottom) / 2;
  return {
    centre: { x: u * cos - v * sin, y: u * sin + v * cos },
    width: right - left,
    height: bottom - top,
    angle,
  };
}

/** A rectangle turned by a quarter is the same rectangle. */
function withinQuarter(angle: number): number {
  const quarter = Math.PI / 2;
  return angle - Math.round(angle / quarter) * quarter;
}

/** Andrew's monotone chain. */
function convexHull(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  if (sorted.length < 3) return sorted;
  const chain = (points: readonly Point[]) => {
    const hull: Point[] = [];
    for (const p of points) {
      while (hull.length >= 2 && cross(hull.at(-2)!, hull.at(-1)!, p) <= 0) hull.pop();
      hull.push(p);
    }
    return hull.slice(0, -1);
  };
  return [...chain(sorted), ...chain(sorted.reverse())];
}

function cross(o: Point, a: Point, b: Point): number {
  return (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
}
