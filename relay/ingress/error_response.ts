/** The relay's own answers: one sentence, as a small page or as problem+json (RFC 9457). */
import {
  type ErrorCode,
  ERRORS,
  type ErrorText,
  type Language,
  languageOf,
} from "./error_texts.ts";

export interface Asked {
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

export function createErrorResponse(code: ErrorCode, asked: Asked): ErrorResponse {
  const word: ErrorText = ERRORS[code];
  const language = languageOf(asked.acceptLanguage);
  const isPage = wantsPage(asked);
  const retryAfterSeconds = asked.retryAfterSeconds ?? word.retryAfterSeconds;
  return {
    status: word.status,
    headers: {
      ...COMMON,
      "content-type": isPage ? "text/html; charset=utf-8" : "application/problem+json",
      "content-language": language,
      "x-request-id": asked.requestId,
      ...retryAfterSeconds && { "retry-after": String(retryAfterSeconds) },
    },
    body: isPage ? page(word, language) : problem(code, word, language, asked.requestId),
  };
}

function wantsPage({ path, accept }: Asked): boolean {
  return !path.startsWith("/api/") && (accept ?? "").includes("text/html");
}

function page(word: ErrorText, language: Language): string {
  const { title, sentence } = word[language];
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
<p class="tag">${word.status}</p>
<h1>${title}</h1>
<p>${sentence}</p>
</main>
</body>
</html>
`;
}

function problem(code: ErrorCode, word: ErrorText, language: Language, requestId: string): string {
  return JSON.stringify({
    type: "about:blank",
    title: code,
    status: word.status,
    detail: word[language].sentence,
    requestId,
  });
}
