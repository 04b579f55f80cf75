/** What things go for: observations of prices, the readers of captured files, and the price with its evidence. */
export { type Backtest, backtest, type BacktestOptions, FOLDS, type Score } from "./backtest.ts";
export { createMarket, type Market, type SuggestOptions } from "./market.ts";
export {
  type Mode,
  MODES,
  type Observation,
  ObservationSchema,
  type Subject,
} from "./observation.ts";
export { COMPARABLES_NEEDED } from "./estimate.ts";
export { readCaptured } from "./parsers/captured.ts";
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
  type EvidenceRow,
  type Help,
  HELPS,
  type NotEnough,
  type Reason,
  REASONS,
  type Suggestion,
} from "./suggestion.ts";
