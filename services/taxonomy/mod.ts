/**
 * What a thing can be: categories, sizes, colours, conditions, materials, care and brands in five languages,
 * and the readers that find them in text. Pure data and functions; every room may import it.
 */
export { brands, isPlaceholderBrand, normaliseBrand } from "./brands.ts";
export { CARE, parseCare } from "./care.ts";
export {
  type Audience,
  categories,
  type Category,
  category,
  childrenOf,
  pathTo,
} from "./categories.ts";
export { colourById, COLOURS, parseColours } from "./colours.ts";
export { CONDITIONS, parseCondition } from "./conditions.ts";
export type { ConditionId } from "./facts.ts";
export { findBrand } from "./find_brand.ts";
export { findKind } from "./find_kind.ts";
export { kindNamed } from "./kinds.ts";
export type { Labels, Language } from "./labels.ts";
export { material, MATERIALS } from "./materials.ts";
export { MEASURE_LABELS, MEASURES } from "./measures.ts";
export { type Fibres, isPartOfComposition, mainFibres, parseMaterial } from "./parse_material.ts";
export { partsInWords } from "./composition_words.ts";
export { parseSize } from "./parse_size.ts";
export { PATTERN_LABELS } from "./patterns.ts";
export {
  isSizeOpen,
  publishedFacts,
  publishedSize,
  siteSize,
  tidyLabel,
} from "./published_facts.ts";
export { readTag, type ReadTagOptions, type TagFact } from "./read_tag.ts";
export { type Recognised, recogniseText } from "./recognise.ts";
export { loadTaxonomyFile, type Refreshed, restoreTaxonomy } from "./refresh.ts";
export { sizeById, sizesFor } from "./sizes.ts";
export { understandWords } from "./typed_words/understand.ts";
export { type Understood, WORD_FIELDS, type WordField } from "./typed_words/understood.ts";
