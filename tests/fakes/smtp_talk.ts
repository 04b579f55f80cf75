/** One conversation with the mail server. */
export interface SmtpHouse {
  readonly mails: ReceivedMail[];
  /** Refusal of the next e-mails, such as "550 5.1.1 no such user". */
  refusal: string | null;
  login: { readonly user: string; readonly password: string } | null;
}

interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Header and text, without the doubled dots. */
  readonly data: string;
  readonly secure: boolean;
  readonly user: string | null;
}

interface Talk {
  readonly house: SmtpHouse;
  readonly secure: boolean;
  /** It was greeted before it was encrypted. */
  readonly greeted: boolean;
  readonly upgrade: () => Promise<void>;
}

const NAME = "localhost";

interface Line {
  readonly text: string;
  /** Address within angle brackets. */
  readonly address: string;
}

export async function converse(connection: Deno.Conn, talk: Talk): Promise<void> {
  const { next, say } = lines(connection);
  const verbs = verbsOf(talk, { next, say });
  if (!talk.greeted) await say(`220 ${NAME} ESMTP`);
  for (let text = await next(); text !== null; text = await next()) {
    const verb = text.split(/[ :]/)[0]!.toUpperCase();
    if (verb === "QUIT") return await say("221 2.0.0 bye");
    if (verb === "STARTTLS" && !talk.secure) {
      await say("220 2.0.0 go ahead");
      return await talk.upgrade();
    }
    const address = /<([^>]*)>/.exec(text)?.[1] ?? "";
    await say(await verbs[verb]?.({ text, address }) ?? "502 5.5.1 not known");
  }
}

type Lines = ReturnType<typeof lines>;

/** Answer to each SMTP command. */
function verbsOf({ house, secure }: Talk, { next, say }: Lines) {
  let user: string | null = null;
  let from = "";
  let to: string[] = [];
  const verbs: Record<string, (line: Line) => string | Promise<string>> = {
    EHLO: () =>
      [`250-${NAME}`, secure ? "250-AUTH PLAIN" : "250-STARTTLS", "250 8BITMIME"].join("\r\n"),
    async AUTH({ text }) {
      const [, , initial] = text.split(" ");
      if (!initial) await say("334 ");
      const shown = Uint8Array.fromBase64(initial ?? await next() ?? "");
      const [, name, password] = new TextDecoder().decode(shown).split("\0");
      const right = secure && name === house.login?.user && password === house.login?.password;
      user = right ? name! : null;
      return right ? "235 2.7.0 welcome" : "535 5.7.8 authentication failed";
    },
    MAIL({ address }) {
      [from, to] = [address, []];
      return house.login && !user ? "530 5.7.0 authentication required" : "250 2.1.0 ok";
    },
    RCPT({ address }) {
      if (!house.refusal) to.push(address);
      return house.refusal ?? "250 2.1.5 ok";
    },
    async DATA() {
      await say("354 end with a dot");
      const data: string[] = [];
      for (let text = await next(); text !== null && text !== "."; text = await next()) {
        data.push(text.startsWith(".") ? text.slice(1) : text);
      }
      house.mails.push({ from, to, data: data.join("\r\n"), secure, user });
      return "250 2.0.0 queued";
    },
  };
  return verbs;
}

function lines(connection: Deno.Conn) {
  const decoder = new TextDecoder();
  const chunk = new Uint8Array(4_096);
  let pending = "";
  return {
    /** The next line, `null` when the other side has hung up. */
    async next(): Promise<string | null> {
      while (!pending.includes("\r\n")) {
        const read = await connection.read(chunk).catch(() => null);
        if (read === null) return null;
        pending += decoder.decode(chunk.subarray(0, read), { stream: true });
      }
      const end = pending.indexOf("\r\n");
      const line = pending.slice(0, end);
      pending = pending.slice(end + 2);
      return line;
    },
    async say(said: string): Promise<void> {
      const bytes = new TextEncoder().encode(`${said}\r\n`);
      for (let sent = 0; sent < bytes.length;) sent += await connection.write(bytes.subarray(sent));
    },
  };
}
