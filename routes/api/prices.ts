/** An item's price with what it stands on, and the listings that its seller leaves out of it. */
import { Hono } from "hono";
import type { Item } from "../../services/inventory/mod.ts";
import type { Env } from "../env.ts";
import type { Services } from "../services.ts";
import { describe } from "./describe.ts";
import { body, NumberPath, path } from "./input.ts";
import { Key, PriceBody, priceBody, StrikeBody } from "./price_bodies.ts";

type Needs = Pick<Services, "evidence" | "inventory" | "pricing">;

const topic = "prices";
const StruckPath = NumberPath.extend({ key: Key });

/** Mounted on `/api/v1`. */
export function pricesApi({ evidence, inventory, pricing }: Needs) {
  const itemOf = async (number: number) => (await inventory.get(number)).value;

  async function priceOf(item: Item) {
    const answer = await pricing.appraise(item);
    const struckOut = await evidence.struckOut(item.id);
    return priceBody({ answer, struckOut, complete: evidence.summary().complete });
  }

  return new Hono<Env>()
    .get(
      "/items/:number{[0-9]+}/price",
      describe({ name: "itemPrice", topic, gives: PriceBody }),
      path(NumberPath),
      async (c) => c.json(await priceOf(await itemOf(c.req.valid("param").number))),
    )
    .post(
      "/items/:number{[0-9]+}/price/struck-out",
      describe({ name: "strikeOut", topic, gives: PriceBody }),
      path(NumberPath),
      body(StrikeBody),
      async (c) => {
        const item = await itemOf(c.req.valid("param").number);
        await evidence.strike(item.id, c.req.valid("json").key);
        return c.json(await priceOf(item));
      },
    )
    .delete(
      "/items/:number{[0-9]+}/price/struck-out/:key",
      describe({ name: "unstrike", topic, gives: PriceBody }),
      path(StruckPath),
      async (c) => {
        const { number, key } = c.req.valid("param");
        const item = await itemOf(number);
        await evidence.unstrike(item.id, key);
        return c.json(await priceOf(item));
      },
    );
}
