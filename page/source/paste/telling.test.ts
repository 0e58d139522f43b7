// What is said of a paste.
import assert from "node:assert/strict";
import { test } from "node:test";
import { nothingLost } from "./counts.ts";
import { countNumbers } from "./numbers.ts";
import { tellOf } from "./telling.ts";

const NONE = { headings: 0, lists: 0, tables: 0, quotes: 0, notes: 0, links: 0, placeholders: 0 };

test("of words alone nothing is said", () => assert.equal(tellOf(NONE, nothingLost(), 0), null));

test("what came along, what did not, and what to look at", () => {
  assert.equal(tellOf({ ...NONE, headings: 3, lists: 1, tables: 1 }, nothingLost(), 0), "Geplakt met 3 koppen, 1 lijst en 1 tabel.");
  assert.equal(
    tellOf(NONE, { ...nothingLost(), underlining: true, colours: true, pictures: 2, comments: 1 }, 1),
    "Niet meegekomen: onderstreping, kleuren en 1 opmerking. 2 afbeeldingen zijn niet meegekomen: sleep ze naar de tekst. 1 getal: kijk bij Meldingen of Griffel het kent.",
  );
});

test("numbers count, and what gives something a name does not", () => {
  assert.equal(countNumbers("Er waren 108 gezinnen, € 461.514 en 12,5% meer; 3 van de 10."), 5);
  assert.equal(countNumbers("Op 14 maart 2023, in 2022, 14-03-2023, K4, zaak 2023-0012345, artikel 2.3, 3311 AA, 078 770 00 00, 20.00 uur, de 2e, A16."), 0);
  assert.equal(countNumbers("1. een\n2. twee\n\n## 2.1 Aanpak\n\n[^1]: noot {{ x[3] }} [tekst](https://x.nl/12)"), 0);
  assert.equal(countNumbers("| Noord | 1.200 |\n| Zuid | € 2022 |"), 2);
});

test("counting in a text without end costs no more than a moment", () => {
  for (const piece of ["](", "[^", "a", "\n", " ", "1", "1,", "A", "{", "0 ", "é1"]) countNumbers(piece.repeat(200_000));
  assert.equal(countNumbers("12 a ".repeat(100_000)), 100_000);
});
