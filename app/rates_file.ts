/** Reads newer exchange rates from the data folder: the daily file of the European Central Bank. */
import { newerRates, type Rates, readRates, SHIPPED_RATES } from "../services/market/mod.ts";

export const RATES_FILE = "eurofxref-daily.xml";

/** @returns the shipped ones where there is no such file. @throws Failure `rates.bad_file` for one that is wrong */
export async function latestRates(dataDir: string): Promise<Rates> {
  try {
    return newerRates(
      readRates(await Deno.readTextFile(`${dataDir}/${RATES_FILE}`)),
      SHIPPED_RATES,
    );
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return SHIPPED_RATES;
    throw error;
  }
}
