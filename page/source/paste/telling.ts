// What is said of a paste: what came along, what did not, and what to look at.
import { counted, listed } from "../announce.ts";
import type { Kept, Lost } from "./counts.ts";

/** Null: there is nothing to say. */
export function tellOf(kept: Kept, lost: Lost, numbers: number): string | null {
  const sentences = [came(kept), ...stayed(lost), look(numbers)].filter((sentence) => sentence !== null);
  return sentences.length > 0 ? sentences.join(" ") : null;
}

function came(kept: Kept): string | null {
  const parts = [
    some(kept.headings, "kop", "koppen"),
    some(kept.lists, "lijst", "lijsten"),
    some(kept.tables, "tabel", "tabellen"),
    some(kept.quotes, "citaat", "citaten"),
    some(kept.notes, "voetnoot", "voetnoten"),
    some(kept.links, "link", "links"),
    some(kept.placeholders, "invulplek", "invulplekken"),
  ].filter((part) => part !== null);
  return parts.length > 0 ? `Geplakt met ${listed(parts)}.` : null;
}

function stayed(lost: Lost): (string | null)[] {
  if (lost.everything) return ["Dit is zo veel dat de opmaak niet is meegekomen."];
  const looks = [
    lost.underlining ? "onderstreping" : null,
    lost.colours ? "kleuren" : null,
    lost.strikethrough ? "doorhaling" : null,
    lost.deletions ? "verwijderde tekst" : null,
    some(lost.comments, "opmerking", "opmerkingen"),
    lost.contents ? "de inhoudsopgave" : null,
    some(lost.textBoxes, "tekstvak", "tekstvakken"),
    some(lost.notes, "voetnoot zonder tekst", "voetnoten zonder tekst"),
    some(lost.links, "link die geen webadres is", "links die geen webadres zijn"),
  ].filter((part) => part !== null);
  return [
    looks.length > 0 ? `Niet meegekomen: ${listed(looks)}.` : null,
    pictures(lost.pictures),
    lost.mergedCells > 0 ? "Samengevoegde cellen zijn los." : null,
    lost.letters ? "Letters voor de punten van een lijst zijn cijfers geworden." : null,
  ];
}

function pictures(count: number): string | null {
  if (count === 0) return null;
  return `${counted(count, "afbeelding is", "afbeeldingen zijn")} niet meegekomen: sleep ${count === 1 ? "die" : "ze"} naar de tekst.`;
}

function look(numbers: number): string | null {
  if (numbers === 0) return null;
  return `${counted(numbers, "getal", "getallen")}: kijk bij Meldingen of Griffel ${numbers === 1 ? "het" : "ze"} kent.`;
}

const some = (count: number, one: string, many: string): string | null => (count > 0 ? counted(count, one, many) : null);
