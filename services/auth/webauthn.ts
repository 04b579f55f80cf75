/** Passkeys' own protocol, by its library: questions for the browser, and whether its answers hold. */
import { z } from "zod";
import { fromBase64Url, toBase64Url } from "../base/bytes.ts";
import { CHALLENGE_MS } from "./challenges.ts";
import type { PasskeyPlace } from "./passkey_place.ts";

const APP_NAME = "Vinted Optimizer";
/** One owner, so one user: a second passkey on the same device replaces the first there. */
const USER_ID = new TextEncoder().encode("owner");

interface Credential {
  /** The credential's id in base64url. */
  readonly id: string;
  readonly publicKey: string;
  readonly counter: number;
  readonly transports: readonly string[];
}

/** A question as JSON: `navigator.credentials` takes it through its own `parse…FromJSON`. */
export type Question = Record<string, unknown>;

const base64url = z.string().regex(/^[\w-]+$/).max(4_096);
const creationSchema = z.object({
  id: base64url,
  rawId: base64url,
  type: z.literal("public-key"),
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: z.string().regex(/^[\w-]+$/).max(65_536),
    transports: z.array(z.string().max(32)).max(10).default([]),
  }),
});
const assertionSchema = z.object({
  id: base64url,
  rawId: base64url,
  type: z.literal("public-key"),
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.nullish(),
  }),
});

type Assertion = z.infer<typeof assertionSchema>;

/** 30 MB and a third of a second: only those who use passkeys pay for it. */
const library = () => import("@simplewebauthn/server");

export async function questionToCreate(
  { host }: PasskeyPlace,
  challenge: string,
  known: readonly Credential[],
): Promise<Question> {
  const { generateRegistrationOptions } = await library();
  return {
    ...await generateRegistrationOptions({
      rpName: APP_NAME,
      rpID: host,
      userName: APP_NAME,
      userID: USER_ID,
      challenge: fromBase64Url(challenge),
      timeout: CHALLENGE_MS,
      excludeCredentials: known.map(({ id, transports }) => ({ id, transports: [...transports] })),
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
    }),
  };
}

export async function questionToLogIn(
  { host }: PasskeyPlace,
  challenge: string,
): Promise<Question> {
  const { generateAuthenticationOptions } = await library();
  return {
    ...await generateAuthenticationOptions({
      rpID: host,
      challenge: fromBase64Url(challenge),
      timeout: CHALLENGE_MS,
      userVerification: "required",
    }),
  };
}

/** @throws Error when the answer is not one to our question, for this place, by a present person */
export async function createdCredential(
  answer: unknown,
  { host, origin }: PasskeyPlace,
  isOurs: (challenge: string) => boolean,
): Promise<Credential> {
  const { verifyRegistrationResponse } = await library();
  const { response, ...rest } = creationSchema.parse(answer);
  const { transports, ...attested } = response;
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response: { ...rest, response: attested, clientExtensionResults: {} },
    expectedChallenge: isOurs,
    expectedOrigin: origin,
    expectedRPID: host,
  });
  if (!verified) throw new Error("the attestation does not hold");
  const { id, publicKey, counter } = registrationInfo.credential;
  return { id, publicKey: toBase64Url(publicKey), counter, transports };
}

export const parseAssertion = (answer: unknown): Assertion => assertionSchema.parse(answer);

/**
 * @returns the credential's counter as it is now
 * @throws Error when the answer is not one to our question, or the counter went back (a copied key)
 */
export async function verifiedCounter(
  { response, ...rest }: Assertion,
  { host, origin }: PasskeyPlace,
  { isOurs, known }: { isOurs: (challenge: string) => boolean; known: Credential },
): Promise<number> {
  const { verifyAuthenticationResponse } = await library();
  const { userHandle, ...signed } = response;
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: {
      ...rest,
      response: userHandle ? { ...signed, userHandle } : signed,
      clientExtensionResults: {},
    },
    expectedChallenge: isOurs,
    expectedOrigin: origin,
    expectedRPID: host,
    credential: { id: known.id, publicKey: fromBase64Url(known.publicKey), counter: known.counter },
  });
  if (!verified) throw new Error("the signature does not hold");
  return authenticationInfo.newCounter;
}
