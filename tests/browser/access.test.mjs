// For everybody: dark and forced colours, printing, the keyboard, narrow windows, and what a screen reader is told of the pages.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import axe from "axe-core";
import { browser, open, Preview, shoot, WorkFolder } from "./preview.mjs";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

let chromium;
let folder;
let preview;
let context;
let pages;

before(async () => {
  chromium = await browser();
  folder = new WorkFolder();
  preview = await Preview.of(folder);
});
after(async () => {
  await chromium.close();
  preview.kill();
  folder.remove();
});
beforeEach(() => void (pages = []));
afterEach(async () => {
  await context.close();
  assert.deepEqual(pages.flatMap(({ problems }) => problems), []);
});

/** A tab in a browser with these wishes of its user. */
async function tab(wishes = {}) {
  context = await chromium.newContext({ viewport: { width: 1280, height: 800 }, locale: "nl-NL", ...wishes });
  const page = await open(context, preview.address);
  pages.push(page);
  await page.locator(".document").first().waitFor();
  return page;
}

const document = (page, name) => page.locator(".document", { has: page.locator(".document-name", { hasText: name }) }).first();
const button = (page, name) => page.getByRole("button", { name, exact: true });

async function openLetter(page) {
  await document(page, "flits").click();
  await page.locator(".sheet .line", { hasText: "Wat is de aanleiding" }).waitFor();
}
async function openPresentation(page) {
  await document(page, "jeugdhulp").click();
  await page.locator(".thumbnail img").first().waitFor();
}

/** Goes to every view, one after the other, and has it looked at. */
async function throughAll(page, look) {
  await openLetter(page);
  await look("letter", page);
  await page.locator(".sheet .traced").first().click();
  await page.locator(".number-printed").waitFor();
  await look("origin of a number", page);
  await button(page, "Wat is er nieuw?").click();
  await page.locator(".comparison-counts").waitFor();
  await look("what is new", page);
  await button(page, "Bladzijden").click();
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+f");
  await page.locator(".cm-search").waitFor();
  await page.keyboard.type("jong");
  await look("searching", page);
  await page.keyboard.press("Escape");
  await button(page, "Instellingen").click();
  await look("settings", page);
  await page.keyboard.press("Escape");
  await button(page, "Hulp").click();
  await page.locator(".dialog.help").waitFor();
  await look("help", page);
  await page.keyboard.press("Escape");
  await button(page, "Nieuw").click();
  await page.locator("dialog[open] form").waitFor();
  await look("a new letter", page);
  await page.keyboard.press("Escape");
  await page.locator("#overview-button").click();
  await page.locator(".tile").first().waitFor();
  await look("overview", page);
  await page.locator("#overview-button").click();
  await page.locator("#shelf-button").click();
  await page.locator(".shelf-file", { hasText: "Kengetallen" }).click();
  await page.locator(".shelf-open").waitFor();
  await look("data", page);
  await page.locator(".shelf-file", { hasText: "Gezinnen bij FLITS" }).click();
  await page.locator(".grid-cell").first().waitFor();
  await look("a sheet", page);
  await page.locator(".shelf-file", { hasText: "Grafieken" }).click();
  await button(page, "Nieuwe grafiek of tabel aanwijzen").click();
  await page.locator(".gallery-card svg").first().waitFor();
  await look("charts to choose from", page);
  await page.locator("#shelf-button").click();
  await openPresentation(page);
  await look("presentation", page);
  const opened = context.waitForEvent("page");
  await page.locator(".speaker-opener").click();
  const speaker = await opened;
  await speaker.locator(".speaker-slide img").first().waitFor();
  await look("speaker's window", speaker);
  await speaker.close();
  await button(page, "Presenteren").click();
  await page.locator(".wall img").first().waitFor();
  await page.mouse.move(300, 300);
  await page.mouse.move(320, 300);
  await look("slides on the wall", page);
  await page.keyboard.press("Escape");
}

/** No violations of WCAG 2.2 AA. */
async function assertClean(page, what, off = []) {
  // What appears slowly is there before it is judged; the cursor of the editor blinks for ever.
  await page.evaluate(() => {
    const ends = document.getAnimations().filter((animation) => animation.effect.getComputedTiming().endTime !== Infinity);
    for (const animation of ends) animation.finish();
  });
  await page.evaluate(axe.source);
  const rules = Object.fromEntries(off.map((rule) => [rule, { enabled: false }]));
  const { violations } = await page.evaluate(([runOnly, rules]) => globalThis.axe.run(document, { runOnly, rules }), [RULES, rules]);
  assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html} ${node.any[0]?.message}`).join("\n   ")}`), [], what);
}

test("light: every view", async () => {
  const page = await tab({ colorScheme: "light" });
  await throughAll(page, (what, where) => assertClean(where, `light, ${what}`));
});

test("dark: every view", async () => {
  const page = await tab({ colorScheme: "dark" });
  await throughAll(page, async (what, where) => {
    await shoot(where, `dark-${what.replaceAll(/\W/g, "-")}`);
    await assertClean(where, `dark, ${what}`);
  });
});

test("forced colours: every view", async () => {
  const page = await tab({ forcedColors: "active" });
  await throughAll(page, async (what, where) => {
    await shoot(where, `forced-${what.replaceAll(/\W/g, "-")}`);
    // The browser sees to contrast; axe reads the colours that it put aside.
    await assertClean(where, `forced, ${what}`, ["color-contrast"]);
  });
});

test("forced colours: the text over a page stays unseen, what is chosen has a border, what is selected can be seen", async () => {
  const page = await tab({ forcedColors: "active" });
  await openLetter(page);
  const style = (selector, pseudo) => page.locator(selector).first().evaluate((element, pseudo) => {
    const { color, backgroundColor, outlineStyle, outlineWidth } = getComputedStyle(element, pseudo);
    return { color, backgroundColor, outline: `${outlineStyle} ${outlineWidth}` };
  }, pseudo);
  assert.equal((await style(".sheet .line span")).color, "rgba(0, 0, 0, 0)");
  assert.equal((await style(".sheet")).backgroundColor, "rgb(255, 255, 255)");
  for (const chosen of [".document[aria-current]", '.view[aria-pressed="true"]', '.toggle[aria-pressed="true"]'])
    assert.equal((await style(chosen)).outline, "solid 2px", chosen);
  const [text, selected] = [await style(".cm-line"), await style(".cm-line", "::selection")];
  assert.notEqual(selected.backgroundColor, "rgba(0, 0, 0, 0)");
  assert.notEqual(selected.backgroundColor, text.color);
});

test("colours: as the system has them, or as chosen, also after the page is loaded again", async () => {
  const page = await tab({ colorScheme: "dark" });
  const colors = () => page.evaluate(() => document.documentElement.dataset.colors);
  const soft = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  assert.equal(await colors(), "dark");
  const dark = await soft();
  await page.emulateMedia({ colorScheme: "light" });
  await page.waitForFunction(() => document.documentElement.dataset.colors === "light");
  assert.notEqual(await soft(), dark);
  await button(page, "Instellingen").click();
  await page.getByLabel("Kleuren").selectOption("donker");
  assert.equal(await colors(), "dark");
  await openLetter(page);
  assert.equal(await page.locator(".sheet").first().evaluate((sheet) => getComputedStyle(sheet).backgroundColor), "rgb(255, 255, 255)");
  await page.reload();
  await page.locator(".document").first().waitFor();
  assert.equal(await colors(), "dark");
  assert.equal(await soft(), dark);
});

/** What is printed of a page: sizes of sheets in millimetres. */
async function printed(page) {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  const sizes = [...pdf.matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)];
  return sizes.map(([, width, height]) => [width, height].map((points) => Math.round((Number(points) / 72) * 25.4)));
}

/** The browser's own window for printing would wait for somebody. */
const catchPrint = (page) => page.evaluate(() => void (window.print = () => void (window.asked = (window.asked ?? 0) + 1)));
const askedToPrint = (page) => page.waitForFunction(() => window.asked > 0);

test("printing prints all pages of a letter, and nothing else", async () => {
  const page = await tab();
  await openLetter(page);
  await catchPrint(page);
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+p");
  await askedToPrint(page);
  const count = await page.locator(".sheet").count();
  assert.ok(count >= 2);
  assert.equal(await page.locator(".print-sheet").count(), count);
  const drawn = await page.locator(".print-sheet").evaluateAll((sheets) =>
    sheets.map((sheet) => [...sheet.querySelectorAll("img")].filter((image) => image.complete && image.naturalWidth > 0).length),
  );
  assert.ok(drawn.every((images) => images > 0), String(drawn));
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("#app").isVisible(), false);
  assert.ok(await page.locator(".print-sheet").first().isVisible());
  assert.deepEqual(await printed(page), Array(count).fill([210, 297]));
  // What was put on paper goes when it is printed.
  await page.waitForFunction(() => !document.querySelector(".print-pages"));
});

test("printing prints every slide of a presentation once, whole", async () => {
  const page = await tab();
  await openPresentation(page);
  await catchPrint(page);
  await page.keyboard.press("Control+p");
  await askedToPrint(page);
  const count = await page.locator(".thumbnail").count();
  assert.deepEqual(await printed(page), Array(count).fill([297, 210]));
});

test("printing prints what lies over the pages, without anything to press", async () => {
  const page = await tab({ colorScheme: "dark" });
  await openLetter(page);
  await catchPrint(page);
  await button(page, "Wat is er nieuw?").click();
  await page.locator(".comparison-counts").waitFor();
  const look = async (shown) => {
    await page.evaluate(() => void (window.asked = 0));
    await page.keyboard.press("Control+p");
    await askedToPrint(page);
    assert.equal(await page.locator(".print-pages").count(), 0);
    await page.emulateMedia({ media: "print" });
    assert.ok(await page.locator(shown).first().isVisible(), shown);
    for (const hidden of [".top", ".documents", ".text-column", ".button", ".print-note"])
      assert.equal(await page.locator(hidden).filter({ visible: true }).count(), 0, `${hidden} beside ${shown}`);
    // Paper is not dark.
    assert.equal(await page.locator(shown).first().evaluate((element) => getComputedStyle(element).color), "rgb(28, 43, 57)");
    assert.ok((await printed(page)).length > 0);
    await page.emulateMedia({ media: "screen" });
  };
  await look(".comparison td");
  await page.locator("#overview-button").click();
  await page.locator(".tile").first().waitFor();
  await look(".moments dd");
});

test("who prints from the menu of the browser is told how", async () => {
  const page = await tab();
  await openLetter(page);
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.getByText("Druk af met Ctrl+P").isVisible());
  assert.equal(await page.locator(".documents").isVisible(), false);
});

test("the keyboard goes past the list, and through it", async () => {
  const page = await tab();
  await page.locator(".sheet .line").first().waitFor();
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim());
  await page.keyboard.press("Tab");
  assert.equal(await focused(), "Naar de tekst");
  assert.ok(await page.getByRole("link", { name: "Naar de tekst" }).evaluate((link) => getComputedStyle(link).clipPath === "none"));
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement?.classList.contains("cm-content"));
  await openLetter(page);
  await page.getByRole("link", { name: "Naar de bladzijden" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement?.classList.contains("pages"));
  assert.match(page.url(), /^(?!.*#(text|pages))/);

  assert.equal(await page.locator('.document[tabindex="0"]').count(), 1);
  await page.locator('.document[tabindex="0"]').focus();
  const at = () => page.evaluate(() => [...document.querySelectorAll(".document")].indexOf(document.activeElement));
  const begun = await at();
  await page.keyboard.press("ArrowDown");
  assert.equal(await at(), begun + 1);
  await page.keyboard.press("End");
  assert.equal(await at(), (await page.locator(".document").count()) - 1);
  await page.keyboard.press("Home");
  assert.equal(await at(), 0);
  assert.equal(await page.locator('.document[tabindex="0"]').count(), 1);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector(".document")?.getAttribute("aria-current") === "page");
});

/** What can be pressed and is smaller than 24 by 24 pixels; what is too small to see is for screen readers. */
const tooSmall = (page) =>
  page.evaluate(() => {
    const wanted = "button, a[href], input, select, summary, label:has(input)";
    const there = [...document.querySelectorAll(wanted)].filter((one) => one.checkVisibility() && !one.closest("[inert], .skips") && !(one.matches("input") && one.closest("label")));
    return there.filter((one) => {
      const { width, height } = one.getBoundingClientRect();
      return width < 23.9 || height < 23.9;
    }).map((one) => one.outerHTML.slice(0, 120));
  });

/** How wide and high the part of a bar is that takes a press. */
const takes = (page, label) =>
  page.getByRole("separator", { name: label }).evaluate((bar) => {
    const { left, right, top, bottom } = bar.getBoundingClientRect();
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    const count = (hit) => Array.from({ length: 61 }, (_, step) => step - 30).filter(hit).length;
    return [count((step) => document.elementFromPoint(x + step, y) === bar), count((step) => document.elementFromPoint(x, y + step) === bar)];
  });

test("what is pressed is large enough", async () => {
  const page = await tab();
  await openLetter(page);
  assert.deepEqual(await tooSmall(page), []);
  for (const label of ["Breedte van de lijst met documenten", "Breedte van de tekst"]) {
    const [wide, high] = await takes(page, label);
    assert.ok(wide >= 24 && high >= 24, `${label}: ${wide} x ${high}`);
  }
  await button(page, "Wat is er nieuw?").click();
  await page.locator(".comparison-counts").waitFor();
  assert.deepEqual(await tooSmall(page), []);
  await page.locator("#overview-button").click();
  await page.locator(".tile").first().waitFor();
  assert.deepEqual(await tooSmall(page), []);
  await page.locator("#overview-button").click();
  await page.locator("#shelf-button").click();
  await page.locator(".shelf-file", { hasText: "Kengetallen" }).click();
  await page.locator(".shelf-open").waitFor();
  assert.deepEqual(await tooSmall(page), []);
});

for (const [width, height] of [[320, 568], [640, 400]]) {
  test(`a window of ${width} by ${height}`, async () => {
    const page = await tab({ viewport: { width, height } });
    await openPresentation(page);
    await page.locator(".one-slide .line").first().waitFor();
    const view = await page.evaluate(() => ({
      scrolled: document.querySelector(".columns").scrollTop,
      wide: document.documentElement.scrollWidth,
      head: document.querySelector(".top").getBoundingClientRect().height,
    }));
    assert.equal(view.scrolled, 0, "a presentation opens at its top");
    assert.ok(view.wide <= width, "no scrolling sideways");
    assert.ok(view.head <= (height === 400 ? 48 : 120), `the bar takes ${view.head}`);
    assert.deepEqual(await tooSmall(page), []);
    await assertClean(page, `a presentation, ${width} wide`);
    await openLetter(page);
    await assertClean(page, `a letter, ${width} wide`);
    await page.locator("#overview-button").click();
    await page.locator(".tile").first().waitFor();
    const rows = await page.locator(".tile").evaluateAll((tiles) => Object.values(Object.groupBy(tiles, (tile) => Math.round(tile.getBoundingClientRect().top))).map((row) => row.length));
    assert.equal(new Set(rows).size, 1, `no half rows of numbers: ${rows}`);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width);
    await assertClean(page, `the overview, ${width} wide`);
  });
}

test("a screen reader is told what the text of a page is", async () => {
  const page = await tab();
  await openLetter(page);
  await page.waitForFunction(() => [...document.querySelectorAll(".sheet")].every((sheet) => sheet.querySelector(".line")));
  const told = (await Promise.all((await page.locator(".sheet").all()).map((sheet) => sheet.ariaSnapshot()))).join("\n");
  assert.match(told, /heading "FLITS: vierde kwartaal 2022" \[level=2\]/);
  assert.match(told, /heading "Wat is de aanleiding om deze informatie te delen\?" \[level=3\]/);
  assert.match(told, /list:\s+- listitem:\s+- paragraph: Evaluatie opgave Zorgzame Stad/);
  assert.match(told, /- paragraph: .*U stelt als raad de kaders/);
  assert.doesNotMatch(told, /\u00ad/);
  // A word that is broken at the end of a line is said once, whole.
  const broken = await page.locator(".said").evaluateAll((words) => words.map((word) => [word.dataset.word, getComputedStyle(word, "::after").content]));
  assert.ok(broken.length > 0);
  for (const [word, content] of broken) {
    assert.equal(content, `"${word}"`);
    assert.ok(told.includes(word), word);
  }
});

test("a table on a page is a table", async () => {
  const page = await tab();
  await page.locator(".document", { hasText: "Voortgang van de pilot Jeugdhulp naar voren" }).click();
  await page.locator('.sheet [role="table"]').first().waitFor({ state: "attached" });
  const table = page.locator('.sheet [role="table"]').first();
  const rows = await table.locator('[role="row"]').count();
  assert.ok(rows > 1);
  assert.ok((await table.locator('[role="columnheader"]').count()) > 0);
  assert.equal(await table.locator('[role="rowheader"]').count(), rows - 1);
});
