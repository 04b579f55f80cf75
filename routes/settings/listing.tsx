/** The seller's own voice: phrases and signature that every text gets, in each language. */
import { Hono } from "hono";
import { z } from "zod";
import { Button } from "../../components/button.tsx";
import { CheckField, SelectField, TextArea, TextField } from "../../components/field.tsx";
import { Sheet } from "../../components/sheet.tsx";
import type { T } from "../../locales/mod.ts";
import { invalid } from "../../services/base/errors.ts";
import {
  LANGUAGES,
  PHRASE_CHARS_MAX,
  PHRASES_MAX,
  SIGNATURE_CHARS_MAX,
  type Voice,
  VoiceSchema,
} from "../../services/listing/mod.ts";
import type { Env } from "../env.ts";
import { flash } from "../frame/flash.ts";
import { page } from "../frame/page.tsx";
import type { Services } from "../services.ts";
import { readFields } from "../forms/body.ts";

const PATH = "/settings/listing";
/** Placeholders in the page's language; names in the other language are understood as well. */
const PLACEHOLDERS = {
  it: ["marca", "modello", "taglia", "colore", "numero"],
  en: ["brand", "model", "size", "colour", "number"],
} as const;

export function listingSettingsRoutes({ listing }: Pick<Services, "listing">): Hono<Env> {
  return new Hono<Env>()
    .get("/", async (c) => {
      const { t, locale } = c.var;
      const placeholders = PLACEHOLDERS[locale].map((name) => `{${name}}`).join(" ");
      const body = (
        <div class="page page--narrow">
          <h1>{t("listing.settings_title")}</h1>
          <p>{t("listing.settings_intro", { placeholders })}</p>
          <VoiceForm t={t} voice={await listing.voice()} />
        </div>
      );
      return page(c, { title: t("listing.settings_title"), current: "settings" }, body);
    })
    .post("/", async (c) => {
      await listing.saveVoice(readVoice(await readFields(c)));
      flash(c, "listing.flash_voice");
      return c.redirect(PATH, 303);
    });
}

function VoiceForm({ t, voice }: { t: T; voice: Voice }) {
  return (
    <form method="post" action={PATH} class="form">
      <SelectField
        name="language"
        label={t("listing.settings_language")}
        value={voice.language}
        options={LANGUAGES.map((value) => ({ value, label: t(`listing.language_${value}`) }))}
      />
      <CheckField name="hashtags" label={t("listing.settings_hashtags")} checked={voice.hashtags} />
      {LANGUAGES.map((language) => (
        <Sheet key={language} title={t(`listing.language_${language}`)}>
          <TextArea
            name={`phrases_${language}`}
            label={t("listing.settings_phrases")}
            value={voice.phrases[language].join("\n")}
            rows={3}
          />
          <TextField
            name={`signature_${language}`}
            label={t("listing.settings_signature")}
            value={voice.signature[language]}
            maxLength={SIGNATURE_CHARS_MAX}
          />
        </Sheet>
      ))}
      <Button type="submit" kind="main">{t("listing.settings_save")}</Button>
    </form>
  );
}

const FormSchema = z.record(z.string(), z.string().catch(""));

function readVoice(body: unknown): Voice {
  const form = FormSchema.parse(body);
  const perLanguage = <V,>(read: (language: string) => V) =>
    Object.fromEntries(LANGUAGES.map((language) => [language, read(language)]));
  const voice = VoiceSchema.safeParse({
    language: form.language,
    hashtags: form.hashtags !== undefined,
    phrases: perLanguage((language) => linesOf(form[`phrases_${language}`] ?? "")),
    signature: perLanguage((language) => (form[`signature_${language}`] ?? "").trim()),
  });
  if (!voice.success) {
    throw invalid("listing.voice_invalid", { max: PHRASES_MAX, length: PHRASE_CHARS_MAX });
  }
  return voice.data;
}

const linesOf = (text: string): string[] =>
  text.split(/\r?\n/).map((line) => line.trim()).filter(Boolean);
