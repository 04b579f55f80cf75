/** GLM of Z.ai: a paid model far away, spoken to as OpenAI's is. Its oddities are in `tests/fakes/openai.ts`. */
import { z } from "zod";
import { type Failure, invalid, unavailable } from "../../base/errors.ts";
import { takeAnswer } from "../answer.ts";
import type { Picture, Prompt, VisionModel } from "../ports.ts";
import { costMicroEuro, type Usage } from "../prices.ts";
import type { Reservation } from "../spend.ts";
import { limitResponse } from "./limited_response.ts";

const ANSWER_MS = 90_000;
const ANSWER_TOKENS_MAX = 1_000;
/** Most tokens that a picture of our size is billed for. */
const PICTURE_TOKENS_MAX = 2_500;
/** Fewer than in any language: an estimate that is never too low. */
const CHARACTERS_PER_TOKEN = 2;

interface GlmOptions {
  readonly url: string;
  readonly model: string;
  readonly key: string;
  /** Asked before each call with the most that it may cost; throws when that is too much. */
  readonly reserve: (mostMicroEuro: number) => Promise<Reservation>;
  /** @default 90 seconds */
  readonly answerMs?: number;
}

const AnswerSchema = z.object({
  choices: z.array(z.object({
    finish_reason: z.string().nullish(),
    message: z.object({
      content: z.string().nullish(),
      reasoning_content: z.string().nullish(),
    }),
  })).min(1),
  usage: z.object({ prompt_tokens: z.number().int(), completion_tokens: z.number().int() }),
});
type Answer = z.infer<typeof AnswerSchema>;

const ErrorSchema = z.object({ error: z.object({ code: z.coerce.string() }) });
const NO_CREDIT = "1113";
const UNSAFE = "1301";

export function createGlm(options: GlmOptions): VisionModel {
  const { url, model, key, reserve, answerMs = ANSWER_MS } = options;

  async function ask(body: unknown, outer: AbortSignal): Promise<Answer> {
    const timeout = AbortSignal.timeout(answerMs);
    try {
      const signal = AbortSignal.any([outer, timeout]);
      const request = {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${key}` },
        body: JSON.stringify(body),
        signal,
      };
      const response = await fetch(`${url}/chat/completions`, request);
      const answer = await limitResponse(response, signal, model).text();
      if (!response.ok) throw refusedBy(response.status, answer, model);
      return AnswerSchema.parse(JSON.parse(answer));
    } catch (error) {
      outer.throwIfAborted();
      if (timeout.aborted) throw unavailable("ai.too_slow", { model }, error);
      if (error instanceof TypeError) throw unavailable("ai.glm_silent", {}, error);
      if (error instanceof SyntaxError || error instanceof z.ZodError) {
        throw unavailable("ai.unreadable", { model }, error);
      }
      throw error;
    }
  }

  return {
    name: model,
    async read(pictures, prompt, schema, { signal }) {
      signal.throwIfAborted();
      const task = `${prompt.task}\n\n${JSON.stringify(z.toJSONSchema(schema))}`;
      const reservation = await reserve(costMicroEuro(model, mostUsage(pictures, prompt, task)));
      // When it fails on the way, what was set aside stays: the bill may have it.
      const { choices, usage } = await ask(bodyOf(model, pictures, prompt.system, task), signal);
      const used = { inputTokens: usage.prompt_tokens, outputTokens: usage.completion_tokens };
      await reservation.settle({ ...used, microEuro: costMicroEuro(model, used) });
      const [{ finish_reason, message }] = choices as [Answer["choices"][number]];
      if (finish_reason === "sensitive") throw invalid("ai.refused", { model });
      return takeAnswer(
        { content: message.content ?? "", thinking: message.reasoning_content ?? "" },
        schema,
        model,
      );
    },
  };
}

function bodyOf(model: string, pictures: readonly Picture[], system: string, task: string) {
  return {
    model,
    messages: [
      { role: "system", content: system },
      {
        role: "user",
        content: [
          ...pictures.map((picture) => ({
            type: "image_url",
            image_url: { url: `data:image/jpeg;base64,${picture.toBase64()}` },
          })),
          { type: "text", text: task },
        ],
      },
    ],
    response_format: { type: "json_object" },
    thinking: { type: "disabled" },
    temperature: 0,
    max_tokens: ANSWER_TOKENS_MAX,
    stream: false,
  };
}

function mostUsage(pictures: readonly Picture[], { system }: Prompt, task: string): Usage {
  const characters = system.length + task.length;
  return {
    inputTokens: pictures.length * PICTURE_TOKENS_MAX + characters / CHARACTERS_PER_TOKEN,
    outputTokens: ANSWER_TOKENS_MAX,
  };
}

function refusedBy(status: number, body: string, model: string): Failure {
  const code = errorCode(body);
  if (status === 401 || status === 403) return invalid("ai.key_refused");
  if (code === NO_CREDIT) return invalid("ai.no_credit");
  if (code === UNSAFE) return invalid("ai.refused", { model });
  if (status === 429) return unavailable("ai.glm_busy");
  return unavailable("ai.glm_failed", { status });
}

function errorCode(body: string): string | undefined {
  try {
    return ErrorSchema.safeParse(JSON.parse(body)).data?.error.code;
  } catch {
    return undefined;
  }
}
