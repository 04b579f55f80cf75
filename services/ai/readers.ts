/** Builds the reader that the seller has chosen for each pass. */
import { invalid } from "../base/errors.ts";
import { modelTagReader } from "./model_tag_reader.ts";
import type { ModelServer, TagReader, VisionModel } from "./ports.ts";
import type { AiSettings } from "./settings.ts";
import type { Reservation, Spend } from "./spend.ts";

export interface GlmAccess {
  readonly model: string;
  readonly key: string;
  readonly reserve: (mostMicroEuro: number) => Promise<Reservation>;
}

interface ReaderNeeds {
  readonly ocr: TagReader;
  readonly ollama: ModelServer;
  readonly glm: (access: GlmAccess) => VisionModel;
  readonly spend: Spend;
}

export interface Readers {
  /** `null`: the seller wants none. */
  tags(settings: AiSettings, signal: AbortSignal): Promise<TagReader | null>;
  item(settings: AiSettings, signal: AbortSignal): Promise<VisionModel | null>;
}

export function createReaders({ ocr, ollama, glm, spend }: ReaderNeeds): Readers {
  async function vision(
    which: "ollama" | "glm",
    settings: AiSettings,
    signal: AbortSignal,
  ): Promise<VisionModel> {
    if (which === "ollama") {
      return ollama.vision(settings.ollamaModel ?? await firstThatSees(ollama, signal));
    }
    const { glmOn, glmKey, glmModel, ceilingCents } = settings;
    if (!glmOn || !glmKey) throw invalid("ai.glm_off");
    const reserve = (most: number) => spend.reserve(most, ceilingCents);
    return glm({ model: glmModel, key: glmKey, reserve });
  }

  return {
    async tags(settings, signal) {
      const { tagReader } = settings;
      if (tagReader === "none") return null;
      if (tagReader === "ocr") return ocr;
      return modelTagReader(await vision(tagReader, settings, signal));
    },
    async item(settings, signal) {
      const { itemReader } = settings;
      return itemReader === "none" ? null : await vision(itemReader, settings, signal);
    },
  };
}

async function firstThatSees(ollama: ModelServer, signal: AbortSignal): Promise<string> {
  const seeing = (await ollama.models(signal)).find(({ sees }) => sees);
  if (!seeing) throw invalid("ai.no_vision_model");
  return seeing.name;
}
