/** Calls about the mailbox: home lists it and asks for a webhook again; one relay machine wakes another. */
import { z } from "zod";
import { misunderstood } from "../home_call.ts";
import type { HomeCalls } from "../home_door.ts";
import {
  MAIL_STATES,
  type MailboxUsage,
  type MailList,
  type Source,
  type SourceAccess,
  SOURCES,
} from "../protocol_mail.ts";
import type { Capacity } from "./capacity.ts";
import type { Mailbox } from "./mailbox.ts";
import {
  UNSIGNED_BYTES_PER_DAY,
  UNSIGNED_PER_DAY,
  type UnsignedBudget,
} from "./unsigned_budget.ts";

export const MAILBOX_PATH = "/relay/mailbox";
/** One machine tells another there that mail of a source waits. */
export const MAIL_WAITS_PATH = "/relay/mail-waits";

const Asked = z.object({
  state: z.enum(MAIL_STATES),
  before: z.coerce.number().int().positive().nullable(),
});
const Again = z.coerce.number().int().positive();
const Waits = z.enum(SOURCES);

export interface MailboxCallsOptions {
  readonly mailbox: Pick<Mailbox, "list" | "replay">;
  readonly capacity: Pick<Capacity, "measure" | "bytesMax">;
  readonly unsignedBudget: Pick<UnsignedBudget, "usage">;
  readonly access: Readonly<Record<Source, SourceAccess>>;
  /** Called when webhooks of this source wait again. */
  readonly wake: (source: Source) => void;
}

export function mailboxCalls(options: MailboxCallsOptions): HomeCalls {
  const { mailbox, capacity, unsignedBudget, access, wake } = options;

  async function usage(): Promise<MailboxUsage> {
    const [bytes, unsigned] = await Promise.all([capacity.measure(), unsignedBudget.usage()]);
    return {
      ...{ bytes, bytesMax: capacity.bytesMax, access },
      unsigned: { ...unsigned, countMax: UNSIGNED_PER_DAY, bytesMax: UNSIGNED_BYTES_PER_DAY },
    };
  }

  return {
    [`GET ${MAILBOX_PATH}`]: async (request) => {
      const { searchParams } = new URL(request.url);
      const asked = Asked.safeParse({
        state: searchParams.get("state"),
        before: searchParams.get("before"),
      });
      if (!asked.success) return misunderstood();
      const { state, before } = asked.data;
      const [list, used] = await Promise.all([mailbox.list(state, before), usage()]);
      return Response.json({ ...list, usage: used } satisfies MailList);
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
