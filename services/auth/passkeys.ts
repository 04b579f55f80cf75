/** Logging in with a fingerprint, a face or the phone's code. */
import { z } from "zod";
import type { Clock } from "../base/clock.ts";
import { Failure, invalid } from "../base/errors.ts";
import { type Collection, type Database, defineCollection } from "../store/mod.ts";
import type { Challenges } from "./challenges.ts";
import { deviceFrom } from "./device.ts";
import type { PasskeyPlace } from "./passkey_place.ts";
import {
  createdCredential,
  parseAssertion,
  type Question,
  questionToCreate,
  questionToLogIn,
  verifiedCounter,
} from "./webauthn.ts";

const PASSKEYS_MAX = 20;

const schema = z.object({
  id: z.string(),
  publicKey: z.string(),
  counter: z.number(),
  transports: z.array(z.string()),
  /** The name it was made for; browsers offer it nowhere else. */
  host: z.string(),
  device: z.object({ system: z.string().nullable(), browser: z.string().nullable() }),
  createdAt: z.number(),
  usedAt: z.number().nullable(),
});

export type Passkey = z.infer<typeof schema>;

export const passkeys: Collection<Passkey> = defineCollection({
  name: "passkey",
  schema,
  version: 1,
  id: ({ id }) => id,
});

interface PasskeyOffer {
  readonly place: PasskeyPlace;
  /** The session that requested the challenge; the answer must come from the same one. */
  readonly session: string;
  readonly answer: unknown;
  readonly userAgent: string;
}

/** Purpose of a passkey's proof: a log-in, or the presence of an open session's owner. */
interface ProofAsked {
  readonly place: PasskeyPlace;
  /** The session that asks. @default a log-in */
  readonly session?: string;
}

export interface Passkeys {
  /** Options for creating a passkey in the browser. */
  askToCreate(place: PasskeyPlace, session: string): Promise<Question>;
  /** @throws Failure `invalid` when the answer is not one to our question, or there are too many */
  add(offer: PasskeyOffer): Promise<void>;
  askToProve(asked: ProofAsked): Promise<Question>;
  /** @throws Failure `unauthorized`, with the same sentence whatever is wrong */
  prove(asked: ProofAsked, answer: unknown): Promise<void>;
  /** The newest first. */
  list(): Promise<Passkey[]>;
  remove(id: string): Promise<void>;
  removeAll(): Promise<void>;
}

interface Needs {
  readonly db: Database;
  readonly clock: Clock;
  readonly challenges: Challenges;
}

export function createPasskeys({ db, clock, challenges }: Needs): Passkeys {
  const creating = ({ host }: PasskeyPlace, session: string) => `create ${host} ${session}`;
  const proving = ({ place: { host }, session }: ProofAsked) =>
    session === undefined ? `log in ${host}` : `confirm ${host} ${session}`;

  async function list(): Promise<Passkey[]> {
    const { entries } = await db.list(passkeys, { limit: PASSKEYS_MAX });
    return entries.map(({ value }) => value).sort((a, b) => b.createdAt - a.createdAt);
  }

  async function useOnce(asked: ProofAsked, answer: unknown): Promise<void> {
    const { place } = asked;
    const assertion = parseAssertion(answer);
    const row = await db.get(passkeys, assertion.id);
    if (row?.value.host !== place.host) throw new Error("no such passkey here");
    const counter = await verifiedCounter(assertion, place, {
      isOurs: (challenge) => challenges.take(challenge, proving(asked)),
      known: row.value,
    });
    const used = { ...row.value, counter, usedAt: clock.now() };
    // The counter was verified against this version only.
    await db.edit(passkeys, row.id, () => used, { expect: row.stamp });
  }

  const remove = (id: string) => db.remove(passkeys, id);

  return {
    list,
    async askToCreate(place, session) {
      const known = (await list()).filter(({ host }) => host === place.host);
      return await questionToCreate(place, challenges.ask(creating(place, session)), known);
    },
    async add({ place, session, answer, userAgent }) {
      if ((await list()).length >= PASSKEYS_MAX) {
        throw invalid("auth.passkey_too_many", { max: PASSKEYS_MAX });
      }
      const isOurs = (challenge: string) => challenges.take(challenge, creating(place, session));
      const credential = await createdCredential(answer, place, isOurs).catch((cause) => {
        throw invalid("auth.passkey_not_added", {}, cause);
      });
      const added = {
        ...credential,
        transports: [...credential.transports],
        host: place.host,
        device: deviceFrom(userAgent),
        createdAt: clock.now(),
        usedAt: null,
      };
      await db.transact((change) => change.insert(passkeys, added));
    },
    askToProve: (asked) => questionToLogIn(asked.place, challenges.ask(proving(asked))),
    async prove(asked, answer) {
      try {
        await useOnce(asked, answer);
      } catch (cause) {
        throw new Failure("unauthorized", "auth.wrong_passkey", {}, { cause });
      }
    },
    remove,
    async removeAll() {
      for (const { id } of await list()) await remove(id);
    },
  };
}
