/**
 * A browser's push service over TLS, and the browsers that subscribe there: it takes only what is signed by the
 * key that subscribed (RFC 8292), and opens what was encrypted for one browser (RFC 8188, 8291).
 */
import { LOCALHOST } from "./certificate/mod.ts";
import { createFakeDevice, type FakeDevice } from "./push_device.ts";
import { readClaims } from "./push_signature.ts";

interface FakePush extends AsyncDisposable {
  readonly url: string;
  /** Contacts that it refuses, as Apple's service does. */
  refusesContact: RegExp | null;
  /** Contacts of accepted messages. */
  readonly contacts: string[];
  /** Creates a subscription for home's public key, as a browser would. */
  subscribe(applicationServerKey: string): Promise<FakeSubscription>;
  close(): Promise<void>;
}

interface FakeSubscription {
  /** The result of `PushSubscription.toJSON()`. */
  readonly json: {
    readonly endpoint: string;
    readonly expirationTime: null;
    readonly keys: FakeDevice["keys"];
  };
  /** Decrypted messages that the browser has shown. */
  readonly shown: PushedMessage[];
  /** Instead of taking it: 410 when the browser has withdrawn, 503 when the service is down. */
  answer: number | null;
}

interface PushedMessage {
  readonly data: { title: string; body: string; link: string; tag: string };
  readonly ttl: number;
  readonly urgency: string | null;
}

/** Error text of Google's service. */
const OTHER_KEY = "the VAPID credentials in the authorization header do not correspond to the " +
  "credentials used to create the subscriptions.";
const MESSAGE_BYTES_MAX = 4_096;

interface Subscriber extends FakeSubscription {
  readonly device: FakeDevice;
  readonly applicationServerKey: string;
}

export function startFakePush(): FakePush {
  const subscribers = new Map<string, Subscriber>();

  async function respond(request: Request): Promise<Response> {
    const path = new URL(request.url).pathname;
    const subscriber = subscribers.get(path);
    const body = new Uint8Array(await request.arrayBuffer());
    if (!subscriber) return new Response(null, { status: 404 });
    if (subscriber.answer) return new Response(null, { status: subscriber.answer });
    const authorization = request.headers.get("authorization") ?? "";
    const claims = await readClaims(subscriber.applicationServerKey, authorization, url);
    if (!claims) return new Response(OTHER_KEY, { status: 403 });
    if (fake.refusesContact?.test(claims.sub)) {
      return Response.json({ reason: "BadJwtToken" }, { status: 403 });
    }
    fake.contacts.push(claims.sub);
    const ttl = request.headers.get("ttl");
    if (ttl === null || request.headers.get("content-encoding") !== "aes128gcm") {
      return new Response(null, { status: 400 });
    }
    if (body.length > MESSAGE_BYTES_MAX) return new Response(null, { status: 413 });
    const text = await subscriber.device.open(body);
    const urgency = request.headers.get("urgency");
    subscriber.shown.push({ data: JSON.parse(text), ttl: Number(ttl), urgency });
    return new Response(null, { status: 201, headers: { location: `${url}/message/1` } });
  }

  const options = { hostname: "localhost", port: 0, onListen() {}, ...LOCALHOST };
  const server = Deno.serve(options, respond);
  const url = `https://localhost:${server.addr.port}`;
  const close = () => server.shutdown();
  const fake: FakePush = {
    url,
    refusesContact: null,
    contacts: [],
    async subscribe(applicationServerKey) {
      const device = await createFakeDevice();
      const path = `/wpush/v2/${device.keys.auth}`;
      const json = { endpoint: url + path, expirationTime: null, keys: device.keys };
      const subscriber: Subscriber = {
        json,
        shown: [],
        answer: null,
        device,
        applicationServerKey,
      };
      subscribers.set(path, subscriber);
      return subscriber;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
  return fake;
}
