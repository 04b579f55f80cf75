/**
 * A mail server over real sockets: EHLO, STARTTLS or TLS from the first byte, AUTH PLAIN, MAIL, RCPT,
 * DATA with its doubled dots. Passwords in the clear it does not take.
 */
import { LOCALHOST } from "./certificate/mod.ts";
import { converse, type SmtpHouse } from "./smtp_talk.ts";

interface FakeSmtp extends SmtpHouse, AsyncDisposable {
  readonly host: "localhost";
  readonly port: number;
  close(): Promise<void>;
}

interface FakeSmtpOptions {
  /** TLS from the first byte. @default begins in the clear and offers STARTTLS */
  readonly tls?: boolean;
  /** Accepted log-in; without one no log-in is needed. */
  readonly login?: { readonly user: string; readonly password: string };
}

const LOOPBACK = "localhost";

export function startFakeSmtp({ tls = false, login }: FakeSmtpOptions = {}): FakeSmtp {
  const house: SmtpHouse = { mails: [], refusal: null, login: login ?? null };
  const open = new Set<Deno.Conn>();
  const talks: Promise<void>[] = [];
  const secured = Deno.listenTls({ hostname: LOOPBACK, port: 0, ...LOCALHOST });
  const clear = tls ? null : Deno.listen({ hostname: LOOPBACK, port: 0 });

  async function serve(listener: Deno.Listener, secure: boolean): Promise<void> {
    for await (const connection of listener) {
      open.add(connection);
      const greeted = secure && !tls;
      const talk = converse(connection, {
        house,
        secure,
        greeted,
        upgrade: () => splice(connection),
      });
      talks.push(talk.finally(() => leave(connection)));
    }
  }

  /** After STARTTLS, forwards the connection to a TLS listener. */
  async function splice(outer: Deno.Conn): Promise<void> {
    const inner = await Deno.connect({ hostname: LOOPBACK, port: secured.addr.port });
    open.add(inner);
    await Promise.allSettled([
      outer.readable.pipeTo(inner.writable),
      inner.readable.pipeTo(outer.writable),
    ]);
    leave(inner);
  }

  function leave(connection: Deno.Conn): void {
    if (!open.delete(connection)) return;
    try {
      connection.close();
    } catch (error) {
      // Its streams, once at their end, have closed it already.
      if (!(error instanceof Deno.errors.BadResource)) throw error;
    }
  }

  const serving = [serve(secured, true), ...(clear ? [serve(clear, false)] : [])];
  async function close(): Promise<void> {
    secured.close();
    clear?.close();
    for (const connection of [...open]) leave(connection);
    await Promise.all(serving);
    await Promise.allSettled(talks);
  }
  return Object.assign(house, {
    host: LOOPBACK as "localhost",
    port: (clear ?? secured).addr.port,
    close,
    [Symbol.asyncDispose]: close,
  });
}
