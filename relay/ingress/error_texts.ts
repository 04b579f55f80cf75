/** Texts of the relay's error responses, in both languages. */
export type Language = "it" | "en";

export interface ErrorText {
  readonly status: number;
  readonly retryAfterSeconds?: number;
  readonly it: { readonly title: string; readonly sentence: string };
  readonly en: { readonly title: string; readonly sentence: string };
}

const RETRY_SECONDS = 30;

export const ERRORS = {
  away: {
    status: 503,
    retryAfterSeconds: RETRY_SECONDS,
    it: {
      title: "Casa non è collegata",
      sentence: "Il computer di casa è spento o senza rete: riprova fra qualche minuto.",
    },
    en: {
      title: "Home is not connected",
      sentence: "The computer at home is off or without a network: try again in a few minutes.",
    },
  },
  /** Shown for pages of the shop. */
  resting: {
    status: 503,
    retryAfterSeconds: RETRY_SECONDS,
    it: {
      title: "Il negozio riposa",
      sentence: "Il computer del negozio è spento o senza rete: riprova fra qualche minuto.",
    },
    en: {
      title: "The shop is resting",
      sentence: "The shop's computer is off or without a network: try again in a few minutes.",
    },
  },
  silent: {
    status: 503,
    retryAfterSeconds: RETRY_SECONDS,
    it: {
      title: "Nessuna risposta da casa",
      sentence: "Il computer di casa è collegato ma non risponde: riprova fra mezzo minuto.",
    },
    en: {
      title: "No answer from home",
      sentence:
        "The computer at home is connected but does not answer: try again in half a minute.",
    },
  },
  lost: {
    status: 503,
    retryAfterSeconds: 5,
    it: {
      title: "Collegamento interrotto",
      sentence: "Il collegamento con casa si è interrotto prima della risposta: riprova.",
    },
    en: {
      title: "The connection broke",
      sentence: "The connection to home broke before the answer came: try again.",
    },
  },
  late: {
    status: 504,
    retryAfterSeconds: RETRY_SECONDS,
    it: {
      title: "Ci vuole troppo",
      sentence:
        "Il computer di casa è al lavoro ma non ha risposto in un minuto: riprova più tardi.",
    },
    en: {
      title: "This takes too long",
      sentence: "The computer at home is busy and has not answered in a minute: try again later.",
    },
  },
  busy: {
    status: 503,
    retryAfterSeconds: 2,
    it: {
      title: "Troppe richieste insieme",
      sentence: "In questo momento ci sono troppe richieste: riprova fra qualche secondo.",
    },
    en: {
      title: "Too many requests at once",
      sentence: "There are too many requests at this moment: try again in a few seconds.",
    },
  },
  too_often: {
    status: 429,
    it: {
      title: "Troppe richieste",
      sentence: "Da questo indirizzo arrivano troppe richieste: aspetta un poco e riprova.",
    },
    en: {
      title: "Too many requests",
      sentence: "Too many requests come from this address: wait a little and try again.",
    },
  },
  bad_request: {
    status: 400,
    it: { title: "Richiesta non valida", sentence: "Questa richiesta non si può capire." },
    en: { title: "Not a valid request", sentence: "This request cannot be understood." },
  },
  no_such_method: {
    status: 501,
    it: { title: "Richiesta sconosciuta", sentence: "Qui non si può chiedere in questo modo." },
    en: { title: "An unknown request", sentence: "Nothing here can be asked in this way." },
  },
  not_here: {
    status: 404,
    it: { title: "Qui non c'è nulla", sentence: "Questo indirizzo non è per i visitatori." },
    en: { title: "Nothing here", sentence: "This address is not for visitors." },
  },
  too_slow: {
    status: 408,
    it: { title: "Troppo lento", sentence: "I dati arrivano troppo piano: riprova con più rete." },
    en: { title: "Too slow", sentence: "The data come too slowly: try again on a better network." },
  },
  too_large: {
    status: 413,
    it: { title: "Troppo grande", sentence: "Da qui passano al massimo 100 MB alla volta." },
    en: { title: "Too large", sentence: "At most 100 MB pass here at once." },
  },
  headers_too_large: {
    status: 431,
    it: {
      title: "Richiesta troppo lunga",
      sentence: "Le intestazioni della richiesta sono troppe o troppo lunghe.",
    },
    en: {
      title: "The request is too long",
      sentence: "The headers of the request are too many or too long.",
    },
  },
  no_websockets: {
    status: 501,
    it: { title: "Niente WebSocket", sentence: "Da qui i WebSocket non passano: usa HTTP." },
    en: { title: "No WebSockets", sentence: "WebSockets are not carried here: use HTTP." },
  },
} as const satisfies Record<string, ErrorText>;

export type ErrorCode = keyof typeof ERRORS;

/** @returns the preferred one of the two; Italian when neither is listed */
export function languageOf(acceptLanguage = ""): Language {
  const wanted = acceptLanguage.split(",").map((part) => {
    const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
    const q = parameters.find((parameter) => parameter.trim().startsWith("q="));
    return { language: tag.split("-")[0], q: q === undefined ? 1 : Number(q.split("=")[1]) };
  }).filter(({ language, q }) => q > 0 && (language === "it" || language === "en"))
    .sort((a, b) => b.q - a.q);
  return wanted[0]?.language === "en" ? "en" : "it";
}
