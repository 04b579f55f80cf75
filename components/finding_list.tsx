/** What the linter says, beside the line that it means. */
import type { ComponentChildren } from "preact";

export interface FindingView {
  readonly id: string;
  readonly severity: "error" | "warning" | "hint";
  /** The severity in a word: colour never speaks alone. */
  readonly word: string;
  readonly text: string;
}

export function FindingList<F extends FindingView>({ findings, action }: {
  findings: readonly F[];
  /** What one can do about it. */
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
