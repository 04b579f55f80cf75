import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./icon.tsx";

/** Shown in place of an empty list: one icon, one sentence, one action. */
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
