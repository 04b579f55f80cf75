/**
 * How everything is: for who has the key, and for home. Each part is asked with a deadline of its own, so that the
 * one that hangs is seen and hides nobody. What is metered is not asked for a mere probe: what is known of it is
 * said, with its age.
 */
import { isEqualConstantTime } from "../shared/crypto.ts";
import { HEALTH_TYPE } from "../protocol/health.ts";
import type { TimeSource } from "../shared/time.ts";

export const DEEP_HEALTH_PATH = "/api/health/deep";

export type Verdict = "pass" | "warn" | "fail";

export interface HealthResult {
  readonly verdict: Verdict;
  /** What else there is to say; no secrets. */
  readonly [fact: string]: unknown;
}

export interface HealthCheck {
  readonly run: (signal: AbortSignal) => HealthResult | Promise<HealthResult>;
  /** Asking costs: it is done only where somebody says so. */
  readonly metered?: true;
  /** What it means that there is no answer. @default "warn" */
  readonly onNoAnswer?: Verdict;
}

export interface ReportedResult extends HealthResult {
  /** Milliseconds since it was so. */
  readonly ageMs: number;
}

export interface HealthReport {
  /** The worst of all parts. */
  readonly status: Verdict;
  readonly parts: Readonly<Record<string, ReportedResult | { readonly verdict: "unknown" }>>;
}

export interface DeepHealthOptions<Name extends string> {
  readonly checks: Readonly<Record<Name, HealthCheck>>;
  /** For the header `authorization: Bearer …`; absent: home alone may ask. */
  readonly key?: string;
  readonly time: TimeSource;
  /** @default CHECK_MS_MAX */
  readonly checkMsMax?: number;
}

export interface DeepHealth<Name extends string> {
  report(options?: { readonly wake?: boolean }): Promise<HealthReport>;
  /** Whoever asks with the key. */
  answer(request: Request): Promise<Response>;
  /** Whoever has proved to be home. */
  answerHome(request: Request): Promise<Response>;
  /** Somebody who worked with a part says how it was: so a probe need not ask. */
  remember(check: Name, result: HealthResult): void;
}

export const CHECK_MS_MAX = 2_000;
const BAD: readonly Verdict[] = ["pass", "warn", "fail"];

export function createDeepHealth<Name extends string>(
  { checks, key, time, checkMsMax = CHECK_MS_MAX }: DeepHealthOptions<Name>,
): DeepHealth<Name> {
  const known = new Map<Name, { readonly finding: HealthResult; readonly at: number }>();
  const remember = (name: Name, finding: HealthResult) =>
    void known.set(name, { finding, at: time.now() });
  /** Two who ask at once are told the same: nothing is asked twice for them. */
  const looking = new Map<Name, Promise<void>>();

  async function look(name: Name, { run, onNoAnswer = "warn" }: HealthCheck): Promise<void> {
    const giveUp = new AbortController();
    const late = Promise.withResolvers<HealthResult>();
    const callOff = time.after(checkMsMax, () => {
      late.resolve({ verdict: onNoAnswer, why: `no answer within ${checkMsMax} ms` });
      giveUp.abort();
    });
    const asked = Promise.try(run, giveUp.signal)
      .catch((error): HealthResult => ({ verdict: onNoAnswer, why: String(error) }));
    remember(name, await Promise.race([asked, late.promise]));
    callOff();
  }

  function lookOnce(name: Name, part: HealthCheck): Promise<void> {
    const running = looking.get(name) ?? look(name, part).finally(() => looking.delete(name));
    looking.set(name, running);
    return running;
  }

  async function report({ wake = false } = {}): Promise<HealthReport> {
    const all = Object.entries<HealthCheck>(checks) as [Name, HealthCheck][];
    await Promise.all(
      all.map(([name, part]) => part.metered && !wake ? null : lookOnce(name, part)),
    );
    const now = time.now();
    const said = all.map(([name]) => {
      const found = known.get(name);
      if (!found) return [name, { verdict: "unknown" as const }] as const;
      return [name, { ...found.finding, ageMs: Math.round(now - found.at) }] as const;
    });
    const worst = Math.max(
      0,
      ...[...known.values()].map(({ finding }) => BAD.indexOf(finding.verdict)),
    );
    return { status: BAD[worst]!, parts: Object.fromEntries(said) };
  }

  async function answerHome(request: Request): Promise<Response> {
    const wake = new URL(request.url).searchParams.get("wake") === "1";
    const said = await report({ wake });
    return Response.json(said, {
      status: said.status === "fail" ? 503 : 200,
      headers: { "cache-control": "no-store", "content-type": HEALTH_TYPE },
    });
  }

  return {
    report,
    answerHome,
    remember,
    async answer(request) {
      const given = request.headers.get("authorization") ?? "";
      if (key && isEqualConstantTime(given, `Bearer ${key}`)) return await answerHome(request);
      return Response.json({ message: "for who has the key" }, {
        status: 401,
        headers: { "cache-control": "no-store", "www-authenticate": "Bearer" },
      });
    },
  };
}
