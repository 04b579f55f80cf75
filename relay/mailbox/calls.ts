/** What home asks of its mailbox, over HTTPS: what is there, and to bring one again. */
import { z } from "zod";
import type { HomeCalls } from "../home_door.ts";
import { MAIL_STATES, type Source } from "../protocol_mail.ts";
import type { Mailbox } from "./mailbox.ts";

export const MAILBOX_PATH = "/relay/mailbox";

const Asked = z.object({
  state: z.enum(MAIL_STATES),
  before: z.coerce.number().int().positive().nullable(),
});
const Again = z.coerce.number().int().positive();

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
  };
}

const misunderstood = () => Response.json({ message: "not understood" }, { status: 400 });
