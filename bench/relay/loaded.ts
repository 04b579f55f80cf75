/** How much is asked of a server, and what was seen of its answers. */
export interface LoadOptions {
  readonly port: number;
  readonly path: string;
  readonly connections: number;
  readonly seconds: number;
}

export interface Load {
  readonly requests: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly shareOver40Ms: number;
  /** Answers that were no 2xx, and broken connections. */
  readonly failures: number;
}
