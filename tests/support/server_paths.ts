/** Where Debian's packages and Homebrew put the servers that the tests start for themselves. */
const POSTGRES_FOLDERS = [
  "/usr/lib/postgresql",
  "/opt/homebrew/opt",
  "/usr/local/opt",
] as const;
const PLAIN_FOLDERS = ["/usr/bin", "/usr/sbin", "/opt/homebrew/bin", "/usr/local/bin"] as const;

/** The newest PostgreSQL's folder of programs, or `null`. */
export function findPostgres(): string | null {
  const found = POSTGRES_FOLDERS.flatMap((folder) =>
    names(folder).filter((name) => /^(\d+|postgresql@\d+)$/.test(name))
      .map((name) => ({ bin: `${folder}/${name}/bin`, version: Number(name.match(/\d+$/)?.[0]) }))
  ).filter(({ bin }) => isFile(`${bin}/initdb`));
  return found.toSorted((a, b) => b.version - a.version)[0]?.bin ?? null;
}

/** @param name such as "redis-server" */
export function findServer(name: string): string | null {
  return PLAIN_FOLDERS.map((folder) => `${folder}/${name}`).find(isFile) ?? null;
}

function names(folder: string): string[] {
  try {
    return [...Deno.readDirSync(folder)].map(({ name }) => name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
