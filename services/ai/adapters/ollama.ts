/** Models of an Ollama server. What it may answer, and how it fails, is written down in `tests/fakes/ollama.ts`. */
import { Ollama, type ShowResponse } from "ollama/browser";
import { z } from "zod";
import { Failure, invalid, isFailure, unavailable } from "../../errors.ts";
import { takeAnswer } from "../answer.ts";
import type { InstalledModel, ModelServer, VisionModel } from "../ports.ts";

/** Questions that need no thought. */
const ASK_MS = 5_000;
/** A vision model on an old processor takes minutes for its first word. */
const ANSWER_MS = 20 * 60_000;
const PULL_MS = 12 * 60 * 60_000;
/** Closed lists need less; a model that rambles is stopped here. */
const ANSWER_TOKENS_MAX = 800;
/** The prompt's lists and four pictures. */
const CONTEXT_TOKENS = 8_192;
/** The next item usually follows soon, and loading takes long. */
const KEEP_ALIVE = "10m";

export interface OllamaOptions {
  readonly url: string;
  /** @default 5 seconds */
  readonly askMs?: number;
  /** @default 20 minutes */
  readonly answerMs?: number;
}

export function createOllama(options: OllamaOptions): ModelServer {
  const { url, askMs = ASK_MS, answerMs = ANSWER_MS } = options;

  /** Runs one conversation: its time limit, its end, and its failures in our words. */
  async function talk<R>(
    limits: { signal: AbortSignal; ms: number; model: string },
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
          fetch: async (input, init) => stoppable(await fetch(input, { ...init, signal }), signal),
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
            sees: sees(await client.show({ model: name })),
          })),
        );
        return found.sort((a, b) => a.name < b.name ? -1 : 1);
      });
    },

    async pull(name, { signal, onProgress }) {
      await talk({ signal, ms: PULL_MS, model: name }, async (client) => {
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
            // A model without eyes answers all the same, and guesses.
            if (!sees(await client.show({ model: name }))) {
              throw invalid("ai.blind", { model: name });
            }
          });
          const text = await talk({ signal, ms: answerMs, model: name }, async (client) => {
            const words = await client.chat({
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
              stream: true,
              think: false,
              keep_alive: KEEP_ALIVE,
              options: {
                temperature: 0,
                num_predict: ANSWER_TOKENS_MAX,
                num_ctx: CONTEXT_TOKENS,
              },
            });
            let text = "";
            for await (const { message } of words) {
              text += message.content;
              onProgress?.(text.length);
            }
            return text;
          });
          return takeAnswer(text, schema, name);
        },
      };
    },
  };
  return server;
}

/**
 * Of an answer that streams, fetch forgets its signal once the request has been collected as garbage; the pipe
 * does not.
 */
function stoppable({ body, status, statusText, headers }: Response, signal: AbortSignal): Response {
  const held = body?.pipeThrough(new TransformStream(), { signal }) ?? null;
  return new Response(held, { status, statusText, headers });
}

function sees({ capabilities }: ShowResponse): boolean {
  return capabilities?.includes("vision") ?? false;
}

/** What the library throws, by where it went wrong. */
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
  return unavailable("ai.ollama_failed", { reason: reason.slice(0, 200) }, error);
}
