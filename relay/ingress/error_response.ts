/** Error responses of the relay: one sentence, as a page or as problem+json (RFC 9457). */
import type { IncomingMessage, ServerResponse } from "node:http";
import {
  type ErrorCode,
  ERRORS,
  type ErrorText,
  type Language,
  languageOf,
} from "./error_texts.ts";

export interface ErrorContext {
  readonly path: string;
  readonly accept: string | undefined;
  readonly acceptLanguage: string | undefined;
  readonly requestId: string;
  /** @default what the code itself says */
  readonly retryAfterSeconds?: number | undefined;
}

export interface ErrorResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export const STYLE_PATH = "/relay/page.css";

const COMMON = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; style-src 'self'; base-uri 'none'",
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
  "vary": "accept, accept-language",
};

export function createErrorResponse(code: ErrorCode, context: ErrorContext): ErrorResponse {
  const text: ErrorText = ERRORS[code];
  const language = languageOf(context.acceptLanguage);
  const isPage = wantsPage(context);
  const retryAfterSeconds = context.retryAfterSeconds ?? text.retryAfterSeconds;
  return {
    status: text.status,
    headers: {
      ...COMMON,
      "content-type": isPage ? "text/html; charset=utf-8" : "application/problem+json",
      "content-language": language,
      "x-request-id": context.requestId,
      ...retryAfterSeconds && { "retry-after": String(retryAfterSeconds) },
    },
    body: isPage ? page(text, language) : problem(code, text, language, context.requestId),
  };
}

/** Errors after which the connection is closed: the start of its next request cannot be known. */
const CLOSES_CONNECTION: ReadonlySet<ErrorCode> = new Set(["bad_request", "headers_too_large"]);

export function sendErrorResponse(
  code: ErrorCode,
  request: IncomingMessage,
  response: ServerResponse,
  context: Pick<ErrorContext, "requestId" | "retryAfterSeconds">,
): void {
  const { url = "/", headers: { accept, "accept-language": acceptLanguage } } = request;
  const path = url.split("?", 1)[0]!;
  const { status, headers, body } = createErrorResponse(code, {
    ...{ ...context, path, accept, acceptLanguage },
  });
  if (CLOSES_CONNECTION.has(code)) response.shouldKeepAlive = false;
  const length = new TextEncoder().encode(body).length;
  response.writeHead(status, { ...headers, "content-length": String(length) });
  response.end(request.method === "HEAD" ? undefined : body);
}

function wantsPage({ path, accept }: ErrorContext): boolean {
  return !path.startsWith("/api/") && (accept ?? "").includes("text/html");
}

function page(text: ErrorText, language: Language): string {
  const { title, sentence } = text[language];
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="stylesheet" href="${STYLE_PATH}">
</head>
<body>
<main>
<p class="tag">${text.status}</p>
<h1>${title}</h1>
<p>${sentence}</p>
</main>
</body>
</html>
`;
}

function problem(code: ErrorCode, text: ErrorText, language: Language, requestId: string): string {
  return JSON.stringify({
    type: "about:blank",
    title: code,
    status: text.status,
    detail: text[language].sentence,
    requestId,
  });
}
