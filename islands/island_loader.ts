/** Hydrates the islands of a page, and keeps their state when parts of the page are replaced. */
import { type ComponentType, h, hydrate, render } from "preact";

type Chunk = () => Promise<{ default: ComponentType<object> }>;

const TAG = "is-land";

let chunks: Readonly<Record<string, Chunk>> = {};
const awake = new WeakMap<HTMLElement, ComponentType<object>>();

const islandsIn = (root: ParentNode) => [...root.querySelectorAll<HTMLElement>(TAG)];
const isIsland = (node: Node): node is HTMLElement => (node as Element).localName === TAG;
const propsOf = ({ dataset }: HTMLElement): object => JSON.parse(dataset.props!);

/** Hydrates what the server has rendered. @param table the chunk of each island, by name */
export function startIslands(table: Readonly<Record<string, Chunk>>): void {
  chunks = table;
  for (const place of islandsIn(document)) void wake(place, hydrate);
}

/** Renders the islands of a part that was added to the page. */
export function mountIslands(added: Element): void {
  for (const place of isIsland(added) ? [added] : islandsIn(added)) void wake(place, render);
}

/** Ends the islands of a part that leaves the page, so that their effects are cleaned up. */
export function unmountIslands(leaving: Element): void {
  for (const place of isIsland(leaving) ? [leaving] : islandsIn(leaving)) {
    if (awake.has(place)) render(null, place);
  }
}

/** Gives an island the props of a newer rendering; its own state stays. */
export function updateIsland(place: HTMLElement, props: string): void {
  if (place.dataset.props === props) return;
  place.dataset.props = props;
  const island = awake.get(place);
  if (island) render(h(island, propsOf(place)), place);
}

async function wake(place: HTMLElement, draw: typeof hydrate): Promise<void> {
  const { default: island } = await chunks[place.dataset.name!]!();
  draw(h(island, propsOf(place)), place);
  awake.set(place, island);
  place.dataset.awake = "";
}
