/** Parses the forms of the alerts page. */
import { z } from "zod";
import { type Alerts, type ConfiguredChannel, ROUTED_TOPICS } from "../../services/alerts/mod.ts";
import { firstOfEach, type Sent } from "../forms/body.ts";
import type { Refusal } from "../frame/refusal.ts";

/** The fields of a channel's form by their names, as they were typed. */
type Typed = Readonly<Record<string, string>>;

/** A refused form: which one, why, and its values. */
export interface PlaceRefusal extends Refusal {
  readonly place: ConfiguredChannel | "rules";
  readonly typed: Typed;
  /** Of the rules, whose boxes share names. */
  readonly sent?: Sent;
}

const TypedSchema = z.record(z.string(), z.string().trim().catch(""));

export const typedFrom = (body: unknown): Typed => TypedSchema.parse(body);

/** @throws Failure `alerts.wrong_FIELD` */
export async function savePlace(
  alerts: Alerts,
  place: ConfiguredChannel,
  typed: Typed,
): Promise<void> {
  const { server = "", topic = "", token = "", apiUrl = "", chatId = "" } = typed;
  if (place === "ntfy") return await alerts.saveNtfy({ server, topic, token });
  if (place === "telegram") return await alerts.saveTelegram({ apiUrl, token, chatId });
  const { host = "", port = "", security = "", user = "", password = "", from = "", to = "" } =
    typed;
  await alerts.saveEmail({ host, port, security, user, password, from, to });
}

const one = z.string().trim().catch("");

const RulesForm = z.object({
  quiet: one,
  quietFrom: one,
  quietTo: one,
  digest: one,
  digestHour: one,
  heartbeat: one,
  baseUrl: one,
});

/** Reads the rules; the service validates them. */
export function rulesOf(sent: Sent) {
  const form = RulesForm.parse(firstOfEach(sent));
  return {
    quiet: { on: form.quiet === "on", from: form.quietFrom, to: form.quietTo },
    digest: { on: form.digest === "daily", hour: form.digestHour },
    heartbeat: form.heartbeat === "on",
    baseUrl: form.baseUrl || undefined,
    routing: Object.fromEntries(
      ROUTED_TOPICS.map((topic) => [topic, sent.get(`route_${topic}`) ?? []]),
    ),
  };
}
