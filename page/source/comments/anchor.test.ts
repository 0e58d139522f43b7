import assert from "node:assert/strict";
import { test } from "node:test";
import { anchorOf, Searched } from "./anchor.ts";

const LETTER = `# informatie

In 2022 kregen 108 gezinnen hulp van het wijkteam. Dat zijn er meer dan in 2021, toen het er 97 waren.
De kosten waren hoger dan verwacht. Het college wil dat de kosten in 2023 weer dalen.

# financiën

De kosten waren € 461.514. Dat is hoger dan verwacht, omdat er meer gezinnen waren.
`;

/** What a comment on these words is about after the letter became `now`; `which` of the places that have them. */
function after(words: string, now: string, which = 0): string | null {
  let from = -1;
  for (let count = 0; count <= which; count += 1) from = LETTER.indexOf(words, from + 1);
  assert.ok(from >= 0, words);
  const range = new Searched(now).find(anchorOf(LETTER, { from, to: from + words.length }));
  return range && now.slice(range.from, range.to);
}

test("the same text has the same words, the right one of several", () => {
  for (const which of [0, 1]) {
    const from = LETTER.indexOf("De kosten waren", which ? 200 : 0);
    const anchor = anchorOf(LETTER, { from, to: from + 15 });
    assert.equal(new Searched(LETTER).find(anchor)?.from, from);
  }
  assert.equal(after("€ 461.514", LETTER), "€ 461.514");
});

test("edits around and within, other line ends and moved paragraphs do not lose them", () => {
  assert.equal(after("108 gezinnen", LETTER.replace("In 2022 kregen", "Vorig jaar kregen wel")), "108 gezinnen");
  assert.equal(after("meer dan in 2021", LETTER.replace("meer dan", "veel meer dan")), "meer dan in 2021");
  assert.equal(after("Het college wil dat de kosten in 2023 weer dalen", LETTER.replace("wil dat", "verwacht dat")), "Het college verwacht dat de kosten in 2023 weer dalen");
  const [first = "", second = ""] = LETTER.split("# financiën");
  assert.equal(after("€ 461.514", `# financiën${second}${first}`), "€ 461.514");
  assert.equal(after("verwacht. Het college", LETTER.replace("verwacht. Het", "verwacht.\r\nHet")), "verwacht.\r\nHet college");
  assert.equal(after("wijkteam. Dat", LETTER.replace("wijkteam. Dat", "wijkteam.\n\nDat")), "wijkteam.\n\nDat");
});

test("a number that became another, or a placeholder, still has its comment", () => {
  assert.equal(after("108", LETTER.replace("108", "112")), "112");
  assert.equal(after("108", LETTER.replace("108", "{{ jnv_gezinnen }}")), "jnv_gezinnen");
});

test("the place goes with the surroundings, not with the words alone", () => {
  const now = LETTER.replace("De kosten waren hoger dan verwacht. ", "");
  assert.equal(after("kosten waren", now), null, "those of the other paragraph are other costs");
  assert.equal(after("kosten waren", now, 1), "kosten waren");
});

test("what was taken away is nowhere", () => {
  assert.equal(after("108 gezinnen", LETTER.replace(/In 2022.*\n/, "")), null);
  assert.equal(after("108", "Heel iets anders."), null);
  assert.equal(after("108", ""), null);
  assert.equal(new Searched(LETTER).find({ words: "", around: ["", ""] }), null);
  assert.equal(new Searched("").find({ words: "x", around: ["", ""] }), null);
});

test("white space at the edges of a selection is not part of it", () => {
  const from = LETTER.indexOf(" 108 gezinnen ");
  const anchor = anchorOf(LETTER, { from, to: from + 14 });
  assert.equal(anchor.words, "108 gezinnen");
  const { from: start, to } = new Searched(LETTER).find(anchor) ?? { from: 0, to: 0 };
  assert.equal(LETTER.slice(start, to), "108 gezinnen");
});

test("two hundred comments that are gone or changed are looked for in a letter of fifty pages without a halt", () => {
  const sentence = (number: number) => `In wijk ${number} kregen gezinnen hulp van team ${number % 7}, en dat was meer dan de kosten van de jongeren toen. `;
  const long = Array.from({ length: 1500 }, (_, number) => sentence(number)).join("\n\n");
  const anchors = Array.from({ length: 200 }, (_, number) => {
    const from = long.indexOf(sentence(number * 7));
    return anchorOf(long, { from, to: from + 60 });
  });
  const searched = new Searched(long.replaceAll("kregen", "hadden"));
  // Bounded work, told by the number of places looked at: each is found where it was.
  assert.equal(anchors.filter((anchor) => searched.find(anchor) !== null).length, 200);
  const other = new Searched("gezinnen kosten jongeren hulp ".repeat(6000));
  assert.equal(anchors.filter((anchor) => other.find(anchor) !== null).length, 0);
});
