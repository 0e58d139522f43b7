// Plain text: what is certain becomes Markdown, the rest stays as it was.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fromPlain } from "./plain.ts";

const blocks = (text: string): string => fromPlain(text).blocks;

test("what is not certain stays", () => {
  for (const text of ["Postbus 8\n3300 AA Dordrecht\n", "– een streep\ntekst", "een\ttwee", " 1. Inleiding\n\ntekst", "a * b\nc", "korte regel\nnog een"]) {
    const { blocks: same, words, isAsItIs } = fromPlain(text);
    assert.deepEqual([same, words, isAsItIs], [text, text, true]);
  }
});

test("Markdown stays, also with signs that would be items elsewhere", () => {
  for (const text of ["## Kop\n• punt\n• punt", "**vet**\n– a\n– b", "| a | b |\n|---|---|\n| c\td | e |", "In {{ periode }}\n• a", "[a](https://x.nl)\n· b", "+++\nsjabloon = \"x\"\n+++"]) {
    assert.equal(blocks(text), text);
  }
});

test("items of every sign become a list, with an empty line before and after", () => {
  assert.equal(blocks("Punten:\n•Eerste\n•Tweede\n·Derde\nKlaar."), "Punten:\n\n- Eerste\n- Tweede\n- Derde\n\nKlaar.");
  assert.equal(blocks("– a\n– b"), "- a\n- b");
  assert.equal(blocks("▪ a"), "- a");
  assert.equal(fromPlain("▪ a").words, "a");
  assert.equal(blocks("1) a\n2) b\n\n3) c"), "1. a\n2. b\n3. c");
  assert.equal(blocks("a. een\nb. twee"), "1. een\n2. twee");
  assert.equal(fromPlain("a. een\nb. twee").lost.letters, true);
});

test("items more to the right are a list in the list", () => {
  assert.equal(blocks("• a\n  ◦ b\n    ▪ c\n  ◦ d\n• e"), "- a\n  - b\n    - c\n  - d\n- e");
  assert.equal(blocks("1. a\n   - b\n   - c\n2. d"), "1. a\n   - b\n   - c\n2. d");
});

test("lines with tabs become a table, with numbers at the right", () => {
  assert.equal(blocks("Wijk\tKosten\nNoord\t€ 1.200\n"), "| Wijk | Kosten |\n| --- | ---: |\n| Noord | € 1.200 |");
  assert.equal(blocks("a\tb\nc"), "a\tb\nc", "rows that differ are no table");
});

test("lines that a mail program broke are put together", () => {
  const broken = "De raad heeft op 14 maart gevraagd hoe het met de pilot gaat, en wat de\nkosten daarvan zijn. Deze brief geeft antwoord op die twee vragen, en zegt\nwat er nu gebeurt.";
  assert.equal(blocks(broken), broken.replaceAll("\n", " "));
  assert.equal(fromPlain(broken).words, broken.replaceAll("\n", " "));
  assert.equal(blocks(`${broken}\n\n> ${broken.split("\n")[0]}\n> kosten`).split("\n\n")[1], `> ${broken.split("\n")[0]}\n> kosten`, "quotations stay");
});

test("long lines are paragraphs", () => {
  const long = "Deze zin is zo lang dat geen enkel mailprogramma hem zo zou laten staan zonder hem ergens te breken.";
  assert.equal(blocks(`${long}\n${long}`), `${long}\n\n${long}`);
});

test("a line below words is no heading of the first level", () => {
  assert.equal(blocks("Titel\n=====\ntekst"), "## Titel\n\ntekst");
});

test("a text without end costs no more than a moment", () => {
  assert.equal(blocks("• a\n".repeat(20_000)).length, "- a\n".length * 20_000 - 1);
  assert.equal(blocks(`${"{{".repeat(40_000)}\nb`).length, 80_002);
  assert.equal(blocks("a\tb\n".repeat(100_000)).length, 400_000);
  for (const piece of ["](", "[^", "|", "|\n", "\n", "• ", "1. ", "\t", " \n", "* a\n "]) assert.ok(blocks(`a\n${piece.repeat(100_000)}`).length > 0);
});
