/** Lists the linter's findings beside the lines they concern. */
import type { ComponentChildren } from "preact";

export interface FindingView {
  readonly id: string;
  readonly severity: "error" | "warning" | "hint";
  /** The severity as text, since colour alone is not enough. */
  readonly word: string;
  readonly text: string;
}

export function FindingList<F extends FindingView>({ findings, action }: {
  findings: readonly F[];
  /** Renders the action that resolves a finding. */
  action: (finding: F) => ComponentChildren;
}) {
  if (findings.length === 0) return null;
  return (
    <ul class="findings">
      {findings.map((finding) => (
        <li key={finding.id} class={`finding finding--${finding.severity}`}>
          <p>
            <b>{finding.word}.</b> {finding.text}
          </p>
          {action(finding)}
        </li>
      ))}
    </ul>
  );
}
