/**
 * A batch of the second copy is applied, and the relay dies before it can say so; meanwhile the same records change
 * again. What home sends then must not be taken for what was applied before.
 */
import { runTask } from "../../support/task.ts";
import { judge, type Outcome } from "../outcome.ts";
import { until } from "../../support/until.ts";
import type { World } from "../world.ts";

/** A PostgreSQL advisory lock that nothing else uses. */
const HOLD = 42;
const THINGS = 20;

/** Whoever has written where the copy is waits for the lock before it is committed. */
const HOLD_COMMITS = `
  create function hold_commit() returns trigger language plpgsql as
    $$ begin perform pg_advisory_xact_lock(${HOLD}); return null; end $$;
  create constraint trigger hold_commit after insert or update on replica_cursor
    deferrable initially deferred for each row execute function hold_commit()`;

export async function lostAnswer(world: World): Promise<Outcome> {
  const { home, relay, sql, client } = world;
  const { broken, holds } = judge();
  await home.change({ from: 0, to: THINGS, word: "before" });
  await home.replicate();
  const { number: before } = await client.cursor();
  await sql.unsafe(HOLD_COMMITS);
  const holder = await sql.reserve();
  await holder`select pg_advisory_lock(${HOLD})`;
  await home.change({ from: 0, to: THINGS, word: "applied" });
  const shipped = home.replicate().then(() => true, () => false);
  await until("the batch waits to be committed", async () => {
    const [row] = await sql`select count(*)::int as waiting from pg_locks
      where locktype = 'advisory' and objid = ${HOLD} and not granted`;
    return row!.waiting > 0;
  });
  await relay.freeze();
  await holder`select pg_advisory_unlock(${HOLD})`;
  holder.release();
  await until("the batch is committed", async () => await numberOf(world) === before + 1);
  await relay.kill();
  holds(!await shipped, "home is not told that it was applied");
  await home.change({ from: 0, to: 2 * THINGS, word: "afterwards" });
  await sql.unsafe("drop function hold_commit cascade");
  await relay.start();
  await home.replicate();
  const after = await numberOf(world);
  const verified = await runTask(["replica", "verify"], home.env);
  holds(verified.code === 0, `replica verify: ${verified.said}`);
  await home.connected();
  return {
    fault: "replica",
    title: "an answer that was lost: the same batch counts once, and what is newer is carried",
    done:
      "the relay killed between the commit of a batch and its answer, records changed, sent again",
    counts: { "batches before": before, "batches after": after, differences: verified.code },
    broken,
  };
}

async function numberOf({ sql }: World): Promise<number> {
  const [row] = await sql`select number::int from replica_cursor`;
  return row!.number;
}
