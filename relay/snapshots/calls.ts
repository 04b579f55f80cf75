/** What home says of the public shop, over HTTPS; who calls is checked before it comes here. */
import { misunderstood, readCall, tooLarge } from "../home_call.ts";
import type { HomeCalls } from "../home_door.ts";
import { sha256Hex } from "../protocol_auth.ts";
import {
  BODIES_BYTES_MAX,
  BodiesSchema,
  BODY_BYTES_MAX,
  ManifestSchema,
  SNAPSHOTS_PATH,
  WithdrawalSchema,
} from "../protocol_snapshots.ts";
import type { Snapshots } from "./snapshots.ts";

/** Base64 and the words around it. */
const CALL_BYTES_MAX = 2 * BODIES_BYTES_MAX;

export function snapshotCalls(snapshots: Snapshots): HomeCalls {
  return {
    [`PUT ${SNAPSHOTS_PATH}`]: async (request) => {
      const manifest = await readCall(request, ManifestSchema, CALL_BYTES_MAX);
      if (manifest instanceof Response) return manifest;
      return answered(await snapshots.declare(manifest));
    },

    [`PUT ${SNAPSHOTS_PATH}/bodies`]: async (request) => {
      const bodies = await readCall(request, BodiesSchema, CALL_BYTES_MAX);
      if (bodies instanceof Response) return bodies;
      for (const { body, hash } of bodies.bodies) {
        const bytes = Uint8Array.fromBase64(body);
        if (bytes.length > BODY_BYTES_MAX) return tooLarge(BODY_BYTES_MAX);
        if (await sha256Hex(bytes) !== hash) return misunderstood();
      }
      return answered(await snapshots.put(bodies));
    },

    // Not DELETE: what is withdrawn is named in the body, which some proxies drop there.
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
