/** The columns that a table of items can have, and the headers by which they are known. */
import { plain } from "./plain.ts";

/** Columns in the order of our export. Those of FACT_COLUMNS become facts, the others fields. */
export const COLUMNS = [
  "id",
  "number",
  "title",
  "category",
  "brand",
  "model",
  "size",
  "condition",
  "colours",
  "pattern",
  "material",
  "care",
  "articleNumber",
  "flaws",
  "measures",
  "details",
  "state",
  "price",
  "box",
  "cost",
  "lot",
  "origin",
  "acquiredOn",
  "listedAt",
  "soldAt",
  "soldFor",
  "listingUrl",
  "note",
  "createdAt",
] as const;
export type Column = (typeof COLUMNS)[number];

/** Field of each column, by position; `null` is not read. Several columns may be notes. */
export type Mapping = readonly (Column | null)[];

/** Italian, English and French headers, and those of other programs' exports. */
const HEADERS: Record<Column, string> = {
  id: "id, codice interno, internal id, identificativo",
  number:
    "numero, n, nr, num, no, number, item number, numero capo, numero articolo, item no, sku, codice, code, cod, custom label, numéro, réf, ref, id articolo",
  title:
    "titolo, title, nome, name, articolo, item, item name, prodotto, product, product name, oggetto, capo, cosa, titre, nom, article, produit, titolo inserzione",
  category:
    "categoria, category, tipo, type, genere, tipologia, product type, catégorie, rubrique, categoria vinted",
  brand: "marca, brand, marchio, firma, designer, manufacturer, produttore, marque, fabricant",
  model: "modello, model, linea, line, modèle, collezione",
  size: "taglia, size, misura, tg, tag, numero scarpa, taglie, taille, pointure, t, dimensione",
  condition:
    "condizioni, condizione, condition, stato del capo, conservazione, usura, état, etat, wear, stato articolo, condizioni articolo",
  colours: "colore, colori, color, colour, colors, colours, couleur, couleurs, tinta",
  pattern: "fantasia, motivo, pattern, stampa, motif, disegno",
  material:
    "materiale, materiali, material, materials, composizione, tessuto, fabric, composition, matière, matières, tissu",
  care: "lavaggio, cura, care, washing, entretien, manutenzione",
  articleNumber:
    "codice articolo, codice produttore, article number, style number, style code, mpn, ean, codice a barre, barcode, référence, reference, codice stile",
  flaws: "difetti, difetto, flaws, defects, defect, flaw, défauts, défaut, imperfezioni, macchie",
  measures:
    "misure, measures, measurements, dimensioni, mesures, dimensions, misure in piano, misure cm",
  details:
    "descrizione, description, dettagli, details, testo, text, détails, particolari, caratteristiche, body",
  state:
    "stato, state, status, situazione, statut, dove sta, venduto, sold, stato vendita, stato annuncio",
  price:
    "prezzo, price, prezzo di vendita, prezzo vendita, asking price, prezzo richiesto, listing price, prix, prix de vente, prezzo vinted, valore, importo, pv, selling price",
  box:
    "scatola, box, posizione, position, location, luogo, ripiano, scaffale, shelf, bin, contenitore, boîte, boite, emplacement, cassetto, bag, sacchetto",
  cost:
    "costo, cost, prezzo di acquisto, prezzo acquisto, pagato, spesa, buy price, purchase price, paid, coût, cout, prix d'achat, prix achat, costo acquisto, pa, cost price, cost of goods",
  lot: "lotto, lot, partita, stock, batch, acquisto, lote",
  origin: "provenienza, origine, origin, source, provenance, fonte",
  acquiredOn:
    "data acquisto, data di acquisto, comprato il, acquistato il, purchase date, bought on, acquired on, acquired, date d'achat, date achat, purchased, purchase time",
  listedAt:
    "data annuncio, pubblicato il, in vendita dal, listed, listed on, listed at, date listed, listing date, data pubblicazione, mis en ligne, date de mise en ligne",
  soldAt:
    "data vendita, venduto il, data di vendita, sold on, sold at, date sold, sold date, sale date, sold time, date of sale, vendu le, date de vente",
  soldFor:
    "venduto a, prezzo venduto, incassato, incasso, ricavo, sold for, sale price, sold price, revenue, vendu à, prix vendu",
  listingUrl:
    "link, url, indirizzo, annuncio, link vinted, link annuncio, listing, listing url, vinted, lien, permalink, handle",
  note:
    "nota, note, notes, appunti, commenti, commento, comment, comments, memo, remarques, remarque, osservazioni",
  createdAt:
    "inserito il, aggiunto il, creato il, created, created at, added, date added, data inserimento, ajouté le, data",
};

const BY_HEADER = new Map<string, Column>(
  COLUMNS.flatMap((column) =>
    HEADERS[column].split(", ").map((header) => [plain(header), column] as const)
  ),
);

/** Programs put their name before a header: "HB.name", "C:Brand". "N.", "Art." and "Cod." are words of the header. */
const PROGRAM = /^(?!(?:N|NR|NO|NUM|ART|COD|RIF|REF|TG|COL)\b)[A-Z]{1,4}[.:](?=\S)/;
/** Nouns without a meaning of their own: "Item title", "Nome articolo". */
const NOUNS =
  "item|product|variant|listing|article|articolo|capo|prodotto|oggetto|annuncio|produit|objet";
const NOUN_BEFORE = new RegExp(`^(?:${NOUNS}) `);
const NOUN_AFTER = new RegExp(` (?:${NOUNS})$`);
/** With such a noun these mean something else: "Item location" is where the seller lives. */
const NEVER_WITH_NOUN: readonly Column[] = ["id", "box"];

/** The column that a header names: "Prezzo (€)" and "PREZZO:" are "prezzo", "soldPrice" is "sold price". */
export function columnByHeader(header: string): Column | null {
  const bare = header.replace(PROGRAM, "").replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2");
  const words = [header, header.replace(/\(.*?\)|\[.*?\]/g, " "), bare].map(plain);
  const named = words.map((text) => BY_HEADER.get(text)).find((column) => column !== undefined);
  return named ?? columnByNoun(plain(bare));
}

function columnByNoun(text: string): Column | null {
  const column = BY_HEADER.get(text.replace(NOUN_BEFORE, "")) ??
    BY_HEADER.get(text.replace(NOUN_AFTER, ""));
  return column && !NEVER_WITH_NOUN.includes(column) ? column : null;
}

export const isColumn = (text: string): text is Column => COLUMNS.some((column) => column === text);
