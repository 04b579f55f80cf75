/** Shows part of a photo, rotated so that its text is upright. The photo itself is not changed. */

interface CropPlace {
  /** Fractions (0 to 1) of the photo's width and height. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Degrees by which the text is rotated clockwise in the photo. */
  readonly turn: number;
}

export function PhotoCrop({ href, photo, place, alt }: {
  href: string;
  /** Its size in pixels. */
  photo: { readonly width: number; readonly height: number };
  place: CropPlace;
  alt: string;
}) {
  const [width, height] = [place.width * photo.width, place.height * photo.height];
  const middle = { x: place.x * photo.width + width / 2, y: place.y * photo.height + height / 2 };
  const isSideways = place.turn % 180 !== 0;
  const [shownWidth, shownHeight] = isSideways ? [height, width] : [width, height];
  const turned = `rotate(${-place.turn}) translate(${-middle.x} ${-middle.y})`;
  return (
    <svg
      class="photo-crop"
      viewBox={`0 0 ${shownWidth} ${shownHeight}`}
      role="img"
      aria-label={alt}
    >
      <image
        href={href}
        width={photo.width}
        height={photo.height}
        transform={`translate(${shownWidth / 2} ${shownHeight / 2}) ${turned}`}
      />
    </svg>
  );
}
