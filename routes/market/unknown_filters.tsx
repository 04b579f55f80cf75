/** Names the filters of a pasted search that a watch or a look-up would leave out. */
import type { Context } from "hono";
import { Notice } from "../../components/notice.tsx";
import type { MessageKey } from "../../locales/mod.ts";
import type { Env } from "../env.ts";

const WORDS: Readonly<Record<string, MessageKey>> = {
  material_ids: "market.filter_material",
  video_game_platform_ids: "market.filter_platform",
  search_by_image_uuid: "market.filter_image",
  country_ids: "market.filter_country",
};

export function UnknownFilters(
  { c: { var: { t } }, names }: { c: Context<Env>; names: readonly string[] },
) {
  if (names.length === 0) return null;
  const filters = names.map((name) => WORDS[name] ? t(WORDS[name]) : name).join(", ");
  return (
    <Notice tone="attention">
      <p>{t("market.unknown_filters", { count: names.length, filters })}</p>
    </Notice>
  );
}
