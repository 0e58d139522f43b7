import assert from "node:assert/strict";
import { test } from "node:test";
import type { Word } from "../protocol.ts";
import { callOf, figuresIn, matching, named, pilotOf } from "./names.ts";

const word = (label: string, detail: string, kind: Word["kind"] = "kengetal", value: string | null = "1"): Word => ({ label, detail, kind, value });

const WORDS = [
  word("besparing", "Besparing van alle pilots"),
  word("bso_wielwijk", "Kinderen uit Wielwijk"),
  word("flits_kosten", "Kosten per gezin"),
  word("jnv_leeg", "Nog geen cijfer", "kengetal", null),
  word("jnv_kosten", "Kosten per jongere"),
  word("jnv_met", "Jongeren mét een beschikking"),
  word("flits-gezinnen", "Gezinnen bij FLITS", "grafiek"),
  word("SOJ", "Serviceorganisatie Jeugd", "afkorting"),
];

const labels = (all: { word: Word }[]) => all.map((one) => one.word.label);

test("what belongs to the pilot of the text comes first", () => {
  const letter = named(WORDS, '+++\npilot = "jnv"\n+++', "In {{ besparing }}");
  assert.deepEqual(labels(letter).slice(0, 4), ["jnv_kosten", "jnv_met", "jnv_leeg", "besparing"]);
  assert.deepEqual(labels(named(WORDS, "pilot = 'bso-plus'", ""))[0], "bso_wielwijk");
  const filled = WORDS.filter(({ value }) => value !== null);
  assert.deepEqual(labels(named(filled, "", "")), labels(filled.map((word) => ({ word }))), "without a pilot all stay where they are");
  assert.equal(pilotOf('# pilot = "a"\npilot = "jnv"'), "jnv");
});

test("names are found by what people call them", () => {
  const letter = named(WORDS, 'pilot = "jnv"', "");
  assert.deepEqual(labels(matching(letter, "kosten")), ["jnv_kosten", "flits_kosten"]);
  assert.deepEqual(labels(matching(letter, "per gez")), ["flits_kosten"]);
  assert.deepEqual(labels(matching(letter, "met besch")), ["jnv_met"], "without accents");
  assert.deepEqual(labels(matching(letter, "jnv_k")), ["jnv_kosten"], "and by the name in formulas");
  assert.deepEqual(labels(matching(letter, "organisatie")), ["SOJ"]);
  assert.deepEqual(labels(matching(letter, "(.*")), []);
  assert.equal(letter.find(({ word }) => word.label === "SOJ")?.title, "SOJ");
});

test("what is put between braces, and what can be referred to", () => {
  assert.equal(callOf(word("flits-gezinnen", "", "grafiek")), 'grafiek("flits-gezinnen")');
  assert.equal(callOf(word("aantal(lijst)", "", "functie")), "aantal(");
  const body = '{{ grafiek("a-b") }}\n\n![Kaart](beeld/kaart.svg "De wijken.")\n![Foto](foto.jpg)\n\n{{ verwijs("a-b") }} {{ tabel( "c") }}';
  assert.deepEqual(figuresIn(body), [
    { name: "a-b", title: "" },
    { name: "kaart.svg", title: "De wijken." },
    { name: "c", title: "" },
  ]);
});
