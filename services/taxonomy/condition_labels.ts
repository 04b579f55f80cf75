/**
 * Names of the five conditions on the marketplace's sites in other languages than the app's five. Adjectives stand in
 * each gender that a site or its users were seen to write. Italian, English, French, German and Spanish stand in
 * `conditions.ts`.
 */
import type { ConditionId } from "./facts.ts";

export const FOREIGN_CONDITION_LABELS: Readonly<Record<ConditionId, readonly string[]>> = {
  6: [
    ...["Nieuw met prijskaartje", "Novo com etiquetas", "Novo com etiqueta", "Nowy z metką"],
    ...["Nový s visačkou", "Nová s visačkou", "Nové s visačkou", "Nový so štítkom"],
    ...["Nauja su etikete", "Naujas su etikete", "Nauja, su etiketėmis", "Naujas, su etiketėmis"],
    ...["Ny med prislapp", "Helt ny med prislapp", "Ny med prismærke", "Ny med mærke"],
    ...["Uusi, hintalappu", "Uusi hintalapulla", "Uusi, hintalapulla", "Új címkével"],
    ...["Nou cu etichetă", "Novo s etiketom", "Novo z etiketo", "Jauns ar etiķeti"],
    ...["Uus etiketiga", "Uus, etiketiga", "Καινούριο με ετικέτα", "Καινούργιο με ετικέτα"],
    ...["Νέο με ετικέτες", "Ολοκαίνουριο με ετικέτες"],
  ],
  1: [
    ...["Nieuw zonder prijskaartje", "Novo sem etiquetas", "Novo sem etiqueta", "Nowy bez metki"],
    ...["Nový bez visačky", "Nová bez visačky", "Nové bez visačky", "Nový bez štítku"],
    ...["Nauja be etiketės", "Naujas be etiketės", "Nauja, be etikečių", "Naujas, be etikečių"],
    ...["Ny utan prislapp", "Helt ny utan prislapp", "Ny uden prismærke", "Ny uden mærke"],
    ...["Uusi, ei hintalappua", "Uusi ilman hintalappua", "Új címke nélkül"],
    ...["Nou fără etichetă", "Novo bez etikete", "Novo brez etikete", "Jauns bez etiķetes"],
    ...["Uus ilma etiketita", "Uus, ilma etiketita", "Καινούριο χωρίς ετικέτα"],
    ...["Καινούργιο χωρίς ετικέτα", "Νέο χωρίς ετικέτες"],
  ],
  2: [
    ...["Heel goed", "Zeer goed", "Muito bom", "Muito boa", "Bardzo dobry", "Bardzo dobra"],
    ...["Velmi dobrý", "Velmi dobrá", "Velmi dobré", "Veľmi dobrý", "Veľmi dobrá", "Veľmi dobré"],
    ...["Labai gera", "Labai geras", "Mycket bra", "Meget god", "Rigtig god", "Erittäin hyvä"],
    ...["Nagyon jó", "Foarte bun", "Foarte bună", "Vrlo dobro", "Zelo dobro", "Ļoti labs"],
    ...["Ļoti laba", "Väga hea", "Πολύ καλή", "Πολύ καλό"],
  ],
  3: [
    ...["Goed", "Bom", "Boa", "Dobry", "Dobra", "Dobrý", "Dobrá", "Dobré", "Gera", "Geras", "Bra"],
    ...["God", "Hyvä", "Jó", "Bun", "Bună", "Dobro", "Labs", "Laba", "Hea", "Καλή", "Καλό"],
  ],
  4: [
    ...["Voldoende", "Redelijk", "Satisfatório", "Satisfatória", "Zadowalający", "Zadowalająca"],
    ...["Uspokojivý", "Uspokojivá", "Uspokojivé", "Patenkinama", "Patenkinamas", "Okej"],
    ...["Acceptabel", "Tillfredsställande", "Tilfredsstillende", "Tyydyttävä", "Kielégítő"],
    ...["Satisfăcător", "Satisfăcătoare", "Zadovoljavajuće", "Zadovoljivo", "Apmierinošs"],
    ...["Apmierinoša", "Rahuldav", "Ικανοποιητική", "Ικανοποιητικό"],
  ],
};
