/**
 * Puts a newer rendering of the page's content into the open page. The person's state stays: filled-in fields, focus,
 * selection, scroll position, opened details. Islands keep their state and get their new props.
 */
import { Idiomorph } from "idiomorph";
import { mountIslands, unmountIslands, updateIsland } from "../island_loader.ts";
import { type ControlGroup, groupsOf } from "../forms/control_group.ts";
import { ADDED } from "../forms/added_line.ts";
import type { OfferWords } from "../forms/offered_value.ts";
import { offerFoundValues } from "./found_values.ts";
import { rememberPlace } from "./keep_place.ts";
import { nameParts } from "./name_parts.ts";
import { holdsSecretOrFile, isTouched, touchedIn } from "./touched.ts";

/** Excludes forms that wait for an answer or show why the last one was refused. */
const SETTLED_FORM = "form:not([aria-busy=true]):not(:has([aria-invalid=true]))";
/** Elements that only this rendering has, such as a flash message; they stay until the next page. */
const STAYS = "[data-stays]";
const QUESTIONS = ".field, .check, fieldset, input, select, textarea";

/** @returns the values that were found for fields that are filled in already, in words */
export function exchange(page: HTMLElement, newer: HTMLElement, words: OfferWords): string[] {
  nameParts(page);
  nameParts(newer);
  // Islands render themselves, so the server's markup inside them need not be compared.
  for (const island of newer.querySelectorAll("is-land")) island.replaceChildren();
  const offered: string[] = [];

  function mayChange(old: Node, next: Node): boolean {
    if (!(old instanceof HTMLElement) || !(next instanceof HTMLElement)) return true;
    if (old.localName === "is-land") {
      if (old.dataset.name !== undefined) updateIsland(old, next.dataset.props!);
      return old.dataset.name === undefined;
    }
    if (old instanceof HTMLFormElement) {
      if (!old.matches(SETTLED_FORM)) return false;
      offered.push(...offerFoundValues(old, next as HTMLFormElement, words));
      return true;
    }
    return !(old.matches(QUESTIONS) && isOneQuestion(old) && isOnesOwn(old));
  }

  function mayLeave(old: Node): boolean {
    if (!(old instanceof HTMLElement)) return true;
    if (old.matches(`${ADDED}, ${STAYS}`) || isOnesOwn(old)) return false;
    unmountIslands(old);
    return true;
  }

  const putBack = rememberPlace(page);
  Idiomorph.morph(page, [...newer.childNodes], {
    morphStyle: "innerHTML",
    callbacks: {
      beforeNodeMorphed: mayChange,
      beforeNodeRemoved: mayLeave,
      afterNodeAdded: (added) => added instanceof HTMLElement && mountIslands(added),
      beforeAttributeUpdated: (name, element) =>
        !(name === "open" && element.matches("details, dialog")),
    },
  });
  putBack();
  return offered;
}

/** @returns true when a person has filled in a field of this part */
function isOnesOwn(part: HTMLElement): boolean {
  if (holdsSecretOrFile(part)) return true;
  const forms = part instanceof HTMLFormElement ? [part] : [...part.querySelectorAll("form")];
  if (forms.length > 0) return forms.some((form) => touchedIn(form).length > 0);
  const form = part.closest("form");
  return form !== null &&
    groupsOf(form).some((group) => touches(part, group) && isTouched(group));
}

/** A fieldset may hold several. */
function isOneQuestion(part: HTMLElement): boolean {
  const controls = part.querySelectorAll<HTMLInputElement>("input, select, textarea");
  return new Set([...controls].map(({ name }) => name)).size <= 1;
}

const touches = (part: Element, { controls }: ControlGroup) =>
  controls.some((control) => part.contains(control));
