import assert from "node:assert/strict";
import { test } from "node:test";
import { SearchQuery } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import { countInWords, wordsIn } from "./count.ts";
import { foundInWords } from "./found.ts";

test("words are counted as somebody reads them", () => {
  assert.equal(wordsIn("## Mijn kop\n\nIn {{ periode }} kregen **280** jongeren hulp."), 8);
  assert.equal(wordsIn('{{ grafiek("a-b") }}\n\n{# nog navragen #}{% if x > 0 %}Ja.{% endif %}'), 1);
  assert.equal(wordsIn("Zie [de begroting](https://voorbeeld.nl/een/pad).[^1]\n\n[^1]: Noot."), 4);
  assert.equal(wordsIn("| a | b |\n|---|--:|\n| c | |\n\n1. een\n2. auto's 2.940"), 6);
  assert.equal(wordsIn('![Kaart van de wijk](kaart.svg "De wijk.")'), 0);
  assert.equal(wordsIn(""), 0);
});

test("the count in words", () => {
  assert.equal(countInWords(612, false, false), "612 woorden, 3 minuten lezen");
  assert.equal(countInWords(225, false, false), "225 woorden, 1 minuut lezen");
  assert.equal(countInWords(1, true, false), "1 woord geselecteerd, minder dan een minuut lezen");
  assert.equal(countInWords(1612, false, true), "1.612 woorden");
  assert.equal(countInWords(0, false, false), "0 woorden");
});

test("how often something is found", () => {
  const state = EditorState.create({ doc: "Een plan en nog een plan.", selection: { anchor: 4, head: 8 } });
  const told = (search: string, caseSensitive = false) => foundInWords(new SearchQuery({ search, caseSensitive }), state);
  assert.equal(told("plan"), "1 van 2");
  assert.equal(told("een"), "2 keer");
  assert.equal(told("Een", true), "1 keer");
  assert.equal(told("x"), "niet gevonden");
  assert.equal(told(""), "");
  assert.equal(foundInWords(new SearchQuery({ search: "a" }), EditorState.create({ doc: "a".repeat(12000) })), "meer dan 9.999");
});
