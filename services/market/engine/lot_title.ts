/** Several things sold together: their price says nothing of one of them. */
import { folded } from "./title_words.ts";

/** "lotto di 5", "lot de robes", "set of 3"; but neither the brand Lotto nor a set of two pieces that is one outfit. */
const LOT = new RegExp(
  [
    String.raw`\b(?:lotto|lotti|lote|lotje|partij)\s+(?:di|da|de|van|\d)`,
    String.raw`\blot\b(?!\s*(?:of\b|\d+\s*(?:of|/)))`,
    String.raw`\blot\s+of\s+\d+\b(?!\s*(?:of|/))`,
    String.raw`(?<!\b(?:in|dead|old|new|last)\s)\bstock\b(?!\s*(?:x|exchange))`,
    String.raw`\b(?:bundle|konvolut|blocco|joblot)\b`,
    String.raw`\b(?:set|pack|pacco|pacchetto|paquet)\s+(?:of|di|da|de|von|van)\s`,
    String.raw`\b(?:set|pack|pacco)\s+(?:[3-9]|[1-9]\d)\b`,
    String
      .raw`\b(?:[3-9]|[1-9]\d)\s?(?:pezzi|pieces|pz|pcs|piezas|stuck|teile|capi|articoli|items|stuks)\b`,
    String.raw`\b(?:[2-9]|[1-9]\d)\s?(?:paia|paires|pairs|paar|pares)\b`,
  ].join("|"),
);

export const isLotTitle = (title: string): boolean => LOT.test(folded(title));
