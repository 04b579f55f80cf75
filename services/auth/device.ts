/** Names the device of a session coarsely, as its owner would. */
export interface Device {
  readonly system: string | null;
  readonly browser: string | null;
}

/** The first that matches wins: an iPad says that it is also a Mac, Chrome that it is also Safari. */
const SYSTEMS: readonly [RegExp, string][] = [
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/CrOS/, "ChromeOS"],
  [/Macintosh/, "Mac"],
  [/Windows/, "Windows"],
  [/Linux|X11/, "Linux"],
];
const BROWSERS: readonly [RegExp, string][] = [
  [/Edg(e|A|iOS)?\//, "Edge"],
  [/OPR\//, "Opera"],
  [/SamsungBrowser\//, "Samsung Internet"],
  [/Firefox\/|FxiOS\//, "Firefox"],
  [/Chrome\/|CriOS\/|Chromium\//, "Chrome"],
  [/Safari\//, "Safari"],
];

export function deviceFrom(userAgent: string): Device {
  const first = (names: typeof SYSTEMS) =>
    names.find(([pattern]) => pattern.test(userAgent))?.[1] ?? null;
  return { system: first(SYSTEMS), browser: first(BROWSERS) };
}
