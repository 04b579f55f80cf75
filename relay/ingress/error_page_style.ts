/** Style sheet of the relay's error pages, in the colours of the app. */
export const STYLE = `:root {
  color-scheme: light dark;
  --paper: light-dark(oklch(0.985 0.006 85), oklch(0.19 0.008 265));
  --sheet: light-dark(oklch(1 0 0), oklch(0.235 0.01 265));
  --line: light-dark(oklch(0.9 0.009 85), oklch(0.33 0.012 265));
  --stitch: light-dark(oklch(0.74 0.012 75), oklch(0.48 0.012 265));
  --ink: light-dark(oklch(0.24 0.015 60), oklch(0.94 0.006 85));
  --ink-soft: light-dark(oklch(0.48 0.015 60), oklch(0.72 0.01 85));
}
body {
  margin: 0;
  min-height: 100dvh;
  display: grid;
  place-items: center;
  background: var(--paper);
  color: var(--ink);
  font: 1.0625rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
}
main {
  box-sizing: border-box;
  width: min(100% - 2rem, 30rem);
  padding: 1.5rem;
  background: var(--sheet);
  border: 1px solid var(--line);
  border-radius: 14px;
}
h1 {
  margin: 1rem 0 0.5rem;
  font: 400 1.75rem/1.2 "Iowan Old Style", Georgia, serif;
}
p {
  margin: 0;
}
.tag {
  display: inline-block;
  padding: 0.125rem 0.5rem;
  border: 1px dashed var(--stitch);
  border-radius: 4px;
  color: var(--ink-soft);
  font: 0.9375rem/1.5 ui-monospace, "SF Mono", Menlo, "DejaVu Sans Mono", monospace;
}
`;
