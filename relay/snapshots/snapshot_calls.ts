/** Calls of home about the snapshots of its public shop. */
import { readCall } from "../calls/request_body.ts";
import { callError } from "../protocol/call_errors.ts";
import type { HomeCalls } from "../calls/home_calls.ts";
import { sha256Hex } from "../shared/crypto.ts";
import {
  SNAPSHOT_BYTES_MAX,
  SnapshotListSchema,
  SNAPSHOTS_PATH,
  SnapshotUploadSchema,
  UPLOAD_BYTES_MAX,
  WithdrawalSchema,
} from "../protocol/snapshots.ts";
import type { Snapshots } from "./snapshots.ts";

/** Base64, and JSON around it. */
const CALL_BYTES_MAX = 2 * UPLOAD_BYTES_MAX;

export function snapshotCalls(snapshots: Snapshots): HomeCalls {
  return {
    [`PUT ${SNAPSHOTS_PATH}`]: async (request) => {
      const manifest = await readCall(request, SnapshotListSchema, CALL_BYTES_MAX);
      if (manifest instanceof Response) return manifest;
      return answered(await snapshots.declare(manifest));
    },

    [`PUT ${SNAPSHOTS_PATH}/bodies`]: async (request) => {
      const bodies = await readCall(request, SnapshotUploadSchema, CALL_BYTES_MAX);
      if (bodies instanceof Response) return bodies;
      for (const { body, hash } of bodies.bodies) {
        const bytes = Uint8Array.fromBase64(body);
        if (bytes.length > SNAPSHOT_BYTES_MAX) return callError("too_large", 413);
        if (await sha256Hex(bytes) !== hash) return callError("invalid", 400);
      }
      return answered(await snapshots.put(bodies));
    },

    // Not DELETE: some proxies drop its body, which names the withdrawn snapshots.
    [`POST ${SNAPSHOTS_PATH}/withdrawals`]: async (request) => {
      const withdrawal = await readCall(request, WithdrawalSchema, CALL_BYTES_MAX);
      if (withdrawal instanceof Response) return withdrawal;
      return answered(await snapshots.withdraw(withdrawal));
    },
  };
}

function answered(answer: object): Response {
  if ("outdated" in answer) {
    return Response.json({ generation: answer.outdated }, { status: 409 });
  }
  return Response.json(answer);
}
