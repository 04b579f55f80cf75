/** Calls of home about its replica. */
import { readCall } from "../calls/request_body.ts";
import { callError } from "../protocol/call_errors.ts";
import type { HomeCalls } from "../calls/home_calls.ts";
import {
  BATCH_BYTES_MAX,
  RangesSchema,
  ReplicaBatchSchema,
  ReplicaKeySchema,
  type ReplicationPace,
} from "../protocol/replica.ts";
import type { Replica } from "./replica.ts";

export const REPLICA_PATH = "/relay/replica";

/** @param pace for the next batches. @default home's own */
export function replicaCalls(replica: Replica, pace?: () => ReplicationPace): HomeCalls {
  return {
    [`GET ${REPLICA_PATH}`]: async () => Response.json(await replica.cursor()),

    [`POST ${REPLICA_PATH}`]: async (request) => {
      const batch = await readCall(request, ReplicaBatchSchema, BATCH_BYTES_MAX);
      if (batch instanceof Response) return batch;
      const applied = await replica.apply(batch);
      const answer = { ...applied, ...pace && { pace: pace() } };
      return Response.json(answer, { status: applied.applied ? 200 : 409 });
    },

    [`POST ${REPLICA_PATH}/hashes`]: async (request) => {
      const asked = await readCall(request, RangesSchema, BATCH_BYTES_MAX);
      if (asked instanceof Response) return asked;
      return Response.json({ hashes: await replica.hashes(asked.ranges, asked.signed) });
    },

    [`GET ${REPLICA_PATH}/page`]: async (request) => {
      const after = new URL(request.url).searchParams.get("after");
      if (after !== null && !ReplicaKeySchema.safeParse(after).success) {
        return callError("invalid", 400);
      }
      return Response.json(await replica.page(after));
    },
  };
}
