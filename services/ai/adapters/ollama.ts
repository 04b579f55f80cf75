/** Client of an Ollama server. `tests/fakes/ollama.ts` documents its answers and failures. */
import { type ChatRequest, Ollama, type ShowResponse } from "ollama/browser";
import { z } from "zod";
import { Failure, invalid, isFailure, unavailable } from "../../base/errors.ts";
import { HOUR_MS } from "../../base/time.ts";
import { ANSWER_CHARS_MAX, takeAnswer, type Written } from "../answer.ts";
import type { InstalledModel, ModelServer, VisionModel } from "../ports.ts";
import { limitResponse } from "./limited_response.ts";

/** Questions that need no thought. */
const ASK_MS = 5_000;
/** Deadline of an answer: a vision model on an old processor takes minutes for its first token. */
const ANSWER_MS = 20 * 60_000;
const PULL_MS = 12 * HOUR_MS;
/** Closed lists need less; a model that rambles is stopped here. */
const ANSWER_TOKENS_MAX = 800;
/** Tokens of a model that thinks before it answers. */
const THINKING_TOKENS_MAX = 4_000;
/** Families of models on old servers that have a projector of pictures. */
const SEEING_FAMILIES: ReadonlySet<string> = new Set(["clip", "mllama"]);
/** The prompt's lists and four pictures. */
const CONTEXT_TOKENS = 8_192;
/** Longest error text of the server that is shown. */
const REASON_CHARS_MAX = 200;
/** The next item usually follows soon, and loading takes long. */
const KEEP_ALIVE = "10m";

/** Fields that old servers leave out. */
type OldShowResponse = Partial<Pick<ShowResponse, "capabilities" | "projector_info" | "details">>;

interface OllamaOptions {
  readonly url: string;
  /** @default 5 seconds */
  readonly askMs?: number;
  /** @default 20 minutes */
  readonly answerMs?: number;
}

export function createOllama(options: OllamaOptions): ModelServer {
  const { url, askMs = ASK_MS, answerMs = ANSWER_MS } = options;

  /**
   * Runs one conversation within its limits of time and bytes, and closes its connection.
   * @throws Failure for whatever the server or the connection does wrong
   */
  async function talk<R>(
    limits: { signal: AbortSignal; ms: number; model: string; endless?: boolean },
    run: (client: Ollama) => Promise<R>,
  ): Promise<R> {
    const timeout = AbortSignal.timeout(limits.ms);
    const over = new AbortController();
    const signal = AbortSignal.any([limits.signal, timeout, over.signal]);
    try {
      limits.signal.throwIfAborted();
      return await run(
        new Ollama({
          host: url,
          fetch: async (input, init) => {
            const response = await fetch(input, { ...init, signal });
            return limits.endless ? response : limitResponse(response, signal, limits.model);
          },
        }),
      );
    } catch (error) {
      limits.signal.throwIfAborted();
      if (timeout.aborted) throw unavailable("ai.too_slow", { model: limits.model }, error);
      throw failureOf(error, url, limits.model);
    } finally {
      // Closes the connection when the answer was not read to its end: the model stops computing.
      over.abort();
    }
  }

  const server: ModelServer = {
    url,

    async version(signal) {
      const { version } = await talk(
        { signal, ms: askMs, model: "" },
        (client) => client.version(),
      );
      return version;
    },

    async models(signal) {
      return await talk({ signal, ms: askMs, model: "" }, async (client) => {
        const { models } = await client.list();
        const found = await Promise.all(
          models.map(async ({ name, size }): Promise<InstalledModel> => ({
            name,
            bytes: size,
            ...await describeModel(client, name),
          })),
        );
        return found.sort((a, b) => a.name < b.name ? -1 : 1);
      });
    },

    async pull(name, { signal, onProgress }) {
      await talk({ signal, ms: PULL_MS, model: name, endless: true }, async (client) => {
        const steps = await client.pull({ model: name, stream: true });
        for await (const { total = 0, completed = 0 } of steps) {
          onProgress({ done: completed, total });
        }
      });
    },

    vision(name): VisionModel {
      return {
        name,
        async read(pictures, prompt, schema, { signal, onProgress }) {
          await talk({ signal, ms: askMs, model: name }, async (client) => {
            // A model that cannot be shown pictures answers all the same, and guesses.
            if (!seesPictures(await client.show({ model: name }))) {
              throw invalid("ai.blind", { model: name });
            }
          });
          const request = {
            model: name,
            messages: [
              { role: "system", content: prompt.system },
              {
                role: "user",
                content: prompt.task,
                images: pictures.map((picture) => picture.toBase64()),
              },
            ],
            format: z.toJSONSchema(schema),
            keep_alive: KEEP_ALIVE,
          };
          const ask = async (think: boolean) =>
            takeAnswer(
              await talk(
                { signal, ms: answerMs, model: name },
                (client) => write(client, request, think, onProgress),
              ),
              schema,
              name,
            );
          try {
            return await ask(false);
          } catch (error) {
            // Some models ignore the format while they may not think.
            if (!isFailure(error) || error.key !== "ai.unreadable") throw error;
            return await ask(true);
          }
        },
      };
    },
  };
  return server;
}

/** @param think false tells the model not to; true leaves it to the model */
async function write(
  client: Ollama,
  request: Omit<ChatRequest, "stream">,
  think: boolean,
  onProgress?: (characters: number) => void,
): Promise<Written> {
  const parts = await client.chat({
    ...request,
    stream: true,
    ...!think && { think },
    options: {
      temperature: 0,
      num_predict: think ? THINKING_TOKENS_MAX : ANSWER_TOKENS_MAX,
      num_ctx: CONTEXT_TOKENS,
    },
  });
  let content = "";
  let thinking = "";
  for await (const { message } of parts) {
    content += message.content;
    thinking += message.thinking ?? "";
    const characters = content.length + thinking.length;
    if (characters > ANSWER_CHARS_MAX) throw invalid("ai.too_long", { model: request.model });
    onProgress?.(characters);
  }
  return { content, thinking };
}

/** One model that the server cannot describe does not hide the others. */
async function describeModel(
  client: Ollama,
  model: string,
): Promise<Pick<InstalledModel, "sees" | "problem">> {
  try {
    return { sees: seesPictures(await client.show({ model })) };
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "ResponseError") throw error;
    return { sees: false, problem: error.message.slice(0, REASON_CHARS_MAX) };
  }
}

/**
 * Whether a model can be shown pictures. Servers before version 0.6.4 do not list capabilities: there, a projector of
 * pictures or one of the families that need it says so.
 */
function seesPictures({ capabilities, projector_info, details }: OldShowResponse): boolean {
  if (capabilities) return capabilities.includes("vision");
  const families = [...details?.families ?? [], details?.family];
  return projector_info !== undefined || families.some((name) => SEEING_FAMILIES.has(name ?? ""));
}

/** Turns what the library throws into our Failure. */
function failureOf(error: unknown, url: string, model: string): Failure {
  if (isFailure(error)) return error;
  if (error instanceof TypeError) return unavailable("ai.ollama_silent", { url }, error);
  const reason = error instanceof Error ? error.message : String(error);
  if (/not found|no such model|does not exist/i.test(reason)) {
    return invalid("ai.no_such_model", { model }, error);
  }
  if (/requires more system memory|out of memory/i.test(reason)) {
    return invalid("ai.model_too_large", { model }, error);
  }
  return unavailable("ai.ollama_failed", { reason: reason.slice(0, REASON_CHARS_MAX) }, error);
}
