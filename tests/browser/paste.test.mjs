// Pasting into the text what other programs copied, in a real browser.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assertGood, browser, eachWithLetter, repository, shoot } from "./preview.mjs";

const LETTER = "data/brieven/2022-K4/jnv.md";

let folder;
let context;
let page;

eachWithLetter({ timeout: 20_000 }, async (made) => {
  ({ folder, context, page } = made);
  await page.locator("nav [aria-current=page]", { hasText: "jnv" }).waitFor();
  await page.locator("section.sheet").first().waitFor();
});

const fixture = (name) => readFileSync(join(repository, "page/source/paste/fixtures", name), "utf8");
const notice = () => page.locator(".notice");
const written = (expected) => folder.written(LETTER, expected);

/** Puts the cursor at the end of the text. */
async function toTheEnd() {
  await page.locator(".editor .cm-content").click();
  await page.keyboard.press("Control+End");
}

/** Pastes as the browser would. Texts of many megabytes are made in the page. */
async function paste(contents, repeat = {}) {
  await page.evaluate(
    ([contents, repeat]) => {
      const clipboardData = new DataTransfer();
      for (const [type, text] of Object.entries(contents)) clipboardData.setData(type, text.repeat(repeat[type] ?? 1));
      const editor = document.querySelector(".editor .cm-content");
      editor.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    },
    [contents, repeat],
  );
}

const pagesHold = (words, wanted = true) =>
  page.waitForFunction(
    ([words, wanted]) =>
      [...document.querySelectorAll("section.sheet")].map((sheet) => sheet.textContent).join(" ").replace(/[\u00a0\u00ad]/g, (sign) => (sign === "\u00ad" ? "" : " ")).includes(words) === wanted,
    [words, wanted],
  );

test("a piece of a report in Word becomes a piece of the letter, in one step, and what stayed behind is told", async () => {
  const earlier = folder.read(LETTER);
  await toTheEnd();
  await page.keyboard.type("\nZie ook[^1] hier.\n\n[^1]: Eerder.\n\n");
  await written(/Eerder\./);
  await paste({ "text/html": fixture("word-rapport.html"), "text/plain": "Evaluatie" });
  const text = await written(/## Evaluatie van de wijkteams/);
  const added = text.slice(earlier.length);
  const expected = fixture("word-rapport.md").replaceAll("[^1]", "[^2]");
  assert.ok(added.includes(`[^1]: Eerder.\n\n${expected.trim()}`), added);
  const told = await notice().locator("span").first().textContent();
  assert.match(told, /^Geplakt met 3 koppen, 1 tabel, 1 citaat, 1 voetnoot en 1 link\. Niet meegekomen: onderstreping, kleuren, verwijderde tekst, 1 opmerking, de inhoudsopgave en 1 tekstvak\. /);
  assert.match(told, /1 afbeelding is niet meegekomen: sleep die naar de tekst\. Samengevoegde cellen zijn los\. 4 getallen: kijk bij Meldingen of Griffel ze kent\.$/);
  await shoot(page, "paste-word");
  await assertGood(page, "a letter in which was pasted");
  // One step back, and one forth.
  await page.locator(".editor .cm-content").focus();
  await page.keyboard.press("Control+z");
  const back = await written(/^(?![\s\S]*Evaluatie)/);
  assert.ok(back.endsWith("[^1]: Eerder.\n\n"));
  await page.waitForFunction(() => document.querySelector(".notice") === null);
  await page.keyboard.press("Control+y");
  await written(/## Evaluatie van de wijkteams/);
});

test("lists of Word are lists on the page, and may be plain text all the same", async () => {
  await toTheEnd();
  await page.keyboard.type("\n\n");
  const plain = "De wijkteams doen drie dingen:\r\n·\tzij luisteren naar het gezin;\r\n";
  await paste({ "text/html": fixture("word-lijst.html"), "text/plain": plain });
  await written(/\n\n- zij \*\*luisteren\*\* naar het gezin;\n  - thuis, als dat kan\n/);
  await pagesHold("ook ’s avonds");
  await notice().getByText("Geplakt met 1 lijst.").waitFor();
  await notice().getByRole("button", { name: "Plak als gewone tekst" }).click();
  const text = await written(/\n·\tzij luisteren naar het gezin;\n/);
  assert.ok(!text.includes("**luisteren**"));
  assert.equal(await notice().count(), 0);
  // That is one step too, which leaves nothing of either behind.
  await page.keyboard.press("Control+z");
  const back = await written(/^(?![\s\S]*luisteren)/);
  assert.ok(!back.includes("wijkteams doen drie"));
});

test("a few words stay in their sentence, and nothing is said of them", async () => {
  await toTheEnd();
  await page.keyboard.type("\nWij spraken met ");
  await paste({ "text/html": fixture("word-zin.html"), "text/plain": "x" });
  await page.keyboard.type(", en dat hielp.");
  await written(/\nWij spraken met de afdeling R&D en het \*\*wijkteam\*\* \(bestand jeugd_2022 \\\*concept\\\*\), en dat hielp\./);
  assert.equal(await notice().count(), 0);
});

test("what is told stays while one types on, without the way back", async () => {
  await toTheEnd();
  await page.keyboard.type("\n\n");
  await paste({ "text/html": "<p><u>Een</u></p><p>twee</p>", "text/plain": "Een\ntwee" });
  await notice().getByRole("button", { name: "Plak als gewone tekst" }).waitFor();
  await page.keyboard.type(" en drie.");
  await written(/Een\n\ntwee en drie\./);
  await notice().getByText("Niet meegekomen: onderstreping.").waitFor();
  assert.equal(await notice().getByRole("button", { name: "Plak als gewone tekst" }).count(), 0);
});

test("rows of Excel become a table, items of a mail a list", async () => {
  await toTheEnd();
  await page.keyboard.type("\n\n");
  await paste({ "text/html": fixture("excel.html"), "text/plain": "Wijk\tKosten" });
  await written(/\n\| Crabbehof {2}\| € 1\.234,50 \| {3}12,5% \|\n/);
  await notice().getByText("Geplakt met 1 tabel. 4 getallen: kijk bij Meldingen of Griffel ze kent.").waitFor();
  await page.keyboard.type("\n\n");
  await paste({ "text/plain": "Wij vragen:\r\n• lees de brief;\r\n• bel ons.\r\n" });
  await written(/\n\nWij vragen:\n\n- lees de brief;\n- bel ons\.$/);
});

test("text of this editor, and text that is asked for as it is, stays as it is", async () => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await toTheEnd();
  await page.keyboard.type("\n\n• los\n– blijft\n");
  for (const key of ["Control+End", "Shift+ArrowUp", "Shift+ArrowUp", "Control+x"]) await page.keyboard.press(key);
  await written(/\n\n$/);
  await page.keyboard.press("Control+v");
  await written(/\n\n• los\n– blijft\n$/);
  // Copied by another program.
  await page.evaluate(() => navigator.clipboard.write([new ClipboardItem({ "text/html": new Blob(["<p>▪ <b>een</b></p>"], { type: "text/html" }), "text/plain": new Blob(["▪ een"], { type: "text/plain" }) })]));
  await page.keyboard.press("Control+Shift+v");
  await written(/\n– blijft\n▪ een$/);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+v");
  await written(/\n▪ een\n\n- \*\*een\*\*$/);
});

test("in the head and between braces everything is plain text", async () => {
  await toTheEnd();
  await page.keyboard.type("\n\nIn {{ ");
  await page.keyboard.press("Escape");
  await paste({ "text/html": "<p><b>periode</b></p>", "text/plain": "periode" });
  await page.keyboard.type(" }} was dat zo.");
  await written(/\nIn \{\{ periode \}\} was dat zo\./);
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("Control+Home");
  await page.locator(".cm-line", { hasText: "onderwerp =" }).waitFor();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Home");
  await paste({ "text/html": "<p># <b>een</b> _opmerking_</p>", "text/plain": "# een _opmerking_\n" });
  await written(/^\+\+\+\n# een _opmerking_\n# De cijfers/);
});

test("nothing of a hostile page runs or is fetched", async () => {
  await toTheEnd();
  await page.keyboard.type("\n\n");
  await paste({ "text/html": fixture("vijandig.html"), "text/plain": "x" });
  await written(/Gewone \*\*tekst\*\*/);
  assert.equal(await page.evaluate(() => globalThis.gehackt), undefined);
  assert.ok(folder.read(LETTER).includes(fixture("vijandig.md").trim()));
});

test("what is too much is refused, or loses its looks, at once", async () => {
  const before = folder.read(LETTER);
  await toTheEnd();
  await paste({ "text/plain": "0123456789" }, { "text/plain": 5_000_000 });
  await notice().getByText("Dit is te veel om in één keer te plakken").waitFor();
  await paste({ "text/html": "<p>veel</p>", "text/plain": "" }, { "text/html": 5_000_000 });
  await notice().getByText("Dit is te veel om in één keer te plakken").waitFor();
  assert.equal(folder.read(LETTER), before);
  await page.keyboard.type("\n\n");
  await paste({ "text/html": "<div>", "text/plain": "diep" }, { "text/html": 100_000 });
  await written(/\n\ndiep$/);
  await page.keyboard.type("\n\n");
  await paste({ "text/html": "<div><b>", "text/plain": "diep" }, { "text/html": 20_000 });
  await written(/\n\ndiep\n\ndiep$/);
  await page.keyboard.type("\n\n");
  await paste({ "text/html": `<tr>${"<td>1</td>".repeat(50)}</tr>`.replace(/^/, "<table>"), "text/plain": "1\t2\n" }, { "text/html": 10_000, "text/plain": 3 });
  await written(/\n\n1\t2\n1\t2\n1\t2\n$/);
  await notice().getByText("Dit is zo veel dat de opmaak niet is meegekomen").waitFor();
});

test("words that are copied from a page come without the places of their lines", async () => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate(() => {
    const range = document.createRange();
    const lines = document.querySelectorAll("section.sheet .line");
    range.setStartBefore(lines[1]);
    range.setEndAfter(lines[5]);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    document.execCommand("copy");
  });
  await toTheEnd();
  await page.keyboard.type("\n\n");
  await page.keyboard.press("Control+v");
  await written(/\n\nVoorbeeldplein 1\n3311 AA Dordrecht\n078 000 00 00\n/);
});
