/** Heading of an item's pages: title, number, links to the previous and next item, trash notice. */
import { Button, ButtonLink } from "../../components/button.tsx";
import { Notice } from "../../components/notice.tsx";
import { Tag } from "../../components/tag.tsx";
import type { ItemPageProps } from "./page_props.ts";
import { ItemState } from "./state_badge.tsx";
import { itemName } from "./item_texts.ts";

export function Masthead({ c, row: { value: item }, neighbours }: ItemPageProps) {
  const { t } = c.var;
  return (
    <header class="masthead wide">
      <div class="stack">
        <p class="row">
          <Tag number={item.number} />
          <ItemState t={t} state={item.state} />
          {item.box && <span class="soft small">{t("items.in_box", { box: item.box })}</span>}
        </p>
        <h1>{itemName(c.var, item)}</h1>
      </div>
      <nav class="row" aria-label={t("items.neighbours")}>
        {neighbours?.previous !== undefined && (
          <ButtonLink href={`/items/${neighbours.previous}`} icon="left" iconOnly rel="prev">
            {t("items.previous_item")}
          </ButtonLink>
        )}
        {neighbours?.next !== undefined && (
          <ButtonLink href={`/items/${neighbours.next}`} icon="right" iconOnly rel="next">
            {t("items.next_item")}
          </ButtonLink>
        )}
      </nav>
    </header>
  );
}

export function InTrash({ c: { var: { t } }, row: { value: item } }: ItemPageProps) {
  return (
    <div class="wide">
      <Notice>
        <p>{t("items.in_trash")}</p>
        <form method="post" action={`/items/${item.number}/restore`}>
          <Button type="submit" icon="undo">{t("items.restore")}</Button>
        </form>
      </Notice>
    </div>
  );
}
