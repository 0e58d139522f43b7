// The manual beside the page, opened at the right place; and words that are looked for in all documents.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assertGood, eachWithLetter, shoot } from "./preview.mjs";

const LETTER = "data/brieven/2022-K4/jnv.md";

let folder;
let preview;
let context;
let page;

eachWithLetter({ timeout: 15_000 }, async (made) => {
  ({ folder, preview, context, page } = made);
  await page.waitForFunction(() => document.querySelector(".editor .cm-content")?.textContent.includes("# bevoegdheden"));
});

const dialog = () => page.getByRole("dialog");

/** The page that a link opens; what goes wrong there counts as well. */
async function opened(link) {
  const [other] = await Promise.all([context.waitForEvent("page"), link.click()]);
  other.on("pageerror", (error) => page.problems.push(String(error)));
  other.on("console", (message) => message.type() === "error" && page.problems.push(message.text()));
  await other.locator("main section").first().waitFor({ state: "attached" });
  return other;
}

test("the manual opens from the help, and words are found in it", async () => {
  await page.keyboard.press("Escape");
  await page.locator("body").click({ position: { x: 640, y: 4 } });
  await page.keyboard.press("?");
  await dialog().getByRole("link", { name: "Open de handleiding" }).waitFor();
  await assertGood(page, "the help with its way to the manual");
  const manual = await opened(dialog().getByRole("link", { name: "Open de handleiding" }));
  await manual.getByRole("heading", { name: "Handleiding Griffel", level: 1 }).waitFor();
  assert.equal(await manual.title(), "Handleiding – Griffel");
  await assertGood(manual, "the manual");
  await shoot(manual, "manual");
  const sections = manual.locator("main > section:visible");
  const all = await sections.count();
  await manual.keyboard.press("/");
  await manual.keyboard.type("afbeelding IPHONE");
  await manual.getByText(/^\d+ stuk(ken)? gevonden$/).waitFor();
  await manual.getByRole("heading", { name: "Een afbeelding invoegen" }).waitFor();
  assert.ok((await sections.count()) < all / 10, "the rest is away");
  assert.equal(await manual.getByRole("navigation").getByRole("link", { name: "Een nieuw kwartaal beginnen" }).isVisible(), false);
  await assertGood(manual, "what is found in the manual");
  await shoot(manual, "manual-found");
  await manual.getByRole("searchbox").fill("zoekgeraakt xyz");
  await manual.getByText("Geen stukken gevonden").waitFor();
  await manual.getByRole("searchbox").fill("");
  assert.equal(await sections.count(), all);
  // A way through the contents, and the skip link.
  await manual.getByRole("navigation").getByRole("link", { name: "Een nieuw kwartaal beginnen" }).click();
  await manual.waitForFunction(() => document.getElementById("een-nieuw-kwartaal-beginnen").getBoundingClientRect().top < 120);
  assert.match(manual.url(), /#een-nieuw-kwartaal-beginnen$/);
  // No key is needed to read it, and none is in it.
  assert.ok(!(await manual.content()).includes(new URL(preview.address).hash.slice(9)));
});

test("a finding leads to what it means, a refused picture to the pictures that can be", async () => {
  folder.edit(LETTER, "# aanleiding\n", "# aanleiding\n\nDit kost {{ jnv_kostn }}.\n");
  const explain = page.locator(".findings").getByRole("link", { name: /^Uitleg van B002/ }).first();
  await explain.waitFor();
  await assertGood(page, "findings with their explanation");
  await shoot(page, "finding-explained");
  const meaning = await opened(explain);
  assert.match(meaning.url(), /#B002$/);
  const heading = meaning.getByRole("heading", { name: /^B002: / });
  await heading.waitFor();
  await meaning.waitForFunction(() => document.getElementById("B002").getBoundingClientRect().top < 120);
  const section = meaning.locator("#B002");
  await section.getByText("Niet goed:").waitFor();
  await section.getByText("Dit is een fout: zolang hij er staat, wordt er geen PDF gemaakt.").waitFor();
  await shoot(meaning, "manual-code");
  const further = section.getByRole("link").first();
  const to = await further.getAttribute("href");
  await further.click();
  assert.ok(await meaning.locator(`[id="${to.slice(1)}"]`).isVisible());
  await page.getByLabel("Bestand met een afbeelding").setInputFiles({ name: "scan.tif", mimeType: "", buffer: Buffer.from("II*\0\x08\0\0\0") });
  const pictures = await opened(dialog().getByRole("link", { name: /^Welke afbeeldingen kunnen wel/ }));
  assert.match(pictures.url(), /#een-afbeelding-invoegen$/);
});

test("who looks for words and saves when they want to, saves nothing by that", async () => {
  await page.getByRole("button", { name: "Instellingen" }).click();
  await page.getByLabel("Bewaren als ik even stop met typen").uncheck();
  await page.keyboard.press("Escape");
  await page.locator(".editor .cm-line", { hasText: "Elk kwartaal vertellen" }).click({ position: { x: 4, y: 4 } });
  await page.keyboard.press("Home");
  await page.keyboard.type("Nog niet bewaard woord: ");
  await page.keyboard.press("Control+Shift+F");
  await page.waitForFunction(() => document.activeElement?.type === "search");
  await page.keyboard.type("niet bewaard woord");
  await dialog().getByText("staat in geen enkele tekst").waitFor();
  assert.doesNotMatch(folder.read(LETTER), /niet bewaard woord/);
  // Nor is somebody asked to choose between two texts because of it.
  await page.keyboard.press("Escape");
  folder.edit(LETTER, "Elk kwartaal vertellen", "Elk half jaar vertellen");
  await dialog().getByRole("button", { name: "Later" }).click();
  await page.keyboard.press("Control+Shift+F");
  await dialog().getByRole("searchbox").waitFor();
  await dialog().getByText("staat in geen enkele tekst").waitFor();
  assert.equal(await dialog().count(), 1);
});

test("words are found in all documents, and lead to their line", async () => {
  writeFileSync(join(folder.path, "data/brieven/2022-K4/kapot.md"), Buffer.from([0xff, 0xfe, 0]));
  folder.edit("data/brieven/2022/poh-ggz.md", "# Inleiding\n", "# aanleiding\n\nDe <b>Zoekgeraakte</b> kinderen van Élla.\n");
  // What is typed and not saved yet is found too.
  await page.locator(".editor .cm-line", { hasText: "Elk kwartaal vertellen" }).click();
  await page.keyboard.press("End");
  await page.keyboard.type(" Nooit zoekgeraakt.");
  await page.keyboard.press("Control+Shift+F");
  const field = dialog().getByRole("searchbox");
  await page.waitForFunction(() => document.activeElement?.type === "search");
  await page.keyboard.type("ZOEKGERAAKT");
  await dialog().getByText("2 regels in 2 teksten.").waitFor();
  assert.deepEqual(await dialog().locator("mark").allTextContents(), ["zoekgeraakt", "Zoekgeraakt"]);
  await dialog().getByText("2022-K4/kapot: ").waitFor();
  await assertGood(page, "words in all documents");
  await shoot(page, "search-all");
  await field.fill("bestaat nergens");
  await dialog().getByText("staat in geen enkele tekst").waitFor();
  await field.fill("élla");
  await dialog().getByRole("button", { name: /kinderen van Élla/ }).click();
  await dialog().waitFor({ state: "detached" });
  await page.locator("nav [aria-current=page]", { hasText: "poh-ggz" }).waitFor();
  await page.locator(".editor .cm-activeLine", { hasText: "De <b>Zoekgeraakte</b> kinderen van Élla." }).waitFor();
  // By the button as well, with what was looked for last.
  await page.getByRole("button", { name: "Zoek in alle teksten" }).click();
  await dialog().getByText("1 regel in 1 tekst.").waitFor();
  assert.equal(await field.inputValue(), "élla");
  await page.keyboard.press("Escape");
  await dialog().waitFor({ state: "detached" });
});
