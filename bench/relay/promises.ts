/** What was promised of each figure; the others are said beside it. */
export interface Promised {
  readonly most?: number;
  readonly least?: number;
}

export const PROMISES: Readonly<Record<string, Promised>> = {
  "P1.added_p50_ms": { most: 0.3 },
  "P2.added_p99_ms": { most: 3 },
  "P2.share_over_40_ms": { most: 0 },
  "P3.requests_per_s": { least: 6_000 },
  "P3.p99_ms": { most: 33 },
  "P4.down_mb_s": { least: 180 },
  "P4.up_mb_s": { least: 180 },
  "P4.relay_rss_growth_mb": { most: 32 },
  "P4.home_rss_growth_mb": { most: 32 },
  "P5.idle_mb": { most: 100 },
  "P5.at_1000_tunnelled_mb": { most: 180 },
  "P5.at_10000_idle_keepalive_mb": { most: 200 },
  "P6.first_event_max_ms": { most: 50 },
  "P6.event_p99_ms": { most: 50 },
  "P8.acks_per_s": { least: 1_000 },
  "P8.ack_p99_ms": { most: 250 },
  "P9.relay_cpu_percent": { most: 1 },
  "P9.home_cpu_percent": { most: 1 },
  "P9.wakeups": { most: 3 },
  "cold_start_ms": { most: 400 },
  "frozen_home_answered_ms": { most: 5_000 },
  "back_after_relay_restart_ms": { most: 2_000 },
  "back_after_home_restart_ms": { most: 2_000 },
  "replication_records_per_s": { least: 5_000 },
};

export function isKept({ most = Infinity, least = -Infinity }: Promised, value: number): boolean {
  return value <= most && value >= least;
}

export const inWords = ({ most, least }: Promised): string =>
  most === undefined ? `>= ${least}` : `<= ${most}`;
