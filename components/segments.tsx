import { Icon, type IconName } from "./icon.tsx";

export interface Segment {
  href: string;
  label: string;
  icon?: IconName;
  current?: boolean;
}

/** The same thing seen in one of two or three ways, as links. */
export function Segments({ segments, label }: { segments: readonly Segment[]; label: string }) {
  return (
    <nav class="segments" aria-label={label}>
      {segments.map(({ href, label, icon, current }) => (
        <a key={href} href={href} aria-current={current ? "page" : undefined}>
          {icon && <Icon name={icon} />}
          {label}
        </a>
      ))}
    </nav>
  );
}
