/**
 * Calls about the mailbox: home lists webhooks and requests redelivery; another relay machine announces waiting
 * webhooks.
 */
import { z } from "zod";
import { callError } from "../protocol/call_errors.ts";
import type { HomeCalls } from "../calls/home_calls.ts";
import {
  type MailboxUsage,
  type SourceAccess,
  WEBHOOK_SOURCES,
  WEBHOOK_STATES,
  type WebhookList,
  type WebhookSource,
} from "../protocol/webhooks.ts";
import type { Capacity } from "./capacity.ts";
import type { Mailbox } from "./mailbox.ts";
import { UNSIGNED_BYTES_PER_DAY, UNSIGNED_PER_DAY, type UnsignedQuota } from "./unsigned_quota.ts";

export const MAILBOX_PATH = "/relay/mailbox";
/** Another machine announces waiting webhooks of a source here. */
export const WEBHOOKS_WAITING_PATH = "/relay/mail-waits";

const ListQuery = z.object({
  state: z.enum(WEBHOOK_STATES),
  before: z.coerce.number().int().positive().nullable(),
});
const WebhookId = z.coerce.number().int().positive();
const SourceName = z.enum(WEBHOOK_SOURCES);

export interface MailboxCallsOptions {
  readonly mailbox: Pick<Mailbox, "list" | "requeue">;
  readonly capacity: Pick<Capacity, "measure" | "bytesMax">;
  readonly unsignedQuota: Pick<UnsignedQuota, "usage">;
  readonly access: Readonly<Record<WebhookSource, SourceAccess>>;
  /** Called when webhooks of a source wait. */
  readonly onWaiting: (source: WebhookSource) => void;
}

export function mailboxCalls(options: MailboxCallsOptions): HomeCalls {
  const { mailbox, capacity, unsignedQuota, access, onWaiting } = options;

  async function usage(): Promise<MailboxUsage> {
    const [bytes, unsigned] = await Promise.all([capacity.measure(), unsignedQuota.usage()]);
    return {
      ...{ bytes, bytesMax: capacity.bytesMax, access },
      unsigned: { ...unsigned, countMax: UNSIGNED_PER_DAY, bytesMax: UNSIGNED_BYTES_PER_DAY },
    };
  }

  return {
    [`GET ${MAILBOX_PATH}`]: async (request) => {
      const { searchParams } = new URL(request.url);
      const asked = ListQuery.safeParse({
        state: searchParams.get("state"),
        before: searchParams.get("before"),
      });
      if (!asked.success) return callError("invalid", 400);
      const { state, before } = asked.data;
      const [list, used] = await Promise.all([mailbox.list(state, before), usage()]);
      return Response.json({ ...list, usage: used } satisfies WebhookList);
    },

    [`POST ${MAILBOX_PATH}/*`]: async (request) => {
      const { pathname } = new URL(request.url);
      const id = WebhookId.safeParse(pathname.slice(MAILBOX_PATH.length + 1));
      if (!id.success) return callError("invalid", 400);
      const source = await mailbox.requeue(id.data);
      if (source === null) return callError("no_such_webhook", 404);
      onWaiting(source);
      return Response.json({ source });
    },

    [`POST ${WEBHOOKS_WAITING_PATH}/*`]: (request) => {
      const { pathname } = new URL(request.url);
      const source = SourceName.safeParse(pathname.slice(WEBHOOKS_WAITING_PATH.length + 1));
      if (!source.success) return Promise.resolve(callError("invalid", 400));
      onWaiting(source.data);
      return Promise.resolve(new Response(null, { status: 204 }));
    },
  };
}
