// A word that no list has: what was meant comes when one looks, and a click adds it to the municipality's list.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertGood, eachWithLetter, shoot } from "./preview.mjs";

const LETTER = "data/brieven/2022/flits.md";

let folder;
let page;

eachWithLetter({ document: "2022/flits" }, async (made) => {
  ({ folder, page } = made);
  await page.locator("nav [aria-current=page]", { hasText: "flits" }).waitFor();
  await editor().waitFor();
});

const editor = () => page.getByRole("textbox", { name: "Tekst van het document" });
const findings = () => page.getByRole("region", { name: "Meldingen" });
const finding = (code) => findings().locator("li", { has: page.locator(".finding-code", { hasText: code }) }).first();
const button = (code, name) => finding(code).locator(".finding-fixes").getByRole("button", { name });

async function typed(words) {
  await editor().click();
  await page.keyboard.press("Control+End");
  await page.keyboard.insertText(`\n\n${words}`);
  // The cursor leaves the line: what is still being typed is not told.
  await page.keyboard.press("Control+Home");
}

test("what was meant is asked for, and takes the place of the word", async () => {
  await typed("Het bugdet is op.");
  await finding("C070").waitFor();
  assert.equal(await button("C070", "Vervang door").count(), 0, "nothing is asked before somebody looks");
  await button("C070", "Wat is bedoeld?").click();
  await button("C070", 'Vervang door "budget"').waitFor();
  await shoot(page, "spelling-suggestions");
  await assertGood(page, "what was meant");
  await button("C070", 'Vervang door "budget"').click();
  await finding("C070").waitFor({ state: "detached" });
  await folder.written(LETTER, /Het budget is op\./);
});

/** Points at a word in the text until its message is there: what is told anew meanwhile takes it away. */
async function pointAt(word, wanted) {
  for (let tries = 0; tries < 8 && !(await wanted.isVisible()); tries += 1) {
    await page.mouse.move(0, 0);
    await word.hover();
    await wanted.waitFor({ timeout: 4_000 }).catch(() => {});
  }
  await wanted.waitFor();
}

test("under the mouse the same stands at the word in the text", async () => {
  await typed("Het bugdet is op.");
  await finding("C070").waitFor();
  // The line comes into view, and the cursor is not on it.
  await page.keyboard.press("Control+End");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  const word = page.locator(".cm-lintRange-warning", { hasText: "bugdet" }).first();
  const replace = page.locator(".cm-tooltip-lint").getByRole("button", { name: 'Vervang door "budget"' });
  await pointAt(word, replace);
  await shoot(page, "spelling-tip");
  // Pictures of other sizes take the mouse off the word.
  await pointAt(word, replace);
  await replace.click();
  await folder.written(LETTER, /Het budget is op\./);
});

test("a word that is right is known from then on, and that can be taken back", async () => {
  await typed("De zwabbelix begint.");
  await finding("C070").waitFor();
  await button("C070", "Toevoegen aan de woordenlijst").click();
  await finding("C070").waitFor({ state: "detached" });
  const list = () => folder.read("data/woorden.txt");
  assert.match(list(), /^# .*\nzwabbelix\n$/);
  await shoot(page, "spelling-listed");
  await page.getByRole("button", { name: "Maak ongedaan" }).click();
  await finding("C070").waitFor();
  assert.doesNotMatch(list(), /zwabbelix/);
});
