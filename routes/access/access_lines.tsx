/** Ways into the house, line by line, each with the button that closes it. */
import type { ComponentChildren } from "preact";
import { Button } from "../../components/button.tsx";

export function AccessLines({ children }: { children: ComponentChildren }) {
  return <ul class="access">{children}</ul>;
}

interface AccessLineProps {
  name: string;
  under: string;
  /** Where the button posts. */
  removal: string;
  remove: string;
}

export function AccessLine({ name, under, removal, remove }: AccessLineProps) {
  return (
    <li>
      <div>
        <p class="name">{name}</p>
        <p class="small">{under}</p>
      </div>
      <form method="post" action={removal}>
        <Button type="submit" kind="quiet" aria-label={`${remove}: ${name}`}>{remove}</Button>
      </form>
    </li>
  );
}
