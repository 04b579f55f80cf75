/** What the owner sees of the way to the relay: whether it stands, what is carried, what came. */
import type { MailLine, MailList } from "../../relay/protocol_mail.ts";
import type { MailRoom } from "./mail.ts";
import type { RelayMail } from "./relay_client_http.ts";
import type { Replicator } from "./replicator.ts";
import type { Uplink } from "./uplink.ts";

export type { MailLine, MailList };

export interface UplinkRoom extends Pick<Uplink, "state"> {
  /** Of what both programs speak. */
  readonly version: number;
  readonly replicator: Pick<Replicator, "ship" | "state">;
  /** Asked while a page waits: it gives up soon. */
  readonly mail: RelayMail;
  readonly letters: Pick<MailRoom, "newest">;
}
