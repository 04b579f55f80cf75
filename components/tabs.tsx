interface Tab {
  href: string;
  label: string;
  /** Number of entries, shown on the tab. */
  count?: number;
  current?: boolean;
}

/** Tabs as links, which work without scripts and can be bookmarked. */
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
