/** Button that stops all look-ups, for any page. */
import { Button } from "./button.tsx";

export function LookupSwitch({ label, back }: {
  /** Its text, as on the look-ups page: "Ferma le ricerche". */
  label: string;
  /** Path of the page to return to. */
  back: string;
}) {
  return (
    <form method="post" action="/market/lookups/halt" class="lookup-switch">
      <input type="hidden" name="back" value={back} />
      <Button type="submit" kind="quiet" icon="hand">{label}</Button>
    </form>
  );
}
