/** An item as lists show and filter it: small, because all of them stay in memory. */
import type { Money } from "../base/money.ts";
import { publishedSize } from "../taxonomy/mod.ts";
import { FACT_NAMES, type FactName } from "../taxonomy/facts.ts";
import type { Item, State } from "./item.ts";

export interface ItemRow {
  readonly id: string;
  readonly number: number;
  readonly state: State;
  readonly category: string | undefined;
  readonly brand: string | undefined;
  readonly model: string | undefined;
  /** Size in the site's notation if known, else as printed or typed. */
  readonly size: string | undefined;
  /** Size as printed or typed, if it differs. */
  readonly sizeLabel: string | undefined;
  readonly colours: readonly number[] | undefined;
  readonly price: Money | undefined;
  readonly box: string | undefined;
  readonly lotId: string | undefined;
  readonly origin: Item["origin"];
  readonly cover: string | undefined;
  readonly photoCount: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly listedAt: number | undefined;
  readonly soldAt: number | undefined;
  readonly trashedAt: number | undefined;
  /** A bit for each of FACT_NAMES that is known or was left empty on purpose. */
  readonly answered: number;
}

/** Gives back the same string for the same words: ten thousand items share a few hundred brands and boxes. */
export type Intern = <S extends string | undefined>(text: S) => S;

export function createIntern(): Intern {
  const known = new Map<string, string>();
  return <S extends string | undefined>(text: S): S => {
    if (text === undefined) return text;
    const same = known.get(text);
    if (same === undefined) known.set(text, text);
    return (same ?? text) as S;
  };
}

export function rowOf(item: Item, intern: Intern): ItemRow {
  const { facts } = item;
  const label = facts.sizeLabel?.value;
  const size = publishedSize(facts) || label;
  return {
    id: item.id,
    number: item.number,
    state: intern(item.state),
    category: intern(facts.category?.value),
    brand: intern(facts.brand?.value),
    model: intern(facts.model?.value),
    size: intern(size),
    sizeLabel: size === label ? undefined : intern(label),
    colours: facts.colours?.value,
    price: item.price && { cents: item.price.cents, currency: intern(item.price.currency) },
    box: intern(item.box),
    lotId: intern(item.lotId),
    origin: intern(item.origin),
    cover: item.cover,
    photoCount: item.photoCount,
    createdAt: item.createdAt,
    updatedAt: item.updatedAt,
    listedAt: item.listedAt,
    soldAt: item.soldAt,
    trashedAt: item.trashedAt,
    answered: answeredOf(item),
  };
}

const BITS = Object.fromEntries(FACT_NAMES.map((name, at) => [name, 1 << at])) as Record<
  FactName,
  number
>;

export const bitsOf = (names: readonly FactName[]): number =>
  names.reduce((bits, name) => bits | BITS[name], 0);

function answeredOf({ facts, leftEmpty = {} }: Item): number {
  return bitsOf(FACT_NAMES.filter((name) => name in facts || name in leftEmpty));
}
