/** Servers with TLS by the tests' own authority, which nobody else believes. */
import { tempFolder } from "../../services/store/testing.ts";
import { LOCALHOST } from "../fakes/certificate/mod.ts";
import { freePort } from "./free_port.ts";
import { ownedBy, type PostgresServer, startPostgres } from "./postgres.ts";
import { type RedisServer, startRedis } from "./redis.ts";

/** Takes encrypted connections only. Its `url` is `rediss://`. */
export async function startSecuredRedis(): Promise<RedisServer & { readonly plainUrl: string }> {
  await using files = await certificateFiles();
  const port = freePort();
  const server = await startRedis({
    settings: {
      "tls-port": String(port),
      "tls-cert-file": files.cert,
      "tls-key-file": files.key,
      "tls-auth-clients": "no",
    },
  });
  return {
    ...server,
    url: `rediss://127.0.0.1:${port}`,
    plainUrl: `redis://127.0.0.1:${port}`,
    port,
  };
}

/** The files must outlive the server: PostgreSQL reads them again for each connection on some systems. */
export async function startSecuredPostgres(): Promise<PostgresServer> {
  const files = await certificateFiles();
  const server = await startPostgres({
    settings: { ssl: "on", ssl_cert_file: files.cert, ssl_key_file: files.key },
  });
  return {
    ...server,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await files[Symbol.asyncDispose]();
    },
  };
}

async function certificateFiles() {
  const folder = await tempFolder();
  const cert = `${folder.path}/localhost.pem`;
  const key = `${folder.path}/localhost.key`;
  await Deno.writeTextFile(cert, LOCALHOST.cert);
  await Deno.writeTextFile(key, LOCALHOST.key, { mode: 0o600 });
  await ownedBy(folder.path);
  return { cert, key, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}
