/** Gallery samples of items: lists, facts, findings. */
import type { Context } from "hono";
import { Button } from "../../components/button.tsx";
import { FactLine, FactList, type FactMark } from "../../components/facts.tsx";
import { FindingList } from "../../components/finding_list.tsx";
import { Line, Lines } from "../../components/lines.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { StateBadge, type StateTone } from "../../components/state_badge.tsx";
import { Tag } from "../../components/tag.tsx";
import type { MessageKey } from "../../locales/mod.ts";
import type { Env } from "../env.ts";

interface Props {
  c: Context<Env>;
}

const TONES: readonly StateTone[] = ["idle", "attention", "active", "done", "wrong"];

/** Cloth, where a real page has a photograph. */
const cloth = (warp: string, weft: string): string =>
  `data:image/svg+xml,${
    encodeURIComponent(
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 56 70"><path fill="${warp}" d="M0 0h56v70H0z"/>` +
        `<path stroke="${weft}" stroke-width="3" d="M-5 65 70-10M-5 80 70 5M-5 95 70 20M-5 50 55-10M-5 35 40-10M-5 20 25-10"/></svg>`,
    )
  }`;

export function ItemSamples({ c: { var: { t } } }: Props) {
  const review = <Button>{t("gallery.review")}</Button>;
  return (
    <Sheet>
      <Lines>
        <Line
          photo={cloth("#d8c9ae", "#c9b793")}
          name={t("gallery.line_blazer")}
          href="/items"
          number={231}
          fact={t("gallery.fact_price")}
          action={review}
        />
        <Line
          photo={cloth("#3d5a8c", "#35507d")}
          name={t("gallery.line_hoodie")}
          href="/items"
          number={198}
          fact={t("gallery.fact_shelf")}
          action={review}
        />
        <Line name={t("gallery.line_shoes")} number={12_345} action={review} />
      </Lines>
      <p class="row">
        <Tag number={7} />
        {TONES.map((tone) => (
          <StateBadge key={tone} tone={tone}>{t(`gallery.state_${tone}`)}</StateBadge>
        ))}
      </p>
    </Sheet>
  );
}

type Known = [name: MessageKey, value: string, mark: FactMark];

export function Facts({ c: { var: { t } } }: Props) {
  const known: readonly Known[] = [
    ["gallery.brand", "Mango Suit", "tag"],
    ["gallery.size", t("gallery.value_size"), "ask"],
    ["gallery.category", t("gallery.value_category"), "inferred"],
    ["gallery.colour", t("gallery.value_colour"), "photo"],
    ["gallery.material", t("gallery.value_material"), "imported"],
    ["gallery.condition", t("gallery.value_condition"), "seller"],
  ];
  return (
    <Sheet>
      <FactList>
        {known.map(([name, value, mark]) => (
          <FactLine
            key={name}
            name={t(name)}
            value={value}
            mark={mark}
            source={t(`gallery.source_${mark}`)}
          />
        ))}
      </FactList>
    </Sheet>
  );
}

export function Findings({ c: { var: { t } } }: Props) {
  const findings = (["error", "warning", "hint"] as const).map((severity) => ({
    id: severity,
    severity,
    word: t(`gallery.finding_${severity}`),
    text: t(`gallery.finding_${severity}_text`),
  }));
  return (
    <Sheet>
      <FindingList
        findings={findings}
        action={({ severity }) =>
          severity === "error" && <Button kind="quiet">{t("gallery.finding_fix")}</Button>}
      />
    </Sheet>
  );
}
