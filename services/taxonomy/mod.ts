/**
 * What a thing can be: categories, sizes, colours, conditions, materials, care and brands in five languages,
 * and the readers that find them in text. Pure data and functions; every room may import it.
 */
export { type ArticleNumber, findArticleNumber } from "./article_number.ts";
export { type Brand, brands, isPlaceholderBrand, normaliseBrand } from "./brands.ts";
export { CARE, type Care, parseCare } from "./care.ts";
export {
  type Audience,
  AUDIENCES,
  categories,
  type Category,
  category,
  childrenOf,
  pathTo,
} from "./categories.ts";
export { type Colour, colourById, COLOURS, parseColours } from "./colours.ts";
export { type Condition, CONDITIONS, parseCondition } from "./conditions.ts";
export type { ConditionId } from "./facts.ts";
export { findBrand, type FoundBrand } from "./find_brand.ts";
export { kindNamed } from "./kinds.ts";
export { type Labels, type Language, LANGUAGES } from "./labels.ts";
export { type Material, material, MATERIALS } from "./materials.ts";
export { MEASURE_LABELS, MEASURES } from "./measures.ts";
export {
  type Fibres,
  isPartOfComposition,
  mainFibres,
  parseMaterial,
  wholeParts,
} from "./parse_material.ts";
export { MATERIAL_PART_LABELS, partsInWords } from "./composition_words.ts";
export { type ParsedSize, parseSize, type SizeSystem } from "./parse_size.ts";
export { type Pattern, PATTERN_LABELS } from "./patterns.ts";
export {
  isSizeOpen,
  publishedFacts,
  publishedSize,
  siteSize,
  tidyLabel,
} from "./published_facts.ts";
export {
  readTag,
  type ReadTagOptions,
  type TagFact,
  type TagFacts,
  type TagLine,
} from "./read_tag.ts";
export { type Recognised, type RecogniseOptions, recogniseText, type Seen } from "./recognise.ts";
export { loadTaxonomyFile, type Refreshed, restoreTaxonomy } from "./refresh.ts";
export { type Size, sizeById, type SizeGroup, sizeGroup, sizeGroups, sizesFor } from "./sizes.ts";
export { understandWords, type WordsOptions } from "./typed_words/understand.ts";
export {
  type Mark,
  type Understood,
  WORD_FIELDS,
  type WordField,
} from "./typed_words/understood.ts";
