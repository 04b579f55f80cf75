/** XML and HTML as a stream of events. The parser takes no entities or files from a document's declarations. */
import { Parser } from "htmlparser2";
import { invalid } from "../base/errors.ts";

export type Attributes = Readonly<Record<string, string>>;

export interface MarkupEvents {
  /** Names come without their prefix: "ss:Row" is "Row". */
  open?(name: string, attributes: Attributes): void;
  text?(text: string): void;
  close?(name: string): void;
}

interface MarkupReader {
  write(text: string): void;
  end(): void;
}

/**
 * HTML is read as browsers do, whatever is missing. XML is refused where it ends too early.
 * `end` throws Failure `tables.unreadable_table`.
 */
export function createMarkupReader(format: "xml" | "html", events: MarkupEvents): MarkupReader {
  const xml = format === "xml";
  let open = 0;
  const parser = new Parser({
    onopentag(name, attributes) {
      open++;
      events.open?.(localName(name), attributes);
    },
    ontext: (text) => events.text?.(text),
    onclosetag(name) {
      open--;
      events.close?.(localName(name));
    },
  }, { xmlMode: xml, decodeEntities: true });
  return {
    write: (text) => parser.write(text),
    end() {
      if (xml && open > 0) throw invalid("tables.unreadable_table");
      parser.end();
    },
  };
}

/** An attribute by its name without prefix. */
export function attribute(attributes: Attributes, name: string): string | undefined {
  if (name in attributes) return attributes[name];
  const prefixed = Object.keys(attributes).find((key) => localName(key) === name);
  return prefixed === undefined ? undefined : attributes[prefixed];
}

const localName = (name: string): string => {
  const colon = name.indexOf(":");
  return colon < 0 ? name : name.slice(colon + 1);
};
