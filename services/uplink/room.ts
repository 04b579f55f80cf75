/** What the owner sees of the way to the relay: whether it stands, what is carried, what came. */
import type { MonthUsage } from "../../relay/protocol_health.ts";
import type { MailboxUsage, MailLine, MailList, SourceAccess } from "../../relay/protocol_mail.ts";
import type { Letter, MailRoom } from "./mail.ts";
import type { RelayClient, RelayMail } from "./relay_client_http.ts";
import type { Replicator } from "./replicator.ts";
import type { Uplink } from "./uplink.ts";

export type { Letter, MailboxUsage, MailLine, MailList, MonthUsage, SourceAccess };

export interface UplinkRoom extends Pick<Uplink, "state"> {
  readonly way: "tunnel" | "cloudflared";
  /** Of what both programs speak. */
  readonly version: number;
  readonly replicator: Pick<Replicator, "ship" | "state">;
  /** Asked while a page waits: it gives up soon. */
  readonly mail: RelayMail;
  /** How the relay says that it is; asked in the same way. */
  readonly report: RelayClient["report"];
  readonly letters: Pick<MailRoom, "newest" | "stored" | "purge">;
}
