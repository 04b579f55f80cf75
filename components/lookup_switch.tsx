/** Stops all look-ups on the marketplace, from wherever one is. */
import { Button } from "./button.tsx";

export function LookupSwitch({ label, back }: {
  /** What it does, as on the page of the look-ups: "Ferma le ricerche". */
  label: string;
  /** The page to come back to: a path of ours. */
  back: string;
}) {
  return (
    <form method="post" action="/market/lookups/halt" class="lookup-switch">
      <input type="hidden" name="back" value={back} />
      <Button type="submit" kind="quiet" icon="hand">{label}</Button>
    </form>
  );
}
