/** Turns every failure into a response: one sentence on a page, or the same as problem+json (RFC 9457). */
import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { ButtonLink } from "../../components/button.tsx";
import { isMessageKey, type MessageKey, type T, translator } from "../../locales/mod.ts";
import { type Failure, type FailureCode, isFailure } from "../../services/base/errors.ts";
import type { Logger } from "../../services/base/log.ts";
import type { Env } from "../env.ts";
import { page, type PageOptions } from "./page.tsx";

export const STATUS = {
  invalid: 400,
  not_found: 404,
  conflict: 409,
  unauthorized: 401,
  forbidden: 403,
  too_many: 429,
  unavailable: 503,
} as const satisfies Record<FailureCode, ContentfulStatusCode>;

interface Problem {
  readonly status: ContentfulStatusCode;
  readonly code: FailureCode | "internal";
  readonly sentence: string;
}

/** The sentence of a failure in the reader's language. */
export function sentenceOf(t: T, failure: Failure): string {
  return isMessageKey(failure.key)
    ? t(failure.key, failure.params)
    : t("common.internal", { id: "" });
}

export function answerProblem(log: Logger) {
  return (error: unknown, c: Context<Env>): Response | Promise<Response> => {
    const problem = problemOf(error, c);
    if (problem.code === "internal") {
      const { requestId, traceId } = c.var;
      log.error("request_failed", { requestId, traceId, path: c.req.path, error });
    }
    if (isFailure(error, "too_many") && typeof error.params.seconds === "number") {
      c.header("retry-after", String(error.params.seconds));
    }
    return wantsJson(c) ? asJson(c, problem) : asPage(c, problem);
  };
}

export function answerNotFound(c: Context<Env>): Response | Promise<Response> {
  const problem = {
    status: 404,
    code: "not_found",
    sentence: say(c)("common.page_not_found"),
  } as const;
  return wantsJson(c) ? asJson(c, problem) : asPage(c, problem);
}

function problemOf(error: unknown, c: Context<Env>): Problem {
  const t = say(c);
  if (isFailure(error)) {
    return { status: STATUS[error.code], code: error.code, sentence: sentenceOf(t, error) };
  }
  if (error instanceof HTTPException && error.status < 500) {
    return { status: error.status, code: "invalid", sentence: t("common.bad_request") };
  }
  const sentence = t("common.internal", { id: c.var.requestId ?? "" });
  return { status: 500, code: "internal", sentence };
}

/** A failure can come before the language is known. */
const say = (c: Context<Env>): T => c.var.t ?? translator("it");

function wantsJson(c: Context): boolean {
  const accept = c.req.header("accept") ?? "";
  return c.req.path.startsWith("/api/") ||
    (/\bjson\b/.test(accept) && !accept.includes("text/html"));
}

function asJson(c: Context<Env>, { status, code, sentence }: Problem): Response {
  return c.body(
    JSON.stringify({
      type: "about:blank",
      title: code,
      status,
      detail: sentence,
      requestId: c.var.requestId,
    }),
    status,
    { "content-type": "application/problem+json" },
  );
}

const TITLES: Partial<Record<number, MessageKey>> = {
  403: "common.title_forbidden",
  404: "common.title_not_found",
  409: "common.title_conflict",
  429: "common.title_too_many",
  503: "common.title_unavailable",
};

function asPage(c: Context<Env>, { status, sentence }: Problem): Response | Promise<Response> {
  // Before language and assets are known there is no page to draw.
  if (!c.var.assets || !c.var.t) return c.text(sentence, status);
  const { t } = c.var;
  const title = t(TITLES[status] ?? "common.title_problem");
  const body = (
    <div class="page page--narrow">
      <h1>{title}</h1>
      <p>{sentence}</p>
      <p>
        <ButtonLink href="/" icon="back">{t("common.to_today")}</ButtonLink>
      </p>
    </div>
  );
  return page(c, { title, status: status as PageOptions["status"], bare: !c.var.session }, body);
}
