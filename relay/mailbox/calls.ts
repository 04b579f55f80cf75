/** What home asks of its mailbox, over HTTPS: what is there, and to bring one again; and what machines tell each other. */
import { z } from "zod";
import { misunderstood } from "../home_call.ts";
import type { HomeCalls } from "../home_door.ts";
import { MAIL_STATES, type Source, SOURCES } from "../protocol_mail.ts";
import type { Mailbox } from "./mailbox.ts";

export const MAILBOX_PATH = "/relay/mailbox";
/** One machine tells another there that mail of a source waits. */
export const MAIL_WAITS_PATH = "/relay/mail-waits";

const Asked = z.object({
  state: z.enum(MAIL_STATES),
  before: z.coerce.number().int().positive().nullable(),
});
const Again = z.coerce.number().int().positive();
const Waits = z.enum(SOURCES);

/** @param wake called when mail of this source waits again */
export function mailboxCalls(mailbox: Mailbox, wake: (source: Source) => void): HomeCalls {
  return {
    [`GET ${MAILBOX_PATH}`]: async (request) => {
      const { searchParams } = new URL(request.url);
      const asked = Asked.safeParse({
        state: searchParams.get("state"),
        before: searchParams.get("before"),
      });
      if (!asked.success) return misunderstood();
      return Response.json(await mailbox.list(asked.data.state, asked.data.before));
    },

    [`POST ${MAILBOX_PATH}/*`]: async (request) => {
      const { pathname } = new URL(request.url);
      const id = Again.safeParse(pathname.slice(MAILBOX_PATH.length + 1));
      if (!id.success) return misunderstood();
      const source = await mailbox.replay(id.data);
      if (source === null) return Response.json({ message: "no such mail" }, { status: 404 });
      wake(source);
      return Response.json({ source });
    },

    [`POST ${MAIL_WAITS_PATH}/*`]: (request) => {
      const { pathname } = new URL(request.url);
      const source = Waits.safeParse(pathname.slice(MAIL_WAITS_PATH.length + 1));
      if (!source.success) return Promise.resolve(misunderstood());
      wake(source.data);
      return Promise.resolve(new Response(null, { status: 204 }));
    },
  };
}
