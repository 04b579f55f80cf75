/** Small choices in a row: a saved view, an active filter, a likely answer. */
import type { ComponentChildren } from "preact";

export function Chips({ label, children }: { label: string; children: ComponentChildren }) {
  return <div class="chips" role="group" aria-label={label}>{children}</div>;
}

export function ChipLink({ href, current, children }: {
  href: string;
  current?: boolean;
  children: ComponentChildren;
}) {
  return <a class="chip" href={href} aria-current={current ? "page" : undefined}>{children}</a>;
}

/** A checkbox drawn as a chip; any number may be checked. */
export function ChipChoice({ name, value, checked, children }: {
  name: string;
  value: string;
  checked?: boolean;
  children: ComponentChildren;
}) {
  return (
    <label class="chip">
      <input type="checkbox" name={name} value={value} checked={checked} />
      {children}
    </label>
  );
}
