/**
 * The deep health check, for callers with the key and for home. Each check has its own deadline, so that one
 * that hangs is reported and hides no other. A metered check does not run for a mere probe: its last result is
 * reported with its age.
 */
import { isEqualConstantTime } from "../shared/crypto.ts";
import { HEALTH_TYPE } from "../protocol/health.ts";
import type { TimeSource } from "../shared/time.ts";

export const DEEP_HEALTH_PATH = "/api/health/deep";

export type Verdict = "pass" | "warn" | "fail";

export interface HealthResult {
  readonly verdict: Verdict;
  /** Further facts for the report; no secrets. */
  readonly [fact: string]: unknown;
}

export interface HealthCheck {
  readonly run: (signal: AbortSignal) => HealthResult | Promise<HealthResult>;
  /** It costs money and runs only on request (`?wake=1`). */
  readonly metered?: true;
  /** The verdict when it fails or times out. @default "warn" */
  readonly onNoAnswer?: Verdict;
}

export interface ReportedResult extends HealthResult {
  /** Age of the result in milliseconds. */
  readonly ageMs: number;
}

export interface HealthReport {
  /** The worst verdict of all checks. */
  readonly status: Verdict;
  readonly parts: Readonly<Record<string, ReportedResult | { readonly verdict: "unknown" }>>;
}

export interface DeepHealthOptions<Name extends string> {
  readonly checks: Readonly<Record<Name, HealthCheck>>;
  /** For the header `authorization: Bearer …`; without it only home may ask. */
  readonly key?: string;
  readonly time: TimeSource;
  /** @default CHECK_MS_MAX */
  readonly checkMsMax?: number;
}

export interface DeepHealth<Name extends string> {
  report(options?: { readonly wake?: boolean }): Promise<HealthReport>;
  /** Answers a caller with the key. */
  answer(request: Request): Promise<Response>;
  /** Answers home, whose call was authenticated before. */
  answerHome(request: Request): Promise<Response>;
  /** Records a result from elsewhere, so that a probe need not run the check. */
  remember(check: Name, result: HealthResult): void;
}

export const CHECK_MS_MAX = 2_000;
const VERDICTS_BY_SEVERITY: readonly Verdict[] = ["pass", "warn", "fail"];

export function createDeepHealth<Name extends string>(
  { checks, key, time, checkMsMax = CHECK_MS_MAX }: DeepHealthOptions<Name>,
): DeepHealth<Name> {
  const known = new Map<Name, { readonly finding: HealthResult; readonly at: number }>();
  const remember = (name: Name, finding: HealthResult) =>
    void known.set(name, { finding, at: time.now() });
  /** Concurrent reports share one run of each check. */
  const running = new Map<Name, Promise<void>>();

  async function runCheck(name: Name, { run, onNoAnswer = "warn" }: HealthCheck): Promise<void> {
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

  function runOnce(name: Name, part: HealthCheck): Promise<void> {
    const run = running.get(name) ?? runCheck(name, part).finally(() => running.delete(name));
    running.set(name, run);
    return run;
  }

  async function report({ wake = false } = {}): Promise<HealthReport> {
    const all = Object.entries<HealthCheck>(checks) as [Name, HealthCheck][];
    await Promise.all(
      all.map(([name, part]) => part.metered && !wake ? null : runOnce(name, part)),
    );
    const now = time.now();
    const said = all.map(([name]) => {
      const found = known.get(name);
      if (!found) return [name, { verdict: "unknown" as const }] as const;
      return [name, { ...found.finding, ageMs: Math.round(now - found.at) }] as const;
    });
    const worst = Math.max(
      0,
      ...[...known.values()].map(({ finding }) => VERDICTS_BY_SEVERITY.indexOf(finding.verdict)),
    );
    return { status: VERDICTS_BY_SEVERITY[worst]!, parts: Object.fromEntries(said) };
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
      return Response.json({ message: "the key is missing or wrong" }, {
        status: 401,
        headers: { "cache-control": "no-store", "www-authenticate": "Bearer" },
      });
    },
  };
}
