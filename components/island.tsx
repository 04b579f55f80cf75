/**
 * A component that wakes up in the browser. It is rendered here like any other; the loader that the build
 * makes finds the element, fetches the chunk of that name and hydrates it with the same props.
 */
import { type ComponentType, h, type VNode } from "preact";

interface IslandProps<P> {
  /** The default export of `islands/NAME.tsx`; the function's name is the chunk's. */
  of: ComponentType<P>;
  /** Must be serializable as JSON. */
  props: NoInfer<P>;
}

export function Island<P extends object>({ of: Awake, props }: IslandProps<P>): VNode {
  const name: string = Awake.name;
  return h(
    "is-land" as string,
    { "data-name": name, "data-props": JSON.stringify(props) } as Record<string, string>,
    h(Awake, props),
  );
}
