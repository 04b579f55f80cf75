/** Who is asking: the owner in a browser, or a script with an API token. */
export const SCOPES = ["read", "write", "import", "capture", "admin"] as const;
export type Scope = (typeof SCOPES)[number];

export interface Session {
  readonly id: string;
  readonly kind: "browser" | "token";
  /** What it may do. A browser may do everything. */
  readonly scopes: readonly Scope[];
}

/** `admin` includes the others. */
export function allows({ scopes }: Session, scope: Scope): boolean {
  return scopes.includes(scope) || scopes.includes("admin");
}
