// Writing with the buttons above the text: marks, lists, footnotes, tables, what is put in by its name, the way back after the page
// was loaded again, finding and replacing, and the count of words. By keyboard alone where that is what it is about.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { assertGood, browser, open, Preview, shoot, WorkFolder } from "./preview.mjs";

const DAY = "2023-02-20";
const LETTER = "data/brieven/2022-K4/jnv.md";
/** The example's words of which the tests make something. */
const SENTENCE = "De lijnen met de aanbieders zijn kort.";

let chromium;
let folder;
let preview;
let context;
let page;

before(async () => void (chromium = await browser()));
after(() => chromium.close());

beforeEach(async () => {
  folder = new WorkFolder();
  context = await chromium.newContext({ viewport: { width: 1280, height: 800 } });
});

afterEach(async () => {
  const { problems } = page;
  await context.close();
  preview.kill();
  folder.remove();
  assert.deepEqual(problems, []);
});

async function start(document = "2022-K4/jnv") {
  preview = await Preview.of(folder, document, "--op", DAY);
  page = await open(context, preview.address);
  await page.locator(".editor .cm-line", { hasText: /^# / }).first().waitFor();
  await page.locator("section.sheet, .stage-view, .filmstrip li").first().waitFor();
}

const button = (name, exact = true) => page.getByRole("button", { name, exact });
const toolbar = () => page.getByRole("toolbar", { name: "Opmaak van de tekst" });
const tool = (name) => toolbar().getByRole("button", { name, exact: true });
const dialog = () => page.getByRole("dialog");
const press = (...keys) => keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
const line = (text) => page.locator(".editor .cm-line", { hasText: text }).first();
const bold = (on) => page.locator(`.toolbar [data-tool=bold][aria-pressed=${on}]`);

/** Puts the cursor behind words of the text, by finding them. */
async function behind(words) {
  await page.locator(".editor .cm-content").focus();
  await press("Control+f");
  await page.keyboard.type(words);
  await press("Enter", "Escape", "ArrowRight");
}

/** Saves, and gives the text of the file once it fits and the page knows that it is saved. */
async function saved(expected, file = LETTER) {
  await press("Control+s");
  const text = await folder.written(file, expected);
  await page.locator(".save-state.saved").waitFor();
  return text;
}

/** The button with the focus in the toolbar. */
const focusedTool = () => page.evaluate(() => document.activeElement?.getAttribute("data-tool"));

test("the toolbar is one stop of Tab, arrow keys go through it, and it shows what the cursor is in", async () => {
  await start();
  await behind("De lijnen met");
  await press("Alt+F10");
  assert.equal(await focusedTool(), "undo");
  await press("ArrowRight", "ArrowRight", "ArrowRight");
  assert.equal(await focusedTool(), "bold");
  await press("End");
  assert.equal(await focusedTool(), "insert");
  await press("ArrowRight");
  assert.equal(await focusedTool(), "undo");
  await press("Tab");
  assert.equal(await focusedTool(), null, "Tab leaves it");
  await press("Shift+Tab", "ArrowRight", "ArrowRight", "ArrowRight");
  // Bold by its button: the text has the keys again.
  await press("Shift+Tab");
  await page.locator(".editor .cm-content").focus();
  await press("Shift+Control+ArrowLeft", "Control+b");
  await bold(true).waitFor();
  await saved(/De lijnen \*\*met\*\* de aanbieders/);
  await press("Alt+F10");
  await page.locator(".toolbar [data-tool=bold]").focus();
  await press("Enter");
  await bold(false).waitFor();
  await page.keyboard.type("naar");
  await saved(/De lijnen naar de aanbieders/);
  for (const name of await toolbar().getByRole("button").all()) {
    const box = await name.boundingBox();
    assert.ok(box.width >= 24 && box.height >= 24, "large enough to point at");
  }
  await shoot(page, "toolbar");
  await assertGood(page, "the toolbar");
});

test("headings, lists and quotations, by key and by button", async () => {
  await start();
  await behind(SENTENCE);
  await press("Enter", "Enter");
  await page.keyboard.type("Kop van mij");
  await press("Control+Alt+Digit1");
  await tool("Soort alinea: Tussenkop").waitFor();
  await saved(/kort\.\n\n## Kop van mij\n/);
  await press("Control+Alt+Digit1");
  await tool("Soort alinea: Gewone tekst").waitFor();
  // By the list of styles, with arrow keys.
  await press("Alt+F10");
  await page.locator(".toolbar [data-tool=style]").focus();
  await press("ArrowDown");
  await page.getByRole("menuitemradio", { name: "Gewone tekst" }).and(page.locator(":focus")).waitFor();
  await shoot(page, "styles");
  await assertGood(page, "the list of styles");
  await press("ArrowDown", "ArrowDown", "Enter");
  await tool("Soort alinea: Kleine tussenkop").waitFor();
  await saved(/\n### Kop van mij\n/);
  await press("End", "Enter", "Enter");
  await tool("Opsomming").click();
  await page.keyboard.type("een");
  await press("Enter");
  await page.keyboard.type("twee");
  await saved(/\n- een\n- twee\n/);
  await tool("Genummerde lijst").click();
  await press("Enter");
  await page.keyboard.type("drie");
  await saved(/\n- een\n\n1\. twee\n2\. drie\n/);
  // Enter in an empty item ends the list.
  await press("Enter", "Enter");
  await page.keyboard.type("Mijn kind speelt weer.");
  await tool("Citaat").click();
  await saved(/\n> Mijn kind speelt weer\.\n/);
  // The headings of the form stay.
  await line("# vervolg").click();
  await press("Control+Alt+Digit2");
  await tool("Soort alinea: Vast onderdeel").waitFor();
  assert.match(folder.read(LETTER), /\n# vervolg\n/);
});

test("a footnote and a link by keyboard", async () => {
  await start();
  await behind(SENTENCE);
  await press("Control+Alt+KeyF");
  await page.keyboard.type("Bron: de aanbieders.");
  await saved(/kort\.\[\^1\]\n[\s\S]*\{\{ grafiek\("jnv-beschikking-kwartaal"\) \}\}\n\n\[\^1\]: Bron: de aanbieders\.\n\n# vervolg/);
  await press("Control+Alt+KeyF");
  await page.keyboard.type(" Zie ");
  await press("Control+k");
  await dialog().getByLabel("Woorden in de tekst").and(page.locator(":focus")).waitFor();
  await page.keyboard.type("de begroting");
  await press("Tab");
  await page.keyboard.type("geen adres");
  await press("Enter");
  await dialog().getByText("Dit is geen adres").waitFor();
  await shoot(page, "link");
  await assertGood(page, "the window of a link");
  await press("Control+a");
  await page.keyboard.type("www.voorbeeld.nl/begroting");
  await press("Enter");
  await dialog().waitFor({ state: "detached" });
  await page.keyboard.type(".");
  await saved(/\[\^1\] Zie \[de begroting\]\(https:\/\/www\.voorbeeld\.nl\/begroting\)\./);
  await press("ArrowLeft", "ArrowLeft", "Control+k");
  await dialog().getByRole("button", { name: "Haal de link weg" }).click();
  await saved(/\[\^1\] Zie de begroting\./);
});

test("a number is found by what people call it, with its value, the letter's own pilot first", async () => {
  await start();
  await behind(SENTENCE);
  await page.keyboard.type(" Dit kost ");
  await press("Alt+i");
  const options = dialog().getByRole("option");
  await options.first().waitFor();
  await page.keyboard.type("kosten");
  const first = dialog().getByRole("option", { selected: true });
  await first.filter({ hasText: /jnv_/ }).waitFor();
  assert.match(await first.innerText(), /€\s?[\d.]+/, "with its value in this letter");
  await shoot(page, "insert");
  await assertGood(page, "the window of what can be put in");
  const name = (await first.locator(".insert-name").innerText()).trim();
  await press("Enter");
  await dialog().waitFor({ state: "detached" });
  await page.keyboard.type(".");
  await saved(new RegExp(`Dit kost \\{\\{ ${name} \\}\\}\\.`));
});

test("a period is put in, with what it is in this letter", async () => {
  await start();
  await behind(SENTENCE);
  await press("Alt+i");
  await dialog().getByRole("button", { name: "Datum of periode" }).click();
  await dialog().getByRole("option", { name: /de periode ervoor.*derde kwartaal 2022/ }).waitFor();
  await page.keyboard.type("ervoor");
  await press("Enter");
  await saved(/kort\. \{\{ vorige \}\}/);
});

test("a chart with its picture, and a reference to it", async () => {
  await start();
  await behind(SENTENCE);
  await press("Alt+i");
  await dialog().getByRole("button", { name: "Grafiek", exact: true }).click();
  await page.keyboard.type("inzet");
  await dialog().locator(".insert-preview svg").waitFor();
  await shoot(page, "insert-chart");
  await assertGood(page, "a chart that can be put in");
  const name = (await dialog().getByRole("option", { selected: true }).locator(".insert-name").innerText()).trim();
  await press("Enter");
  await dialog().waitFor({ state: "detached" });
  await saved(new RegExp(`kort\\.\\n\\n\\{\\{ grafiek\\("${name}"\\) \\}\\}\\n\\n`));
  await behind(SENTENCE);
  await press("Alt+i");
  await dialog().getByRole("button", { name: "Verwijzing naar figuur" }).click();
  await dialog().getByRole("option").nth(1).waitFor();
  await press("Enter");
  await saved(new RegExp(`kort\\. \\{\\{ verwijs\\("${name}"\\) \\}\\}`));
});

test("suggestions between braces are what people call them", async () => {
  await start();
  await behind(SENTENCE);
  await page.keyboard.type(" {{");
  const list = page.locator(".cm-tooltip-autocomplete");
  await page.keyboard.type(" kosten per");
  await list.locator(".completion-name", { hasText: /^jnv_/ }).first().waitFor();
  await shoot(page, "suggestions");
  const name = await list.locator("li[aria-selected] .completion-name").innerText();
  await page.waitForTimeout(150);
  await press("Enter");
  await saved(new RegExp(`kort\\. \\{\\{ ${name} \\}\\}`));
});

test("a table is made, filled from a spreadsheet, changed and written with its columns under each other", async () => {
  await start();
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await behind(SENTENCE);
  await tool("Tabel").click();
  await dialog().getByLabel("Kolommen").and(page.locator(":focus")).waitFor();
  await page.keyboard.type("2");
  await press("Tab");
  await page.keyboard.type("1");
  await shoot(page, "table-size");
  await assertGood(page, "the size of a table");
  await press("Enter");
  const cell = (name) => dialog().getByRole("textbox", { name, exact: true });
  await cell("Kop van kolom 1").and(page.locator(":focus")).waitFor();
  await page.keyboard.type("Wijk");
  await press("Tab");
  await page.keyboard.type("Datum");
  await press("Enter");
  await cell("Rij 1, Datum").and(page.locator(":focus")).waitFor();
  await press("Shift+Tab");
  await page.evaluate(() => navigator.clipboard.writeText("Crabbehof\t12 maart\t{{ bso_crabbehof | absoluut }}\nWielwijk\t\"a | b\"\t\n"));
  await press("Control+v");
  await cell("Rij 2, Wijk").waitFor();
  assert.equal(await cell("Rij 2, Datum").inputValue(), "a | b");
  await cell("Kop van kolom 3").fill("Kinderen");
  await dialog().getByRole("button", { name: "Rechts", exact: true }).click();
  await shoot(page, "table");
  await assertGood(page, "the cells of a table");
  // Nothing that was typed goes without a word.
  await press("Escape");
  await dialog().getByText("Wilt u het weggooien?").waitFor();
  await dialog().getByRole("button", { name: "Zet in de tekst" }).click();
  await saved(
    /kort\.\n\n\| Wijk {6}\| Datum {4}\| {23}Kinderen \|\n\|-{11}\|-{10}\|-{31}:\|\n\| Crabbehof \| 12 maart \| \{\{ bso_crabbehof \| absoluut \}\} \|\n\| Wielwijk {2}\| a \\\| b {3}\| {32}\|\n\n/,
  );
  // And again, from the table itself.
  await line("| Crabbehof").click();
  await tool("Tabel bewerken").click();
  await cell("Rij 1, Wijk").click();
  await dialog().getByRole("button", { name: "Rij omlaag" }).click();
  await cell("Rij 2, Wijk").and(page.locator(":focus")).waitFor();
  await press("Control+Enter");
  await dialog().waitFor({ state: "detached" });
  await saved(/\| Wielwijk {2}\|[^\n]*\n\| Crabbehof \|/);
});

test("what was typed can be taken back after the page was loaded again", async () => {
  await start();
  await page.locator(".toolbar [data-tool=undo][aria-disabled=true]").waitFor();
  await behind(SENTENCE);
  await page.keyboard.type(" ERBIJ");
  await saved(/kort\. ERBIJ/);
  await page.reload();
  await line("ERBIJ").waitFor();
  await page.locator(".toolbar [data-tool=undo][aria-disabled=false]").click();
  await saved(/kort\.\n/);
  await tool("Opnieuw").click();
  await saved(/kort\. ERBIJ/);
  // Somebody else changed the file: what was done to another text cannot be taken back from this one.
  await page.close();
  folder.edit(LETTER, "kort. ERBIJ", "lang.");
  page = await open(context, preview.address);
  await line("# bevoegdheden").waitFor();
  await behind("zijn lang");
  await line("zijn lang").waitFor();
  await page.locator(".toolbar [data-tool=undo][aria-disabled=true]").waitFor();
});

test("a letter that is typed as the text scrolls is not lost", async () => {
  await start();
  await page.locator(".editor .cm-content").click();
  await press("Control+End");
  await page.evaluate(async () => {
    const scroller = document.querySelector(".editor .cm-scroller");
    for (const letter of "abcdefgh") {
      document.execCommand("insertText", false, letter);
      await null;
      // It is measured again before the editor heard of the next letter.
      document.execCommand("insertText", false, letter.toUpperCase());
      scroller.style.height = `${scroller.offsetHeight - 3}px`;
      scroller.dispatchEvent(new Event("scroll"));
      await new Promise((done) => setTimeout(done, 60));
    }
  });
  await saved(/aAbBcCdDeEfFgGhH\s*$/);
});

test("another text takes the place of one in which somebody is selecting with the mouse", async () => {
  folder.write("data/brieven/2022-K4/kort.md", "# aanleiding\n\nEen kort begin.\n");
  await start();
  await page.locator(".editor .cm-content").focus();
  await press("Control+End");
  const box = await page.locator(".editor .cm-activeLine").boundingBox();
  await page.mouse.move(box.x + 40, box.y + 8);
  await page.mouse.down();
  await page.evaluate(() => (location.hash = "#document=2022-K4/kort"));
  await line("Een kort begin.").waitFor();
  // The other place would lie beyond the end of this text: the page fails then.
  await page.mouse.move(box.x + 200, box.y + 60, { steps: 3 });
  await page.mouse.up();
  await line("Een kort begin.").click();
  await press("End");
  await page.keyboard.type(" En meer.");
  await saved(/Een kort begin\. En meer\./, "data/brieven/2022-K4/kort.md");
});

test("finding tells how often, and replaces", async () => {
  await start();
  await page.locator(".editor .cm-content").focus();
  await press("Control+f");
  await page.keyboard.type("aanbieders");
  const count = page.locator(".search-count");
  await count.filter({ hasText: /^\d+ keer$|^\d+ van \d+$/ }).waitFor();
  await press("Enter");
  await count.filter({ hasText: /^\d+ van \d+$/ }).waitFor();
  await press("Enter");
  await press("Escape");
  await press("Control+h");
  await page.getByRole("textbox", { name: "Vervangen door" }).and(page.locator(":focus")).waitFor();
  await page.keyboard.type("partners");
  await shoot(page, "replace");
  await assertGood(page, "finding and replacing");
  await page.getByRole("textbox", { name: "Zoeken", exact: true }).fill("zijn kort");
  await count.filter({ hasText: "1" }).waitFor();
  await button("Vervang alles").click();
  await saved(/De lijnen met de aanbieders partners\./);
  await count.filter({ hasText: "niet gevonden" }).waitFor();
});

test("how many words there are, of what is selected too", async () => {
  await start();
  const count = page.locator(".word-count");
  await count.filter({ hasText: /^\d+ woorden, \d+ minu(ut|ten) lezen$/ }).waitFor();
  await behind("De lijnen met");
  await press("Shift+Home");
  await count.filter({ hasText: /^\d+ woorden geselecteerd, / }).waitFor();
  await press("ArrowRight");
  await count.filter({ hasText: /^\d+ woorden, / }).waitFor();
});

test("in a narrow column and in a small window nothing falls off", async () => {
  await start();
  await page.evaluate(() => localStorage.setItem("griffel.settings", JSON.stringify({ ...JSON.parse(localStorage.getItem("griffel.settings")), editorWidth: 260 })));
  await page.reload();
  await tool("Vet").waitFor();
  await page.getByRole("separator", { name: "Breedte van de tekst" }).waitFor();
  const { width } = await toolbar().boundingBox();
  assert.ok(width <= 261, `${width}`);
  for (const one of await toolbar().getByRole("button").all()) {
    const box = await one.boundingBox();
    const bar = await toolbar().boundingBox();
    assert.ok(box.x >= bar.x && box.x + box.width <= bar.x + bar.width + 0.5, "within the bar");
  }
  await page.locator(".editor .cm-content").focus();
  await press("Control+h");
  await shoot(page, "narrow");
  await assertGood(page, "a narrow column");
  await page.setViewportSize({ width: 360, height: 640 });
  await press("Escape");
  await page.locator(".editor .cm-content").focus();
  await press("Alt+i");
  await dialog().getByRole("option").first().waitFor();
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/small.png` });
});

test("in a presentation a slide has a title, and the count has no reading time", async () => {
  await start("2025/jeugdhulp");
  await behind("Wat doen wij eraan");
  await tool("Soort alinea: Titel van een dia").waitFor();
  await page.locator(".word-count", { hasText: /^[\d.]+ woorden$/ }).waitFor();
  await press("Control+Alt+Digit1");
  await tool("Soort alinea: Gewone tekst").waitFor();
  await press("Control+z");
  await tool("Soort alinea: Titel van een dia").waitFor();
  await shoot(page, "presentation");
  await assertGood(page, "the toolbar of a presentation");
});
