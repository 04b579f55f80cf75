/** Lists sessions, passkeys, keys or devices, each with a button that revokes it. */
import type { ComponentChildren } from "preact";
import { Button } from "../../components/button.tsx";

export function RevocableList({ children }: { children: ComponentChildren }) {
  return <ul class="access">{children}</ul>;
}

interface AccessLineProps {
  name: string;
  under: string;
  /** URL that the button posts to. */
  removal: string;
  remove: string;
}

export function RevocableRow({ name, under, removal, remove }: AccessLineProps) {
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
