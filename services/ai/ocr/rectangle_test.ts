import assert from "node:assert/strict";
import { grown, smallestRectangle } from "./rectangle.ts";

const near = (a: number, b: number) => Math.abs(a - b) < 1e-6;

Deno.test("smallestRectangle() finds a tilted rectangle from its corners", () => {
  const angle = 0.3, cos = Math.cos(angle), sin = Math.sin(angle);
  const corners = [[-50, -10], [50, -10], [50, 10], [-50, 10]].map(([u, v]) => ({
    x: 200 + u! * cos - v! * sin,
    y: 100 + u! * sin + v! * cos,
  }));
  const found = smallestRectangle(corners)!;
  assert.ok(near(found.centre.x, 200) && near(found.centre.y, 100));
  assert.ok(near(found.width, 100) && near(found.height, 20) && near(found.angle, angle));
});

Deno.test("smallestRectangle() takes a single point, and no point", () => {
  assert.equal(smallestRectangle([{ x: 3, y: 4 }])?.width, 0);
  assert.equal(smallestRectangle([]), null);
});

Deno.test("grown() grows on every side and stays where it is", () => {
  const rectangle = { centre: { x: 5, y: 5 }, width: 4, height: 2, angle: 0 };
  assert.deepEqual(grown(rectangle, 1), { ...rectangle, width: 6, height: 4 });
});
