import type { ButtonHTMLAttributes, ComponentChildren } from "preact";
import { Icon, type IconName } from "./icon.tsx";

/** `main` is the one next step of a screen. */
export type ButtonKind = "main" | "plain" | "quiet" | "danger";

interface Look {
  kind?: ButtonKind;
  icon?: IconName;
  /** Shows the icon alone; the text is its accessible name. */
  iconOnly?: boolean;
  children: ComponentChildren;
}

const classOf = ({ kind = "plain", iconOnly }: Look) =>
  `button button--${kind}${iconOnly ? " button--icon" : ""}`;

function Face({ icon, iconOnly, children }: Look) {
  return (
    <>
      {icon && <Icon name={icon} />}
      <span class={iconOnly ? "unseen" : undefined}>{children}</span>
    </>
  );
}

type ButtonProps = Look & Omit<ButtonHTMLAttributes, "icon" | "class" | "children">;

export function Button({ kind, icon, iconOnly, children, ...rest }: ButtonProps) {
  const look = { kind, icon, iconOnly, children } as Look;
  return (
    <button type="button" {...rest} class={classOf(look)}>
      <Face {...look} />
    </button>
  );
}

interface LinkProps extends Look {
  href: string;
  rel?: string;
  target?: string;
  download?: boolean | string;
  id?: string;
}

export function ButtonLink({ kind, icon, iconOnly, children, ...rest }: LinkProps) {
  const look = { kind, icon, iconOnly, children } as Look;
  return (
    <a {...rest} class={classOf(look)}>
      <Face {...look} />
    </a>
  );
}
