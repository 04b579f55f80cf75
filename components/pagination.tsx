import { ButtonLink } from "./button.tsx";

interface PaginationProps {
  /** "da 51 a 100 di 2.340" */
  summary: string;
  previous?: { href: string; label: string };
  next?: { href: string; label: string };
  /** Accessible name of the navigation. */
  label: string;
}

export function Pagination({ summary, previous, next, label }: PaginationProps) {
  return (
    <nav class="pagination" aria-label={label}>
      {previous && (
        <ButtonLink href={previous.href} rel="prev" icon="left">{previous.label}</ButtonLink>
      )}
      <span class="soft">{summary}</span>
      {next && <ButtonLink href={next.href} rel="next" icon="right">{next.label}</ButtonLink>}
    </nav>
  );
}
