/** Listings as evidence: a table on a desk, a list of lines on a phone; each line can be left out with one tap. */
import { Button } from "./button.tsx";

export interface EvidenceRowView {
  readonly key: string;
  readonly title: string;
  readonly href?: string;
  readonly traits: string;
  readonly price: string;
  /** "Asked" or "sold", in the page's language. */
  readonly kind: string;
  /** The price, corrected for differences in condition and brand. */
  readonly adjusted?: string;
  readonly why: string;
  readonly weight?: string;
  /** Its weight, relative to the strongest comparable: 0 to 1. */
  readonly say?: number;
  readonly seen: string;
  readonly how: string;
  readonly struck?: boolean;
  /** Text of the row's button. */
  readonly act: string;
}

const HEADS = ["listing", "price", "why", "seen", "act"] as const;

/** ARIA roles are explicit, because the phone's layout turns the table into a list, which loses the implicit ones. */
export function EvidenceRows({ name, heads, rows, action }: {
  name: string;
  heads: Readonly<Record<(typeof HEADS)[number], string>>;
  rows: readonly EvidenceRowView[];
  /** Rows are left out by a POST below this path; `all` says whether the page shows all rows. */
  action: { readonly path: string; readonly all: boolean };
}) {
  return (
    <table class="evidence-rows" role="table" aria-label={name}>
      <thead role="rowgroup">
        <tr role="row">
          {HEADS.map((head) => (
            <th key={head} role="columnheader" scope="col" class={head === "price" ? "num" : ""}>
              <span class={head === "act" ? "unseen" : undefined}>{heads[head]}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => <Row key={row.key} row={row} action={action} />)}
      </tbody>
    </table>
  );
}

function Row({ row, action }: {
  row: EvidenceRowView;
  action: { readonly path: string; readonly all: boolean };
}) {
  const { title, href, traits, price, kind, adjusted, why, weight, say, seen, how, struck } = row;
  return (
    <tr role="row" data-row class={struck ? "struck-row" : undefined}>
      <td role="cell" class="evidence-listing">
        <p class="name">
          {href ? <a href={href} rel="noreferrer" target="_blank">{title}</a> : title}
        </p>
        <p class="small soft">{traits}</p>
      </td>
      <td role="cell" class="evidence-price num">
        <p>{price}</p>
        <p class="small soft">{kind}</p>
      </td>
      <td role="cell" class="evidence-why small">
        <p>{why}</p>
        {adjusted && <p class="soft">{adjusted}</p>}
        {weight && (
          <p class="evidence-say soft">
            {say !== undefined && <Say share={say} />}
            {weight}
          </p>
        )}
      </td>
      <td role="cell" class="evidence-seen small soft">
        <p>{seen}</p>
        <p>{how}</p>
      </td>
      <td role="cell" class="evidence-act">
        <form method="post" action={`${action.path}/${struck ? "unstrike" : "strike"}`}>
          <input type="hidden" name="key" value={row.key} />
          {action.all && <input type="hidden" name="rows" value="all" />}
          <Button type="submit" kind="quiet">
            {row.act}
            <span class="unseen">{` ${title}, ${price}`}</span>
          </Button>
        </form>
      </td>
    </tr>
  );
}

const SAY = { width: 48, height: 6 } as const;

function Say({ share }: { share: number }) {
  return (
    <svg class="evidence-bar" viewBox={`0 0 ${SAY.width} ${SAY.height}`} aria-hidden="true">
      <rect class="plot-body" {...SAY} rx={3} />
      <rect class="plot-bracket" height={SAY.height} width={SAY.width * share} rx={3} />
    </svg>
  );
}
