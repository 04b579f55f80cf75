import type { Form } from "../grammar.ts";
import { formsOf } from "./forms.ts";

/** The form of a garment's noun by its first word. */
export const ITALIAN_NOUNS: Readonly<Record<string, Form>> = formsOf({
  ms: `abito accessorio anello berretto bikini blazer body bomber borsone bracciale caban
    cappellino cappello cappotto capo cardigan chiodo ciondolo collant completo coprispalle
    costume crop dolcevita fazzoletto gilet gioiello harrington impermeabile intimo kimono
    maglione marsupio maxi beauty montgomery ombrello orologio panciotto pantalone
    paraorecchie pareo parka passamontagna pigiama piumino portachiavi portafoglio reggiseno
    slip tailleur top trench tubino vestito zaino`,
  fs: `bandana blusa borsa camicia canotta cartella cavigliera cintura collana cravatta fascia
    felpa giacca gonna maglia mantella minigonna parure pelliccia pochette polo salopette
    sciarpa shopper spilla t-shirt tunica tuta tutina valigia ventiquattrore vestaglia`,
  mp: `bermuda boxer calzini chino doposci gemelli guanti jeans leggings mocassini occhiali
    orecchini pantaloncini pantaloni pattini pinocchietti sabot sandali scarponi shorts
    stivaletti stivali`,
  fp: `ballerine bretelle décolleté espadrillas infradito mary pantofole scarpe scarpine sneakers
    stringate`,
});
