import assert from "node:assert/strict";
import { renderToString } from "preact-render-to-string";
import { PhotoCrop } from "./photo_crop.tsx";

Deno.test("PhotoCrop shows the piece of the photo, with its text upright", () => {
  const place = { x: 0.25, y: 0.5, width: 0.5, height: 0.1, turn: 0 };
  const photo = { width: 1_200, height: 800 };
  const render = (turn: number) =>
    renderToString(
      <PhotoCrop href="/photos/p/display" photo={photo} place={{ ...place, turn }} alt="x" />,
    );
  assert.match(render(0), /viewBox="0 0 600 80"/);
  assert.match(render(0), /translate\(300 40\) rotate\(-?0\) translate\(-600 -440\)/);
  // Rotated by 90°, the part is as high as it was wide.
  assert.match(render(90), /viewBox="0 0 80 600"/);
  assert.match(render(90), /rotate\(-90\)/);
  assert.match(render(180), /href="\/photos\/p\/display"/);
});
