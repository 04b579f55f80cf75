/** A vision model as a reader of labels: it copies the printed lines, which are parsed here. */
import { z } from "zod";
import type { Line } from "./ocr/lines.ts";
import type { TagReader, VisionModel } from "./ports.ts";
import { tagsPrompt } from "./prompts.ts";

const LINES_MAX = 60;
/** A composition in six languages on one line; a shorter limit would cut it in the middle. */
const LINE_CHARS_MAX = 240;
/** A model reads well, and now and then reads what is not there. */
const CONFIDENCE = 0.75;

const TagLinesSchema = z.object({
  lines: z.array(z.string().max(LINE_CHARS_MAX)).max(LINES_MAX),
});

export function modelTagReader(model: VisionModel): TagReader {
  return {
    name: model.name,
    async readLines(picture, signal): Promise<Line[]> {
      const { lines } = await model.read([picture], tagsPrompt(), TagLinesSchema, { signal });
      return lines.map((text) => ({ text: text.trim(), confidence: CONFIDENCE }))
        .filter(({ text }) => text !== "");
    },
    close: () => Promise.resolve(),
  };
}
