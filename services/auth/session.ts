/** The session of a request: the owner in a browser, or a script with an API token. */
export const SCOPES = ["read", "write", "import", "capture", "admin"] as const;
export type Scope = (typeof SCOPES)[number];

export interface Session {
  readonly id: string;
  readonly kind: "browser" | "token";
  /** Its permissions; a browser has all of them. */
  readonly scopes: readonly Scope[];
}

/** `admin` includes the others. */
export function allows({ scopes }: Session, scope: Scope): boolean {
  return scopes.includes(scope) || scopes.includes("admin");
}
