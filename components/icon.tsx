/** Icons on a grid of 24 units, with a stroke of 1.7 and round ends. */
import type { VNode } from "preact";

const PATHS = {
  today: <path d="M4 6h16M4 12h10M4 18h13" />,
  wardrobe: <path d="M5 3h14v18H5zM12 3v18M9.5 11v2M14.5 11v2" />,
  camera: (
    <>
      <path d="M4 8h3l2-3h6l2 3h3v11H4z" />
      <circle cx="12" cy="13" r="3.5" />
    </>
  ),
  price: <path d="M3 8h18v8H3zM7 8v3M11 8v4M15 8v3M19 8v4" />,
  jobs: <path d="M12 7v5l3 2M21 12a9 9 0 1 1-3-6.7M21 4v4h-4" />,
  settings: (
    <>
      <path d="M4 7h9M17 7h3M4 17h3M11 17h9" />
      <circle cx="15" cy="7" r="2" />
      <circle cx="9" cy="17" r="2" />
    </>
  ),
  search: (
    <>
      <circle cx="11" cy="11" r="6.5" />
      <path d="m16 16 4.5 4.5" />
    </>
  ),
  plus: <path d="M12 5v14M5 12h14" />,
  check: <path d="m5 12.5 4.5 4.5L19 7.5" />,
  cross: <path d="m6 6 12 12M18 6 6 18" />,
  back: <path d="M10 5 3.5 12l6.5 7M4 12h16.5" />,
  next: <path d="m14 5 6.5 7-6.5 7M20 12H3.5" />,
  up: <path d="m5 14 7-7 7 7" />,
  down: <path d="m5 10 7 7 7-7" />,
  left: <path d="m14 5-7 7 7 7" />,
  right: <path d="m10 5 7 7-7 7" />,
  copy: <path d="M9 8h11v12H9zM15 8V4H4v12h5" />,
  undo: <path d="M8 5 4 9l4 4M4.5 9H14a5.5 5.5 0 0 1 0 11h-4" />,
  trash: <path d="M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5" />,
  photo: (
    <>
      <path d="M4 5h16v14H4z" />
      <path d="m5 17 5-5 3.5 3.5L16 13l3.5 3.5" />
      <circle cx="15.5" cy="9" r="1.3" />
    </>
  ),
  share: <path d="M12 15V4M8 7.5 12 3.5l4 4M5 12v8h14v-8" />,
  download: <path d="M12 4v11M8 11.5l4 4 4-4M5 16v4h14v-4" />,
  upload: <path d="M12 20V9M8 12.5l4-4 4 4M5 8V4h14v4" />,
  filter: <path d="M4 5h16l-6.5 8v6l-3-2v-4z" />,
  grid: <path d="M4 4h6.5v6.5H4zM13.5 4H20v6.5h-6.5zM4 13.5h6.5V20H4zM13.5 13.5H20V20h-6.5z" />,
  list: <path d="M4 6h2M9 6h11M4 12h2M9 12h11M4 18h2M9 18h11" />,
  label: <path d="M4 12.5 12.5 4H20v7.5L11.5 20zM16 8h.01" />,
  box: <path d="M3 8l9-4 9 4v9l-9 4-9-4zM3 8l9 4 9-4M12 12v9" />,
  eye: (
    <>
      <path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z" />
      <circle cx="12" cy="12" r="2.8" />
    </>
  ),
  hand: (
    <path d="M8 12V6.5a1.5 1.5 0 0 1 3 0V11V5a1.5 1.5 0 0 1 3 0v6V6.5a1.5 1.5 0 0 1 3 0V14c0 4-2 7-6 7-3 0-4.500-1.500-6-4.500L4 13.500a1.500 1.500 0 0 1 2.600-1.500z" />
  ),
  question: <path d="M9 9a3 3 0 1 1 4.500 2.600c-1 .6-1.500 1.200-1.500 2.400M12 17.500h.01" />,
  key: (
    <>
      <circle cx="8" cy="15" r="4" />
      <path d="m11 12 8.500-8.500M16 7l3 3" />
    </>
  ),
  warning: <path d="M12 4 2.500 20h19zM12 10v4.500M12 17.300h.01" />,
  bell: <path d="M6 16v-5a6 6 0 0 1 12 0v5l1.5 2h-15zM10 21h4" />,
  more: <path d="M5 12h.01M12 12h.01M19 12h.01" />,
  sparkle: (
    <path d="M12 3v5M12 16v5M3 12h5M16 12h5M6 6l2.500 2.500M15.500 15.500 18 18M18 6l-2.500 2.500M8.500 15.500 6 18" />
  ),
} satisfies Record<string, VNode>;

export type IconName = keyof typeof PATHS;
export const ICON_NAMES = Object.keys(PATHS) as IconName[];

/** An icon is decoration beside text; a control without text needs an accessible name of its own. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{PATHS[name]}</svg>
  );
}
