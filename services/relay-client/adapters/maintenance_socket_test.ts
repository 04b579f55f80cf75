import assert from "node:assert/strict";
import { conflict } from "../../base/errors.ts";
import { silentLogger } from "../../base/log.ts";
import { tempFolder } from "../../store/testing.ts";
import { askRunningApp, openMaintenanceSocket } from "./maintenance_socket.ts";

const work = {
  count: () => Promise.resolve({ text: "perché 👗 ".repeat(10_000) }),
  refuse: () => Promise.reject(conflict("relay.replica_of_other_home", { a: 1 })),
  break: () => Promise.reject(new Error("a fault")),
};

Deno.test("a task is answered by the running app, in full or with its refusal", async () => {
  await using folder = await tempFolder();
  const door = openMaintenanceSocket(folder.path, work, silentLogger)!;
  const { mode } = await Deno.stat(`${folder.path}/maintenance.sock`);
  assert.equal(mode! & 0o777, 0o600);
  const answers = await Promise.all([1, 2, 3].map(() => askRunningApp(folder.path, "count")));
  for (const answer of answers) assert.deepEqual(answer, { done: await work.count() });
  await assert.rejects(askRunningApp(folder.path, "refuse"), {
    code: "conflict",
    key: "relay.replica_of_other_home",
    params: { a: 1 },
  });
  await assert.rejects(askRunningApp(folder.path, "rm"), { key: "common.bad_request" });
  await assert.rejects(askRunningApp(folder.path, "break"), {
    key: "common.something_wrong",
  });
  await door.close();
  assert.equal(await askRunningApp(folder.path, "count"), null);
});

Deno.test("what a killed app left behind is in nobody's way", async () => {
  await using folder = await tempFolder();
  const left = Deno.listen({ transport: "unix", path: `${folder.path}/maintenance.sock` });
  left.close();
  assert.equal(await askRunningApp(folder.path, "count"), null);
  const door = openMaintenanceSocket(folder.path, work, silentLogger)!;
  assert.ok(await askRunningApp(folder.path, "count"));
  await door.close();
});
