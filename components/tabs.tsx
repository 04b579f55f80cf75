export interface Tab {
  href: string;
  label: string;
  /** How many there are. */
  count?: number;
  current?: boolean;
}

/** A few views of one thing, as links: they work everywhere and can be kept. */
export function Tabs({ tabs, label }: { tabs: readonly Tab[]; label: string }) {
  return (
    <nav class="tabs" aria-label={label}>
      {tabs.map(({ href, label, count, current }) => (
        <a key={href} href={href} aria-current={current ? "page" : undefined}>
          {label}
          {count !== undefined && <span class="count">{count}</span>}
        </a>
      ))}
    </nav>
  );
}
