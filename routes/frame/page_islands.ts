/** Props of the islands that are on every page. */
import type { Context } from "hono";
import type { FormsProps } from "../../islands/Forms.tsx";
import type { ShortcutsProps } from "../../islands/Shortcuts.tsx";
import type { T } from "../../locales/mod.ts";
import type { Env } from "../env.ts";
import type { Flash } from "./flash.ts";

interface FormNews {
  readonly flash: Flash | null;
  readonly savedForms: string[];
  readonly isRefused: boolean;
}

export function formsProps(
  c: Context<Env>,
  { flash, savedForms, isRefused }: FormNews,
): FormsProps {
  const { t, account } = c.var;
  return {
    account: account ?? null,
    saved: savedForms,
    isRefused,
    hasLoggedOut: flash?.key === "auth.logged_out",
    words: {
      restored: t("live.restored", { when: "{when}" }),
      discard: t("live.discard"),
      meanwhile: t("live.meanwhile"),
      use: t("live.use"),
    },
  };
}

export function shortcutsProps(t: T): ShortcutsProps {
  return {
    title: t("shell.shortcuts"),
    close: t("common.close"),
    rows: [
      { keys: "/", what: t("shell.key_search") },
      { keys: "n", what: t("shell.key_new") },
      { keys: "j k", what: t("shell.key_move") },
      { keys: "o", what: t("shell.key_open") },
      { keys: "?", what: t("shell.key_help") },
    ],
  };
}
