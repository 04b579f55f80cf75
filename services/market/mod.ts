/** What things go for: observations of prices, the readers of captured files, and the price with its evidence. */
export { backtest, backtestFrom, type BacktestOptions, FOLDS } from "./backtest.ts";
export type { Backtest, LabelScore, Score } from "./score.ts";
export { createMarket, type Market, type SuggestOptions } from "./market.ts";
export {
  KEY_CHARS_MAX,
  keyOf,
  type Mode,
  MODES,
  type Observation,
  ObservationSchema,
  type Subject,
} from "./observation.ts";
export { createEvidence, type EvidenceNeeds } from "./evidence/create_evidence.ts";
export { EVIDENCE_KEPT_MS, FORGOTTEN_KEPT_MS } from "./evidence/letting_go.ts";
export { mergedSighting } from "./evidence/merged.ts";
export type { OwnSales } from "./evidence/own_sales.ts";
export { SIGHTINGS_PAGE } from "./evidence/pages.ts";
export type {
  Evidence,
  ForgetFilter,
  Forgotten,
  Seen,
  SeenListener,
  SightingFilter,
  SightingPage,
  Source,
  Summary,
  Taken,
} from "./evidence/evidence.ts";
export {
  type Sighting,
  sightings,
  SightingSchema,
  type StoredSighting,
} from "./evidence/sighting.ts";
export { strikes, type StruckOut } from "./evidence/strikes.ts";
export { type CapturedReader, createCapturedReader } from "./adapters/captured_reader.ts";
export { evidenceCsv } from "./evidence_csv.ts";
export { type Intake, IntakeSchema } from "./intakes/intake.ts";
export { createIntakes, type Intakes, INTAKES_MAX } from "./intakes/intakes.ts";
export { FILE_BYTES_MAX } from "./intakes/receive.ts";
export { COMPARABLES_NEEDED } from "./estimate.ts";
export { priceChange, worthChanging } from "./price_change.ts";
export type { Pricing } from "./pricing.ts";
export { saidPrice } from "./said_price.ts";
export {
  createSalesReport,
  SALES_NEEDED,
  SALES_REPORT_JOB,
  type SalesReport,
  type SalesReportNeeds,
} from "./sales_report.ts";
export { type ByHand, readByHand } from "./parsers/by_hand.ts";
export {
  CAPTURED_KINDS,
  type CapturedKind,
  type Circumstances,
  type DropReason,
  type Puzzle,
  type Reading,
  total,
} from "./parsers/reading.ts";
export {
  type Answer,
  type Confidence,
  CONFIDENCES,
  type Doubt,
  DOUBTS,
  type EvidenceRow,
  type Help,
  HELPS,
  type NotEnough,
  type Reason,
  REASONS,
  REFUSALS,
  type Suggestion,
} from "./suggestion.ts";
export type { CurvePoint } from "./engine/kaplan_meier.ts";
export {
  AROUND_FAIR,
  type Life,
  lifeOfItem,
  lifeOfSighting,
  type Position,
  positionOf,
  POSITIONS,
} from "./life.ts";
export {
  type Abroad,
  type Anywhere,
  mirror,
  type MirrorNeeds,
  type MirrorOptions,
  type Total,
} from "./mirror.ts";
export {
  type Converted,
  converted,
  newerRates,
  type Rates,
  readRates,
  SHIPPED_RATES,
} from "./rates.ts";
export {
  type DaysToSell,
  EVENTS_MIN,
  type SinceWhen,
  SUBJECTS_MIN,
  type TimeOnMarket,
  timeOnMarket,
  type TooFewWatched,
  type TwoReadings,
} from "./survival.ts";
