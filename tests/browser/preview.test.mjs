// A communications officer at work, in a real browser.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { rm, rename } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import axe from "axe-core";
import { browser, open, Preview, repository, WorkFolder } from "./preview.mjs";

const LETTER = "data/brieven/2022/jnv.md";

let chromium;
let folder;
let preview;
let context;
let page;

before(async () => void (chromium = await browser()));
after(() => chromium.close());

beforeEach(async () => {
  folder = new WorkFolder();
  preview = await Preview.of(folder, "2022/jnv");
  context = await chromium.newContext({ viewport: { width: 1280, height: 800 }, acceptDownloads: true });
  page = await open(context, preview.address);
  await sheet(0).getByText("Voortgang van de pilot Jeugdhulp naar voren").first().waitFor();
  await editorHolds("# bevoegdheden");
});

afterEach(async () => {
  const { problems } = page;
  await context.close();
  preview.kill();
  folder.remove();
  assert.deepEqual(problems, []);
});

const sheet = (index) => page.locator("section.sheet").nth(index);
const findings = () => page.locator(".findings");
const unbreakable = /\u00a0/g;

async function editorHolds(words) {
  await page.waitForFunction((words) => document.querySelector(".editor .cm-content")?.textContent.includes(words), words);
}

/** Waits until the pages hold, or no longer hold, some words. */
const pagesHold = (words, wanted = true) =>
  page.waitForFunction(
    ([words, wanted]) => {
      const text = [...document.querySelectorAll("section.sheet")].map((sheet) => sheet.textContent).join(" ");
      return text.replace(/\u00a0/g, " ").includes(words) === wanted;
    },
    [words, wanted],
  );

/** Waits until a file holds some words. */
async function fileHolds(file, words) {
  for (let patience = 100; patience > 0; patience -= 1) {
    if (folder.read(file).includes(words)) return;
    await sleep(50);
  }
  assert.fail(`${file} does not hold ${words}`);
}

/** Puts the cursor behind words that are in sight in the editor, and types. */
async function typeBehind(words, text) {
  await page.evaluate((words) => {
    const line = [...document.querySelectorAll(".editor .cm-line")].find((line) => line.textContent.includes(words));
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.data.indexOf(words);
      if (at < 0) continue;
      document.querySelector(".editor .cm-content").focus();
      getSelection().collapse(node, at + words.length);
    }
  }, words);
  await page.keyboard.type(text);
}

async function assertAccessible(what) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] }),
  );
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join("\n   ")}`);
  assert.deepEqual(told, [], what);
}

test("the letters are listed, and the pages show the one that is chosen", async () => {
  const names = await page.locator("nav .document-name").allTextContents();
  const ofQuarter = ["flits", "jnv", "poh-ggz"];
  assert.deepEqual(names, ["jeugdhulp", ...ofQuarter, ...ofQuarter, "bso-plus", "flits", "jnv", "poh-ggz"]);
  assert.equal(await page.locator("nav [aria-current=page] .document-name").textContent(), "jnv");
  assert.equal(await page.locator("section.sheet").count(), 5);
  assert.equal(await page.locator(".folder").textContent(), "map");
  assert.ok(!page.url().includes("sleutel"), "the key does not stay in the address");
  await page.locator("nav .document", { hasText: "flits" }).last().click();
  await pagesHold("Voortgang van de pilot FLITS");
  await editorHolds("gezinnen");
  // The pages are pictures that stay crisp, under text that can be selected and found.
  const picture = sheet(0).locator("img").first();
  assert.ok(await picture.evaluate((image) => image.complete && image.naturalWidth > 0 && image.src.startsWith("blob:")));
  const copied = await page.evaluate(() => {
    const range = document.createRange();
    range.selectNodeContents(document.querySelector("section.sheet"));
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return getSelection().toString();
  });
  assert.match(copied.replace(unbreakable, " "), /Voortgang van de pilot FLITS/);
  assert.ok(await page.evaluate(() => window.find("gemeenteraad", false, false, true)));
});

test("a change on disk is shown, with scroll and zoom as they were", async () => {
  await page.getByRole("button", { name: "Groter" }).click();
  await sheet(2).scrollIntoViewIfNeeded();
  const scroller = page.locator(".pages");
  await scroller.evaluate((element) => (element.scrollTop = 2600));
  await sleep(300);
  const state = () => scroller.evaluate((element) => [element.scrollTop, document.querySelector("section.sheet").offsetWidth]);
  const before = await state();
  folder.edit(LETTER, "# informatie", "# informatie\n\nDeze zin komt van schijf.");
  await pagesHold("Deze zin komt van schijf.");
  await editorHolds("# bevoegdheden");
  assert.deepEqual(await state(), before);
  // Figures from a program that writes a new file and renames it.
  const series = "data/reeksen/jnv.csv";
  const bytes = readFileSync(join(folder.path, series));
  folder.write(`${series}.tmp`, Buffer.from(bytes.toString("latin1").replace(";280;", ";290;"), "latin1"));
  await rename(join(folder.path, `${series}.tmp`), join(folder.path, series));
  await pagesHold("290");
});

test("what is typed is shown at once, and saved when typing pauses", async () => {
  await typeBehind("Zij willen jongeren eerder helpen", ", en dat lukt steeds beter");
  await pagesHold("en dat lukt steeds beter");
  assert.ok(!folder.read(LETTER).includes("steeds beter"), "not saved yet");
  await page.getByText("Nog niet bewaard").waitFor();
  await fileHolds(LETTER, "eerder helpen, en dat lukt steeds beter");
  await page.getByText("Bewaard", { exact: true }).waitFor();
  // By hand, with the setting off.
  await page.getByRole("button", { name: "Instellingen" }).click();
  await page.getByLabel("Bewaren als ik even stop met typen").uncheck();
  await page.keyboard.press("Escape");
  await typeBehind("en dat lukt steeds beter", " en beter");
  await sleep(2500);
  assert.ok(!folder.read(LETTER).includes("beter en beter"));
  await page.keyboard.press("Control+s");
  await fileHolds(LETTER, "beter en beter");
});

test("a letter changed elsewhere meanwhile is never overwritten unseen", async () => {
  await page.getByRole("button", { name: "Instellingen" }).click();
  await page.getByLabel("Bewaren als ik even stop met typen").uncheck();
  await page.keyboard.press("Escape");
  await typeBehind("Zij willen jongeren eerder helpen", " MIJN TEKST");
  await pagesHold("MIJN TEKST");
  folder.edit(LETTER, "Zij willen jongeren", "VAN EEN ANDER: zij willen jongeren");
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Deze brief is ook ergens anders veranderd").waitFor();
  assert.match(await dialog.locator(".merge").textContent(), /VAN EEN ANDER[\s\S]*MIJN TEKST/);
  await assertAccessible("the choice between two texts");
  // Later: nothing is lost, nothing is overwritten.
  await dialog.getByRole("button", { name: "Later" }).click();
  await page.keyboard.press("Control+s");
  await dialog.waitFor();
  assert.ok(folder.read(LETTER).includes("VAN EEN ANDER") && !folder.read(LETTER).includes("MIJN TEKST"));
  // Theirs; mine can be put back.
  await dialog.getByRole("button", { name: "Neem de tekst van schijf" }).click();
  await pagesHold("VAN EEN ANDER");
  await pagesHold("MIJN TEKST", false);
  await page.getByRole("button", { name: "Uw tekst terugzetten" }).click();
  await pagesHold("MIJN TEKST");
  // Mine, after another change elsewhere.
  folder.edit(LETTER, "VAN EEN ANDER", "NOG EEN KEER");
  await dialog.getByRole("button", { name: "Die van mij" }).click();
  await dialog.getByRole("button", { name: "Bewaar de rechtertekst" }).click();
  await fileHolds(LETTER, "MIJN TEKST");
  assert.ok(!folder.read(LETTER).includes("NOG EEN KEER"));
});

test("a mistake leaves a gap in the pages, says where it is, and goes by itself", async () => {
  await typeBehind("Zij willen jongeren eerder helpen", " {{{{ jnv_kostn }} }}");
  await page.locator(".banner.error").waitFor();
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+s");
  folder.edit(LETTER, "{{ jnv_kosten }}", "{{ jnv_kostn }}");
  await page.locator(".banner.error", { hasText: "jnv_kostn" }).waitFor();
  assert.equal(await page.locator("section.sheet").count(), 5);
  await page.locator("section.sheet").getByText("[nog geen cijfer]").first().waitFor();
  const finding = findings().getByRole("button", { name: /jnv_kostn/ });
  assert.match(await finding.textContent(), /Bedoelde u "jnv_kosten"/);
  await finding.click();
  await page.locator(".editor .cm-lintRange-error").waitFor();
  assert.equal((await page.locator(".editor .cm-lintRange-error").allTextContents()).join(""), "jnv_kostn");
  const cursor = await page.evaluate(() => getSelection().anchorNode.parentElement.closest(".cm-line").textContent);
  assert.match(cursor, /jnv_kostn/);
  await page.locator(".sheet .found").first().waitFor({ state: "attached" });
  await assertAccessible("a page with findings");
  // Mended on the spot: the click put the cursor before the word.
  await page.keyboard.press("Control+ArrowRight");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.type("e");
  await page.locator(".banner.error").waitFor({ state: "detached" });
  await findings().getByText("Geen meldingen in deze brief.").waitFor();
  await page.keyboard.press("Control+s");
  await fileHolds(LETTER, "{{ jnv_kosten }}");
});

test("a click on the page leads to the text, and a number tells where it comes from", async () => {
  const sentence = sheet(0).locator("span", { hasText: "Zij willen jongeren eerder" }).last();
  await sentence.click();
  const line = await page.evaluate(() => getSelection().anchorNode.parentElement.closest(".cm-line")?.textContent);
  assert.match(line, /Zij willen jongeren eerder helpen/);
  const costs = page.locator("section.sheet span", { hasText: /^€.461\.514$/ }).first();
  await costs.scrollIntoViewIfNeeded();
  await costs.click();
  const drawer = page.locator(".provenance");
  await drawer.getByText("jnv.kosten[periode]").first().waitFor();
  assert.match(await drawer.textContent(), /Serviceorganisatie Jeugd[\s\S]*data\/reeksen\/jnv\.csv[\s\S]*regel 3/);
  await assertAccessible("where a number comes from");
  await page.keyboard.press("Escape");
  await drawer.waitFor({ state: "detached" });
  // A chart tells of all its numbers.
  const chart = page.getByRole("img", { name: /Kolomdiagram/ }).first();
  await chart.scrollIntoViewIfNeeded();
  await chart.click({ force: true });
  await drawer.getByText("8,65").first().waitFor();
  assert.ok((await drawer.locator("tbody tr").count()) >= 12);
});

test("letters can be chosen, read and mended with keys alone", async () => {
  await page.locator("body").click({ position: { x: 640, y: 20 } });
  await page.keyboard.press("?");
  const help = page.getByRole("dialog");
  await help.getByText("Toetsen", { exact: true }).waitFor();
  await assertAccessible("the help");
  await page.keyboard.press("Escape");
  await help.waitFor({ state: "detached" });
  const chosen = () => page.locator("nav [aria-current=page] .document-name").textContent();
  await page.keyboard.press("j");
  await page.waitForFunction(() => document.querySelector("nav [aria-current=page] .document-name")?.textContent === "poh-ggz");
  await page.keyboard.press("Alt+PageUp");
  await page.waitForFunction(() => document.querySelector("nav [aria-current=page] .document-name")?.textContent === "jnv");
  assert.equal(await chosen(), "jnv");
  await page.getByText("1 van 5").waitFor();
  await page.keyboard.press("]");
  await page.getByText("2 van 5").waitFor();
  await page.keyboard.press("[");
  await page.getByText("1 van 5").waitFor();
  folder.edit(LETTER, "# informatie", "# informatie\n\nDat kostte 12 keer zoveel, en {{ onbekend }} is meer.");
  await findings().getByText("onbekend").first().waitFor();
  // The text in the editor follows the pages.
  await sleep(300);
  await page.keyboard.press("n");
  await page.waitForFunction(() => /onbekend|12 keer/.test(getSelection().anchorNode?.parentElement?.closest(".cm-line")?.textContent ?? ""));
});

test("the pages follow the cursor, and what the form prints leads to its place", async () => {
  await page.locator(".editor .cm-content").click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("\n\nHelemaal aan het einde.");
  await page.locator("section.sheet").getByText("Helemaal aan het einde.").waitFor();
  await page.waitForFunction(() => {
    const line = [...document.querySelectorAll("section.sheet .line")].find((line) => line.textContent.includes("Helemaal aan het einde."));
    const box = line?.getBoundingClientRect();
    return box && box.top > 60 && box.bottom < innerHeight;
  });
  await page.keyboard.press("Control+Home");
  const pages = await page.locator("section.sheet").count();
  await page.getByText(`${pages} van ${pages}`).waitFor();
  const cursorLine = () => page.evaluate(() => getSelection().anchorNode?.parentElement?.closest(".cm-line")?.textContent ?? "");
  const click = async (words) => {
    await sheet(0).scrollIntoViewIfNeeded();
    await sheet(0).locator(".line span", { hasText: words }).first().click();
  };
  await click("2023-0012345");
  assert.match(await cursorLine(), /^zaaknummer = /);
  await click("Wat is de aanleiding");
  assert.match(await cursorLine(), /^# aanleiding/);
});

test("a mistake in the data is told first, where it is", async () => {
  const series = "data/reeksen/jnv.csv";
  const text = readFileSync(join(folder.path, series), "latin1");
  folder.write(series, Buffer.from(text.replace(";280;", ";tweehonderd;"), "latin1"));
  await page.locator(".banner.error", { hasText: "tweehonderd" }).waitFor();
  assert.match(await findings().locator("li").first().textContent(), /tweehonderd[\s\S]*jnv\.csv, regel 2/);
  folder.write(series, Buffer.from(text, "latin1"));
  await page.locator(".banner.error").waitFor({ state: "detached" });
});

test("completion knows the names that can be filled in", async () => {
  await typeBehind("Zij willen jongeren eerder helpen", " {{");
  const list = page.locator(".cm-tooltip-autocomplete");
  await page.keyboard.type(" jnv_kost");
  await list.getByText("jnv_kosten", { exact: true }).waitFor();
  assert.match((await list.textContent()).replace(unbreakable, " "), /€ 461\.514/);
  await sleep(150);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+s");
  await fileHolds(LETTER, "eerder helpen {{ jnv_kosten }}");
});

test("the PDF is what griffel maak makes", async () => {
  await typeBehind("Zij willen jongeren eerder helpen", " en beter");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "PDF downloaden" }).click(),
  ]);
  assert.equal(download.suggestedFilename(), "jnv.pdf");
  const bytes = readFileSync(await download.path());
  assert.ok(folder.read(LETTER).includes("helpen en beter"), "it is saved first");
  folder.run("maak", "2022/jnv");
  assert.ok(bytes.equals(readFileSync(join(folder.path, "uitvoer/2022/jnv.pdf"))));
});

test("nothing that was typed is lost when the server dies", async () => {
  await page.getByRole("button", { name: "Instellingen" }).click();
  await page.getByLabel("Bewaren als ik even stop met typen").uncheck();
  await page.keyboard.press("Escape");
  await typeBehind("Zij willen jongeren eerder helpen", " ONBEWAARD");
  await pagesHold("ONBEWAARD");
  preview.kill();
  await page.getByText("Griffel antwoordt niet.").waitFor();
  await typeBehind("ONBEWAARD", " EN VERDER");
  // Something else at this port hears neither the secret of this page nor a proof that it knows it.
  const heard = [];
  const stranger = createServer((request, response) => {
    heard.push(request.url);
    response.writeHead(request.url.startsWith("/bewijs") ? 200 : 401, { "Content-Type": "application/json" });
    response.end(JSON.stringify({ proof: "0".repeat(64), challenge: "x", message: "x" }));
  });
  await new Promise((done) => stranger.listen(preview.port, "127.0.0.1", done));
  await page.getByText("Griffel is opnieuw gestart.").waitFor();
  await sleep(2_500);
  stranger.closeAllConnections();
  await new Promise((done) => stranger.close(done));
  assert.ok(heard.some((url) => url.startsWith("/bewijs")) && !heard.some((url) => url.startsWith("/terug")), heard.join(" "));
  // The next run is gone on with: nobody opens an address.
  const { address } = preview;
  preview = await Preview.of(folder, "2022/jnv");
  assert.notEqual(preview.address, address, "its key is another one");
  await page.locator(".connection").waitFor({ state: "detached" });
  await typeBehind("ONBEWAARD EN VERDER", " EN MEER");
  await pagesHold("ONBEWAARD EN VERDER EN MEER");
  page.problems.length = 0;
  await page.reload();
  await page.getByText("Uw niet-bewaarde tekst is teruggezet.").waitFor();
  await page.keyboard.press("Control+s");
  await fileHolds(LETTER, "ONBEWAARD EN VERDER EN MEER");
});

test("unsaved text of a letter that was renamed can still be had", async () => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Instellingen" }).click();
  await page.getByLabel("Bewaren als ik even stop met typen").uncheck();
  await page.keyboard.press("Escape");
  await typeBehind("Zij willen jongeren eerder helpen", " ONBEWAARD");
  await pagesHold("ONBEWAARD");
  await rename(join(folder.path, LETTER), join(folder.path, "data/brieven/2022/jnv-nieuw.md"));
  await page.getByText("Het bestand 2022/jnv is er niet meer.").waitFor();
  await page.locator("nav .document", { hasText: "jnv-nieuw" }).click();
  await pagesHold("ONBEWAARD", false);
  await page.locator(".notice", { hasText: "2022/jnv is er niet meer" }).getByRole("button", { name: "Kopieer de tekst" }).click();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /eerder helpen ONBEWAARD/);
});

test("words that look like markup or script stay words", async () => {
  const evil = "<script>document.title='kwaad'</script><img src=x onerror=\"document.title='kwaad'\">";
  folder.edit(LETTER, "# informatie", `# informatie\n\nTekst: \`${evil}\`\n`);
  folder.edit(LETTER, 'onderwerp = "', "onderwerp = \"<b onmouseover=alert(document)>x</b> ");
  await pagesHold("<script>document.title");
  await page.locator("h1", { hasText: "<b onmouseover" }).waitFor();
  folder.edit(LETTER, "{{ jnv_kosten }}", "{{ afk(\"<img src=x onerror=alert(document)>\") }}");
  await findings().getByText("onerror").first().waitFor();
  assert.notEqual(await page.title(), "kwaad");
  const strange = await page.evaluate(() => document.querySelectorAll("main script, main b, main [onerror], main [onmouseover]").length);
  assert.equal(strange, 0);
});

test("the page obeys WCAG 2.1 AA, at every size", async () => {
  await assertAccessible("as it begins");
  for (const [width, height] of [[1920, 1080], [1000, 700]]) {
    await page.setViewportSize({ width, height });
    await sleep(200);
    await assertAccessible(`${width} wide`);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    assert.ok(!wider, "no scrolling sideways");
  }
});

test("without the key the page tells where to find it", async () => {
  const stranger = await (await chromium.newContext()).newPage();
  await stranger.goto(`http://127.0.0.1:${preview.port}/`);
  await stranger.getByText("Open het adres van Griffel").waitFor();
  assert.ok(!(await stranger.content()).includes("Jeugdhulp"));
  await stranger.goto("about:blank");
  await stranger.goto(`http://127.0.0.1:${preview.port}/#sleutel=${"0".repeat(64)}`);
  await stranger.getByText("Griffel is opnieuw gestart.").waitFor();
  assert.ok(!(await stranger.content()).includes("Jeugdhulp naar voren"));
});

test("a broken template is told, and mended by itself", async () => {
  const layout = "templates/basis/brief.typ.j2";
  const whole = readFileSync(join(repository, layout), "utf8");
  folder.write(layout, whole.replace("{% block inhoud %}", "{% block inhoud %}\n#{ let x = (1, 2"));
  await page.locator(".banner.error").waitFor();
  assert.equal(await page.locator("section.sheet").count(), 5);
  await rm(join(folder.path, "templates/basis"), { recursive: true });
  await page.locator(".banner.error").waitFor({ state: "detached" });
  await pagesHold("Jeugdhulp naar voren");
});
