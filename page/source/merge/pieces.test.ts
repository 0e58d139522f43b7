import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { cut } from "./pieces.ts";

const joined = (text: string) => cut(text).map(({ lead, text }) => lead + text).join("");
const textsOf = (text: string) => cut(text).map(({ text }) => text).slice(0, -1);

const WHOLE = `+++
onderwerp = "Jeugdhulp. Naar voren: {{ periode }}"
datum = 2023-02-14
+++

# informatie

Elk kwartaal vertellen wij u hoe het gaat.[^1] In {{ richting(x, "meer. Of", "minder") }} ziet u dat. De kosten zijn
€ 2 mln. per jaar. "Dat is veel." Wat vindt u?

{{ grafiek("jnv") }}

- {{ zaak("2021-1") }}. Dit is één regel.
- Een tweede.

| a. b | c |
|---|---|

[^1]: Zie bijv. de site, d.w.z. www.voorbeeld.nl. Einde.
`;

test("joined, the pieces give the text again", () => {
  const signs = ["+++", "\n", "\r\n", " ", "\t", "\u00a0", "\uFEFF", "{{", "}}", "{%", "#", "- ", "|", ".", "!", "een", "Twee", "[^1]", "=", "\uE000", "😀"];
  fc.assert(fc.property(fc.array(fc.constantFrom(...signs)), (parts) => assert.equal(joined(parts.join("")), parts.join(""))), { seed: 22, numRuns: 2000 });
  for (const text of ["", " ", "\uFEFF+++\na = 1\n+++\n", WHOLE, WHOLE.replaceAll("\n", "\r\n")]) assert.equal(joined(text), text);
});

test("the head, headings, lists, tables and placeholders go by line, the rest by sentence", () => {
  assert.deepEqual(textsOf(WHOLE), [
    "+++",
    'onderwerp = "Jeugdhulp. Naar voren: {{ periode }}"',
    "datum = 2023-02-14",
    "+++",
    "# informatie",
    "Elk kwartaal vertellen wij u hoe het gaat.[^1]",
    'In {{ richting(x, "meer. Of", "minder") }} ziet u dat.',
    "De kosten zijn\n€ 2 mln. per jaar.",
    '"Dat is veel."',
    "Wat vindt u?",
    '{{ grafiek("jnv") }}',
    '- {{ zaak("2021-1") }}. Dit is één regel.',
    "- Een tweede.",
    "| a. b | c |",
    "|---|---|",
    "[^1]: Zie bijv. de site, d.w.z. www.voorbeeld.nl.",
    "Einde.",
  ]);
});

test("an abbreviation, a first letter and what goes on in small letters end no sentence", () => {
  assert.deepEqual(textsOf("Het kost € 3 mln. Dat is veel. Zie art. 5 van J. Jansen. Hè? vroeg hij. In 2022. Klaar"), [
    "Het kost € 3 mln. Dat is veel.",
    "Zie art. 5 van J. Jansen.",
    "Hè? vroeg hij.",
    "In 2022.",
    "Klaar",
  ]);
});

test("a placeholder that is not closed yet takes in nothing of the rest", () => {
  assert.deepEqual(textsOf("Er waren {{ jon. Meer {{ a }} dan ooit. Einde.\n\nEn }} zo."), ["Er waren {{ jon.", "Meer {{ a }} dan ooit.", "Einde.", "En }} zo."]);
});

test("hostile texts take no longer than others", () => {
  for (const sign of [".", " ", "{{", "{{ ", "\n", "- ", "-", "\uE000", "(", '"', "[^", "! ", "\t\n"]) {
    const text = `${sign.repeat(200_000)}x`;
    assert.equal(joined(text), text);
  }
});
