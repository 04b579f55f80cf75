import type { Form } from "../grammar.ts";
import { formsOf } from "./forms.ts";

/** The form of a garment's noun by its first word. */
export const SPANISH_NOUNS: Readonly<Record<string, Form>> = formsOf({
  ms: `abrigo accesorio anillo bañador bikini blazer body bolero bolso bomber broche chaleco
    chaquetón chándal cinturón colgante collar conjunto cortavientos crop cárdigan disfraz
    gorro harrington impermeable jersey kimono llavero maletín mono neceser pantalón paraguas
    pareo pasamontañas pañuelo pelele peto pijama plumífero polo reloj sombrero sujetador top
    traje vestido`,
  fs: `bandana bata blusa bolsa braguita bufanda camisa camiseta capa cartera cazadora chaqueta
    cinta corbata faja falda gabardina gorra joya maleta minifalda mochila parka prenda
    pulsera riñonera ropa sobrecamisa sudadera tobillera trenca túnica`,
  mp: `botines calcetines chinos gemelos guantes leggings mocasines patines pendientes shorts
    tirantes vaqueros zapatos zuecos`,
  fp: `alpargatas bailarinas botas chanclas gafas medias merceditas orejeras sandalias zapatillas`,
});
