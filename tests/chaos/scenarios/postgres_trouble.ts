/** F10: PostgreSQL is down, slow, read-only or full of connections: never a false yes, and all goes on afterwards. */
import postgres, { type Sql } from "postgres";
import { runTask } from "../../support/task.ts";
import { count } from "../counts.ts";
import { type Judge, judge, type Outcome } from "../outcome.ts";
import { postOnce } from "../sender.ts";
import { until } from "../../support/until.ts";
import { CONNECTIONS_MAX, type World } from "../world.ts";

/** @returns how to end it */
type Trouble = (world: World) => Promise<() => Promise<unknown>>;

/** A sender that waits long enough to hear a no. */
const PATIENT_MS = 15_000;
const THINGS = 20;

const TROUBLES: Readonly<Record<string, Trouble>> = {
  async down({ parts }) {
    await parts.postgres.kill();
    return () => parts.postgres.start();
  },

  /** Every writing statement waits for a long transaction. */
  async slow({ postgres: { url } }) {
    const other = postgres(url, { max: 1, fetch_types: false, onnotice: () => {} });
    const held = Promise.withResolvers<void>();
    const end = Promise.withResolvers<void>();
    const holding = other.begin(async (tx) => {
      await tx`lock table mail, store, replica_cursor in access exclusive mode`;
      held.resolve();
      await end.promise;
    });
    await held.promise;
    return async () => {
      end.resolve();
      await holding;
      await other.end();
    };
  },

  async "read-only"({ sql }) {
    await sql.unsafe("alter system set default_transaction_read_only = on");
    await readOnlyIs(sql, "on");
    return async () => {
      await sql.unsafe("alter system reset default_transaction_read_only");
      await readOnlyIs(sql, "off");
    };
  },

  async "full of connections"({ sql, postgres: { url } }) {
    const crowd = postgres(url, {
      ...{ max: CONNECTIONS_MAX, fetch_types: false, onnotice: () => {} },
      connection: { application_name: CROWD },
    });
    let taken = 0;
    await until("all connections are taken", async () => {
      await hangUpOthers(sql);
      const more = Array.from({ length: CONNECTIONS_MAX - taken }, () => crowd.reserve());
      const asked = await Promise.allSettled(more);
      taken += asked.filter(({ status }) => status === "fulfilled").length;
      return (await others(sql)).length === 0;
    });
    return () => crowd.end({ timeout: 0 });
  },
};

/** The server hears it before this session does; who connects from now on finds it so. */
async function readOnlyIs(sql: Sql, wanted: "on" | "off"): Promise<void> {
  await sql`select pg_reload_conf()`;
  await until(`read-only is ${wanted}`, async () => {
    const [row] = await sql`select current_setting('default_transaction_read_only') as is`;
    return row!.is === wanted;
  });
  await hangUpOthers(sql);
}

const CROWD = "crowd";

/** Connections that are neither ours nor of the crowd. */
async function others(sql: Sql): Promise<number[]> {
  const rows = await sql<{ pid: number }[]>`select pid from pg_stat_activity
    where backend_type = 'client backend' and pid <> pg_backend_pid()
      and application_name <> ${CROWD}`;
  return rows.map(({ pid }) => pid);
}

async function hangUpOthers(sql: Sql): Promise<void> {
  for (const pid of await others(sql)) await sql`select pg_terminate_backend(${pid}::int)`;
}

export async function postgresTrouble(world: World): Promise<Outcome> {
  const { crowd, home, relay } = world;
  const judged = judge();
  const counted = count(world);
  const said = new Map<number, number>();
  for (const [at, [name, begin]] of Object.entries(TROUBLES).entries()) {
    const end = await begin(world);
    const [message] = crowd.messages(1);
    const status = await postOnce(relay.url, message!, PATIENT_MS).catch(() => 0);
    said.set(status, (said.get(status) ?? 0) + 1);
    judged.holds(status === 503, `${name}: the webhook is told 503, not ${status}`);
    judged.holds((await (await fetch(relay.url)).text()) === "at home", `${name}: visitors`);
    await home.change({ from: at * THINGS, to: (at + 1) * THINGS, word: name });
    const shipping = home.replicate().then(() => true, () => false);
    await until(`${name}: the lag is seen`, async () => {
      const { waiting, replica } = await home.state();
      return waiting && replica.waitingSince !== null;
    });
    const sending = crowd.send([message!, ...crowd.messages(9)]);
    await end();
    await Promise.all([sending, shipping]);
    await until("the copy catches up", () => home.replicate().then(() => true, () => false));
  }
  await home.connected();
  await world.allDelivered();
  const verified = await runTask(["replica", "verify"], home.env);
  judged.holds(verified.code === 0, `replica verify: ${verified.said}`);
  const again = await sameBatchTwice(world, judged);
  const { counts, broken } = await counted.so();
  return {
    fault: "F10",
    title:
      "PostgreSQL in trouble: the sender is told no, visitors notice nothing, the copy catches up",
    done: `PostgreSQL ${Object.keys(TROUBLES).join(", ")} in turn; one batch sent twice`,
    counts: { ...counts, "told 503": said.get(503) ?? 0, ...again },
    broken: [...broken, ...judged.broken],
  };
}

/** @returns how many rows the copy has after each */
async function sameBatchTwice({ client, sql }: World, { holds }: Judge) {
  const { home, number } = await client.cursor();
  const outside = "ff00";
  const batch = {
    home: home!,
    number: number + 1,
    clears: [],
    puts: [[outside, "a"]] as [[string, string]],
  };
  const sum = async () =>
    (await sql`select count(*)::int as rows, md5(string_agg(encode(key, 'hex') || value::text, ''
      order by key)) as sum from store`)[0]!;
  holds((await client.apply(batch)).applied, "a batch is applied");
  const once = await sum();
  await client.apply(batch);
  const twice = await sum();
  holds(once.sum === twice.sum, "the same batch again changes nothing");
  await sql`delete from store where key = decode(${outside}, 'hex')`;
  return { "rows after a batch": once.rows, "rows after it again": twice.rows };
}
