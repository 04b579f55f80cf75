import { Icon, type IconName } from "./icon.tsx";

interface Segment {
  href: string;
  label: string;
  icon?: IconName;
  current?: boolean;
}

/** Links between two or three ways of viewing the same content. */
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
