import type { Form } from "../grammar.ts";
import { formsOf } from "./forms.ts";

/** The form of a garment's noun by its first word. */
export const FRENCH_NOUNS: Readonly<Record<string, Form>> = formsOf({
  ms: `accessoire bandana bandeau bijou bikini blazer body bomber bonnet boléro bracelet caban
    cache-oreilles caraco cardigan cartable chapeau chino collant collier combishort costume
    coupe-vent crop débardeur déguisement duffle-coat ensemble fourre-tout gilet harrington
    haut imperméable jean jogging kimono legging maillot manteau pantacourt pantalon parapluie
    parka paréo peignoir pendentif perfecto polo porte-clés portefeuille pull pyjama sac
    sarouel short sous-vêtement soutien-gorge survêtement sweat t-shirt tailleur teddy top
    trench vêtement`,
  fs: `bague blouse brassière broche cagoule cape casquette ceinture chemise combinaison cravate
    culotte doudoune gaine grenouillère jupe jupe-short mallette minijupe montre parure petite
    pochette robe salopette surchemise trousse tunique valise veste écharpe`,
  mp: `boutons chaussons escarpins gants mocassins patins`,
  fp: `babies ballerines baskets bottes bottines boucles bretelles chaussettes chaussures
    cuissardes espadrilles lunettes mules sandales tongs`,
});
