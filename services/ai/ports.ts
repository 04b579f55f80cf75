/**
 * The ports to OCR, Ollama and GLM. All take the displayed picture (an upright JPEG) and throw a Failure that
 * says what to do.
 */
import type { z } from "zod";
import type { Line } from "./ocr/lines.ts";

export type Picture = Uint8Array<ArrayBuffer>;

export interface TagReader {
  /** Shown as the one who read. */
  readonly name: string;
  /** The lines of text in the picture, in reading order; none is an ordinary answer. */
  readLines(picture: Picture, signal: AbortSignal): Promise<readonly Line[]>;
  close(): Promise<void>;
}

export interface VisionModel {
  /** Shown as the one who read. */
  readonly name: string;
  /**
   * Asks about the pictures and takes nothing but an answer of the schema's shape.
   *
   * @throws Failure `unavailable` when trying again may help, another one when it will not
   */
  read<S extends z.ZodType>(
    pictures: readonly Picture[],
    prompt: Prompt,
    schema: S,
    options: ReadOptions,
  ): Promise<z.infer<S>>;
}

export interface Prompt {
  /** System prompt. */
  readonly system: string;
  readonly task: string;
}

interface ReadOptions {
  readonly signal: AbortSignal;
  /** Told how many characters of the answer have come. */
  readonly onProgress?: (characters: number) => void;
}

/** A program on this machine or the home network that keeps models. */
export interface ModelServer {
  /** Server URL, for the settings page. */
  readonly url: string;
  version(signal: AbortSignal): Promise<string>;
  /** Installed models by name. */
  models(signal: AbortSignal): Promise<readonly InstalledModel[]>;
  /** Fetches a model from its library; goes on where it stopped. */
  pull(name: string, options: PullOptions): Promise<void>;
  vision(name: string): VisionModel;
}

export interface InstalledModel {
  readonly name: string;
  readonly bytes: number;
  /** It can be shown pictures. */
  readonly sees: boolean;
  /** Why the server cannot use it, in the server's words. */
  readonly problem?: string;
}

interface PullOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: { readonly done: number; readonly total: number }) => void;
}
