/** List rows: photo, title, tag, one fact, one action. */
import type { ComponentChildren } from "preact";
import { Icon } from "./icon.tsx";
import { Tag } from "./tag.tsx";

export function Lines({ children }: { children: ComponentChildren }) {
  return <ul class="lines">{children}</ul>;
}

export function Line({ photo, name, href, number, fact, action }: {
  /** URL of a thumbnail; without one a drawing is shown. */
  photo?: string;
  name: ComponentChildren;
  href?: string;
  number?: number;
  fact?: ComponentChildren;
  action?: ComponentChildren;
}) {
  return (
    <li>
      <Thumb src={photo} />
      <div class="line-text">
        <p class="name">{href ? <a href={href}>{name}</a> : name}</p>
        <p class="under">
          {number !== undefined && <Tag number={number} />}
          {fact}
        </p>
      </div>
      {action}
    </li>
  );
}

export function Thumb({ src, alt = "" }: { src?: string; alt?: string }) {
  if (!src) {
    return (
      <span class="thumb thumb--none">
        <Icon name="photo" />
      </span>
    );
  }
  return <img class="thumb" src={src} alt={alt} width="56" height="70" loading="lazy" />;
}
