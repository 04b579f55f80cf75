import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./icon.tsx";

/** Nothing here yet: one picture, one sentence, one thing to do. */
export function EmptyState({ icon, children, action }: {
  icon: IconName;
  children: ComponentChildren;
  action?: ComponentChildren;
}) {
  return (
    <div class="empty">
      <Icon name={icon} />
      <p>{children}</p>
      {action}
    </div>
  );
}
