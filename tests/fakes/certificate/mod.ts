/**
 * An authority that nobody but a test believes, and what it says of `localhost` until 2120: so that fakes can
 * speak TLS. The authority's own key was thrown away.
 */
const read = (name: string) => Deno.readTextFileSync(new URL(name, import.meta.url));

/** For servers. */
export const LOCALHOST = { cert: read("localhost.pem"), key: read("localhost.key") };

/** For who asks them. */
export const TEST_AUTHORITY = read("authority.pem");
/** For a child program that calls the fakes: set as `DENO_CERT`. */
export const TEST_AUTHORITY_FILE = new URL("authority.pem", import.meta.url).pathname;
