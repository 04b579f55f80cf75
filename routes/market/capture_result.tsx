/** Describes a capture's result: listings read, left out, and the reasons. */
import type { MessageKey, T } from "../../locales/mod.ts";
import { isMessageKey } from "../../locales/mod.ts";
import type { Intake } from "../../services/market/mod.ts";

export function CaptureResult({ t, intake }: { t: T; intake: Intake }) {
  return (
    <ul class="bare-lines">
      {captureResultText(t, intake).map((words) => <li key={words}>{words}</li>)}
    </ul>
  );
}

export function captureResultText(t: T, intake: Intake): string[] {
  const { added, again, priceChanged, dropped, notUnderstood } = intake;
  const counted: [MessageKey, number][] = [
    ["market.intake_added", added],
    ["market.intake_again", again],
    ["market.intake_price_changed", priceChanged],
    ...reasons(dropped, (reason) => `market.drop_${reason}`),
    ...reasons(notUnderstood, (puzzle) => `market.puzzle_${puzzle}`),
  ];
  return counted.filter(([, count]) => count > 0).map(([key, count]) => t(key, { count }));
}

/** A reason of an older version, whose words are no longer there, is left out. */
function reasons(
  counts: Readonly<Record<string, number>>,
  keyFor: (reason: string) => string,
): [MessageKey, number][] {
  return Object.entries(counts).flatMap(([reason, count]): [MessageKey, number][] => {
    const key = keyFor(reason);
    return isMessageKey(key) ? [[key, count]] : [];
  });
}
