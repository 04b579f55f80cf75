/** The seller's own voice: phrases and signature that every text gets, in each language. */
import { type Context, Hono } from "hono";
import { z } from "zod";
import { CheckField, SelectField, TextArea, TextField } from "../../components/field.tsx";
import { Sheet } from "../../components/sheet.tsx";
import type { T } from "../../locales/mod.ts";
import {
  LANGUAGES,
  PHRASE_CHARS_MAX,
  PHRASES_MAX,
  SIGNATURE_CHARS_MAX,
  type Voice,
} from "../../services/listing/mod.ts";
import type { Env } from "../env.ts";
import { flash } from "../frame/flash.ts";
import { page } from "../frame/page.tsx";
import type { Services } from "../services.ts";
import { choice, type Field, lines, text, tick } from "../forms/fields.ts";
import {
  answerForm,
  filledForm,
  type Form,
  type FormStatus,
  mergedForm,
  mustFit,
} from "../forms/form.ts";
import type { Values } from "../forms/merge.ts";
import { FormNotice, SaveButton, SeenField } from "../forms/notice.tsx";
import { propsOf } from "../forms/props.ts";

const PATH = "/settings/listing";
/** Placeholders in the page's language; names in the other language are understood as well. */
const PLACEHOLDERS = {
  it: ["marca", "modello", "taglia", "colore", "numero"],
  en: ["brand", "model", "size", "colour", "number"],
} as const;

type Language = (typeof LANGUAGES)[number];

const perLanguage = <V,>(read: (language: Language) => V) =>
  Object.fromEntries(LANGUAGES.map((language) => [language, read(language)])) as Record<
    Language,
    V
  >;

/** One field a language, named after both. */
const fieldsPerLanguage = <N extends string, V>(name: N, field: Field<V>) =>
  Object.fromEntries(LANGUAGES.map((language) => [`${name}_${language}`, field])) as Record<
    `${N}_${Language}`,
    Field<V>
  >;

const VoiceForm = z.object({
  language: choice(LANGUAGES),
  hashtags: tick,
  ...fieldsPerLanguage("phrases", lines({ max: PHRASES_MAX, charsMax: PHRASE_CHARS_MAX })),
  ...fieldsPerLanguage("signature", text({ max: SIGNATURE_CHARS_MAX })),
}).transform(({ language, hashtags, ...texts }): Voice => ({
  language,
  hashtags,
  phrases: perLanguage((language) => texts[`phrases_${language}`]),
  signature: perLanguage((language) => texts[`signature_${language}`]),
}));

const voiceValues = ({ language, hashtags, phrases, signature }: Voice): Values => ({
  language: [language],
  hashtags: hashtags ? ["on"] : [],
  ...Object.fromEntries(LANGUAGES.flatMap((language) => [
    [`phrases_${language}`, [phrases[language].join("\n")]],
    [`signature_${language}`, [signature[language]]],
  ])),
});

export function listingSettingsRoutes({ listing }: Pick<Services, "listing">): Hono<Env> {
  async function show(c: Context<Env>, sent?: Form, status?: FormStatus) {
    const { t, locale } = c.var;
    const placeholders = PLACEHOLDERS[locale].map((name) => `{${name}}`).join(" ");
    const form = sent ?? filledForm(voiceValues(await listing.voice()));
    const body = (
      <div class="page page--narrow">
        <h1>{t("listing.settings_title")}</h1>
        <p>{t("listing.settings_intro", { placeholders })}</p>
        <VoiceFields t={t} form={form} />
      </div>
    );
    return page(c, { title: t("listing.settings_title"), current: "settings", status }, body);
  }

  return new Hono<Env>()
    .get("/", (c) => show(c))
    .post("/", (c) =>
      answerForm(c, {
        async act(form) {
          const current = voiceValues(await listing.voice());
          await listing.saveVoice(mustFit(c.var.t, VoiceForm, mergedForm(form, current)));
          flash(c, "listing.flash_voice");
          return c.redirect(PATH, 303);
        },
        again: (form, status) => show(c, form, status),
      }));
}

function VoiceFields({ t, form }: { t: T; form: Form }) {
  const { tick, value } = propsOf(t, form);
  return (
    <form method="post" action={PATH} class="form">
      <FormNotice t={t} form={form} labelOf={(name) => labelOf(t, name)} />
      <SeenField form={form} />
      <SelectField
        {...value("language")}
        label={t("listing.settings_language")}
        options={LANGUAGES.map((value) => ({ value, label: t(`listing.language_${value}`) }))}
      />
      <CheckField {...tick("hashtags")} label={t("listing.settings_hashtags")} />
      {LANGUAGES.map((language) => (
        <Sheet key={language} title={t(`listing.language_${language}`)}>
          <TextArea
            {...value(`phrases_${language}`)}
            label={t("listing.settings_phrases")}
            rows={3}
          />
          <TextField
            {...value(`signature_${language}`)}
            label={t("listing.settings_signature")}
            maxLength={SIGNATURE_CHARS_MAX}
          />
        </Sheet>
      ))}
      <SaveButton t={t} form={form} label={t("listing.settings_save")} back={PATH} />
    </form>
  );
}

/** Fields of the same name stand under each language. */
function labelOf(t: T, name: string): string | undefined {
  const language = LANGUAGES.find((language) => name.endsWith(`_${language}`));
  return language && t(`listing.language_${language}`);
}
