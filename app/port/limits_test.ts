import assert from "node:assert/strict";
import { portLimits } from "./limits.ts";

Deno.test("portLimits() stays well under the files that the system opens, and lets no address have all", () => {
  for (
    const [wanted, openFiles, most] of [
      [500, null, 500],
      [500, 10_240, 500],
      [500, 1_024, 301],
      [500, 256, 45],
      [500, 64, 12],
      [20, 10_240, 20],
    ] as const
  ) {
    const { connectionsMax, connectionsOfOneMax } = portLimits(wanted, openFiles);
    assert.equal(connectionsMax, most, `${wanted} of ${openFiles}`);
    assert.ok(connectionsOfOneMax < connectionsMax);
  }
});
