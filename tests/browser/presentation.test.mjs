// Presentations in the preview, in a real browser: the filmstrip, presenting and the speaker's window.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { assertGood, browser, open, Preview, WorkFolder } from "./preview.mjs";

const FILE = "data/presentaties/2022/raadsavond.md";
const TEXT = `+++
sjabloon = "presentatie"
onderwerp = "De pilot Jeugdhulp naar voren"
pilot = "jnv"
datum = 2023-03-14
status = "concept"
portefeuillehouder = "wethouder Jeugd"
+++

# Waar gaat het over?

Jongeren krijgen eerder hulp, dicht bij huis en school.

## Notities

Vertel kort wat de pilot is.

- Noem het voorbeeld van de school.
- Wacht met de cijfers.

# Wat doen de aanbieders?

{{ stappen() }}

- Zij praten met ouders.
- Zij helpen op school.
- Zij adviseren de wijkteams.

## Notities

Geef bij elke stap een voorbeeld.

# Wat kostte het?

{{ jnv_kosten }}

Dat is betaald aan de aanbieders van de pilot.

# Hoe groeide de inzet?

{{ grafiek("jnv-inzet") }}

## Notities

Wijs de laatste maand aan.

# Hebt u vragen?
`;
const TITLES = ["De pilot Jeugdhulp naar voren", "Waar gaat het over?", "Wat doen de aanbieders?", "Wat kostte het?", "Hoe groeide de inzet?", "Hebt u vragen?"];

let chromium;
let folder;
let preview;
let context;
let page;

before(async () => void (chromium = await browser()));
after(() => chromium.close());

beforeEach(async () => {
  folder = new WorkFolder();
  folder.write(FILE, TEXT);
  preview = await Preview.of(folder, "2022/raadsavond");
  context = await chromium.newContext({ viewport: { width: 1280, height: 800 }, acceptDownloads: true });
  page = await open(context, preview.address);
  await thumbnail(6).waitFor();
  await largeIs(1);
  await page.waitForFunction(() => document.querySelector(".editor .cm-content")?.textContent.includes("# Waar gaat"));
});

afterEach(async () => {
  const problems = context.pages().flatMap((page) => page.problems ?? []);
  await context.close();
  preview.kill();
  folder.remove();
  assert.deepEqual(problems, []);
});

const thumbnail = (number) => page.getByRole("list", { name: "Dia's" }).getByRole("button", { name: `Dia ${number}: ${TITLES[number - 1]}` });
const large = () => page.locator("section.sheet");
const notes = () => page.getByRole("region", { name: "Notities" });
const wall = () => page.getByRole("region", { name: "Presentatie" });
const cursorLine = () => page.evaluate(() => getSelection().anchorNode?.parentElement?.closest(".cm-line")?.textContent ?? "");

/** Waits until a slide is the large one, as a picture and as text. */
const largeIs = (number) =>
  page.waitForFunction(
    ([number, title]) => {
      const sheets = [...document.querySelectorAll("section.sheet")];
      const plain = (text) => text.replaceAll("\u00a0", " ").replaceAll("\u00ad", "");
      return sheets.length === 1 && sheets[0].ariaLabel === `Dia ${number}` && plain(sheets[0].textContent).includes(title) && sheets[0].querySelector("img");
    },
    [number, TITLES[number - 1]],
  );

/** Waits until the wall tells a place, and shows a picture of it. */
const wallIs = (words) =>
  page.waitForFunction(
    (words) => {
      const told = document.querySelector(".wall > [role=status]")?.textContent ?? "";
      const images = [...document.querySelectorAll(".wall .page-picture.visible img")];
      return told.startsWith(words) && images.length > 0 && images.every((image) => image.complete && image.naturalWidth > 0);
    },
    words,
  );

async function present() {
  await page.getByRole("button", { name: "Presenteren" }).click();
  await wall().waitFor();
}

async function openSpeaker() {
  const [speaker] = await Promise.all([context.waitForEvent("page"), page.getByRole("button", { name: "Sprekersscherm" }).click()]);
  speaker.problems = [];
  speaker.on("pageerror", (error) => speaker.problems.push(String(error)));
  speaker.on("console", (message) => message.type() === "error" && speaker.problems.push(message.text()));
  await speaker.locator(".speaker-now .page-picture.visible img").first().waitFor();
  return speaker;
}

const speakerIs = (speaker, words) => speaker.locator(".speaker-place", { hasText: words }).waitFor();

test("a presentation stands among the letters, with a filmstrip and the notes of the chosen slide", async () => {
  const row = page.locator("nav .document", { hasText: "raadsavond" });
  assert.match(await row.innerText(), /presentatie/);
  assert.ok(!(await page.locator("nav .document", { hasText: "bso-plus" }).innerText()).includes("presentatie"));
  const names = await page.getByRole("list", { name: "Dia's" }).getByRole("button").evaluateAll((all) => all.map((one) => one.ariaLabel));
  assert.deepEqual(names, TITLES.map((title, index) => `Dia ${index + 1}: ${title}`));
  // Only complete slides, and every small one is a picture.
  await page.waitForFunction(() => document.querySelectorAll(".thumbnail img").length >= 6);
  await thumbnail(3).click();
  await largeIs(3);
  await large().getByText("Zij adviseren de wijkteams.").waitFor();
  assert.match(await cursorLine(), /^(# Wat doen de aanbieders\?)?$/);
  assert.match(await notes().innerText(), /3 stappen[\s\S]*Geef bij elke stap een voorbeeld\./);
  assert.equal(await page.locator(".filmstrip [aria-current=true]").count(), 1);
  await page.keyboard.press("ArrowDown");
  await largeIs(4);
  assert.equal(await page.evaluate(() => document.activeElement.ariaLabel), "Dia 4: Wat kostte het?");
  await page.keyboard.press("End");
  await largeIs(6);
  assert.match(await notes().innerText(), /Bij deze dia staan geen notities/);
  await page.keyboard.press("ArrowUp");
  await largeIs(5);
  await assertGood(page, "a presentation");
  await page.keyboard.press("Home");
  await page.getByText("1 van 6").waitFor();
  await page.getByRole("button", { name: "Volgende dia" }).click();
  await largeIs(2);
  assert.deepEqual(await notes().getByRole("listitem").allInnerTexts(), ["Noem het voorbeeld van de school.", "Wacht met de cijfers."]);
});

test("the slide follows the cursor and what is typed, and leads to the text and to where numbers come from", async () => {
  await page.locator(".editor .cm-line", { hasText: "Zij helpen op school." }).click();
  await largeIs(3);
  await page.keyboard.press("End");
  await page.keyboard.type(" En thuis.");
  await large().getByText("En thuis.").waitFor();
  await page.waitForFunction(() => document.querySelector(".thumbnail[aria-current] img"));
  // A slide leads to its text.
  await thumbnail(2).click();
  await largeIs(2);
  await large().locator(".line span", { hasText: "Jongeren krijgen eerder" }).first().click();
  assert.match(await cursorLine(), /^Jongeren krijgen eerder hulp/);
  const { x, y, width, height } = await large().boundingBox();
  await page.mouse.click(x + width / 2, y + height * 0.75);
  assert.equal(await cursorLine(), "# Waar gaat het over?");
  // A number and a chart.
  await thumbnail(4).click();
  await largeIs(4);
  await large().locator(".layer span.traced").first().click();
  const drawer = page.getByRole("region", { name: "Herkomst" });
  await drawer.getByText("jnv.kosten[periode]").first().waitFor();
  await assertGood(page, "where a number on a slide comes from");
  // The next number stands on another slide.
  await page.getByRole("button", { name: "Volgend getal" }).click();
  await largeIs(5);
  await page.keyboard.press("Escape");
  // One that is only said is found by its slide.
  folder.edit(FILE, "Vertel kort wat de pilot is.", "Vertel kort: {{ jnv_zonder }}.");
  await thumbnail(2).click();
  await notes().getByText(/Vertel kort: \d/).waitFor();
  await thumbnail(6).click();
  await largeIs(6);
  await page.keyboard.press("h");
  await drawer.getByText("jnv").first().waitFor();
  await largeIs(2);
  await page.keyboard.press("Escape");
  // A mistake marks its slide, and leads to it.
  folder.edit(FILE, "Dat is betaald", "{{ bestaat_niet }} Dat is betaald");
  await page.getByRole("button", { name: "Dia 4: Wat kostte het?, er staat een fout in" }).waitFor();
  await page.locator(".findings").getByRole("button", { name: /bestaat_niet/ }).first().click();
  await largeIs(4);
});

test("a slide that comes or goes before the chosen one does not move it", async () => {
  await thumbnail(5).click();
  await largeIs(5);
  folder.edit(FILE, "# Wat doen", "# Een nieuwe dia\n\nKort.\n\n# Wat doen");
  await page.getByRole("button", { name: "Dia 6: Hoe groeide de inzet?" }).and(page.locator("[aria-current=true]")).waitFor();
  await page.locator("section.sheet[aria-label='Dia 6']").waitFor();
});

test("presenting goes by steps, with keys and with clicks, and follows what is changed", async () => {
  await thumbnail(2).click();
  await page.keyboard.press("v");
  await wallIs("Dia 2 van 6: Waar gaat het over?");
  await page.waitForFunction(() => document.fullscreenElement !== null);
  const way = [
    ["ArrowRight", "Dia 3 van 6: Wat doen de aanbieders?, nog 3 stappen"],
    ["Space", "Dia 3 van 6: Wat doen de aanbieders?, stap 1 van 3"],
    ["PageDown", "Dia 3 van 6: Wat doen de aanbieders?, stap 2 van 3"],
    ["Enter", "Dia 3 van 6: Wat doen de aanbieders?, stap 3 van 3"],
    ["ArrowDown", "Dia 4 van 6: Wat kostte het?"],
    ["ArrowLeft", "Dia 3 van 6: Wat doen de aanbieders?, stap 3 van 3"],
    ["PageUp", "Dia 3 van 6: Wat doen de aanbieders?, stap 2 van 3"],
    ["End", "Dia 6 van 6: Hebt u vragen?"],
    ["ArrowRight", "Dia 6 van 6: Hebt u vragen?"],
    ["Home", "Dia 1 van 6: De pilot"],
    ["Backspace", "Dia 1 van 6: De pilot"],
  ];
  for (const [key, words] of way) {
    await page.keyboard.press(key);
    await wallIs(words);
  }
  await page.keyboard.press("5");
  await page.getByText("Naar dia 5. Druk op Enter.").waitFor();
  await page.keyboard.press("Enter");
  await wallIs("Dia 5 van 6");
  await page.mouse.click(900, 400);
  await wallIs("Dia 6 van 6");
  await page.mouse.click(200, 400);
  await wallIs("Dia 5 van 6");
  // Each step holds more than the one before.
  await page.keyboard.type("3");
  await page.keyboard.press("Enter");
  const lengths = [];
  for (const step of ["nog 3 stappen", "stap 1 van 3", "stap 2 van 3", "stap 3 van 3"]) {
    await wallIs(`Dia 3 van 6: Wat doen de aanbieders?, ${step}`);
    lengths.push((await page.locator(".stage-view .unseen").textContent()).length);
    await page.keyboard.press("ArrowRight");
  }
  assert.deepEqual(lengths, lengths.toSorted((a, b) => a - b));
  assert.equal(new Set(lengths).size, 4);
  // Black, and back without turning.
  await wallIs("Dia 4 van 6");
  await page.keyboard.press("b");
  await page.getByText("Het scherm is zwart.").waitFor({ state: "attached" });
  await page.waitForFunction(() => getComputedStyle(document.querySelector(".wall .page-picture.visible")).visibility === "hidden");
  await assertGood(page, "black");
  await page.keyboard.press("ArrowRight");
  await wallIs("Dia 4 van 6");
  // The text changes meanwhile.
  folder.edit(FILE, "# Wat kostte het?", "# Wat kostte dit alles?");
  await wallIs("Dia 4 van 6: Wat kostte dit alles?");
  // The pointer hides.
  await page.mouse.move(500, 300);
  await page.mouse.move(520, 300);
  await page.locator(".wall:not(.still)").waitFor();
  await assertGood(page, "the slides on the wall, with buttons");
  await page.locator(".wall.still").waitFor();
  assert.equal(await wall().evaluate((element) => getComputedStyle(element).cursor), "none");
  await page.keyboard.press("Escape");
  await wall().waitFor({ state: "detached" });
  await page.waitForFunction(() => document.activeElement.classList.contains("thumbnail"));
  await page.locator("section.sheet[aria-label='Dia 4']").waitFor();
  await page.waitForFunction(() => document.fullscreenElement === null);
});

test("turning takes no visible time, also where the whole screen is refused", async () => {
  await page.evaluate(() => {
    Element.prototype.requestFullscreen = () => Promise.reject(new TypeError("geweigerd"));
  });
  await present();
  await wallIs("Dia 1 van 6");
  const box = await wall().boundingBox();
  assert.deepEqual([box.width, box.height], [1280, 800]);
  await page.evaluate(() => {
    globalThis.blank = 0;
    const watch = () => {
      if (document.querySelectorAll(".wall .page-picture.visible img").length === 0) globalThis.blank += 1;
      requestAnimationFrame(watch);
    };
    watch();
  });
  const times = [];
  for (let turns = 0; turns < 8; turns += 1) {
    await sleep(250);
    times.push(
      await page.evaluate(async () => {
        const shown = () => [...document.querySelectorAll(".wall .page-picture.visible img")].map(({ src }) => src).join();
        const before = shown();
        const since = performance.now();
        document.querySelector(".wall").dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
        while (shown() === before && performance.now() - since < 1000) await new Promise((done) => setTimeout(done));
        return performance.now() - since;
      }),
    );
  }
  assert.ok(times.toSorted((a, b) => a - b)[4] < 50, `turning takes ${times.map(Math.round)} ms`);
  assert.equal(await page.evaluate(() => globalThis.blank), 0, "there is always a slide");
  await wallIs("Dia 6 van 6");
});

test("the speaker's window tells what is said, what comes and how late it is, and both windows go together", async () => {
  await thumbnail(2).click();
  const speaker = await openSpeaker();
  await speakerIs(speaker, "Dia 2 van 6");
  assert.ok(!speaker.url().includes("sleutel"));
  await speaker.getByText("De dia's staan nog niet op het grote scherm.").waitFor();
  assert.match(await speaker.locator(".speaker-text").innerText(), /Vertel kort wat de pilot is\.[\s\S]*Noem het voorbeeld van de school\./);
  await speaker.getByText("Dia 3: Wat doen de aanbieders?").waitFor();
  await speaker.locator(".speaker-next .page-picture img").first().waitFor();
  assert.match(await speaker.locator(".speaker-times").innerText(), /0:00[\s\S]*staat stil[\s\S]*\d{1,2}:\d\d\s+uur/);
  await assertGood(speaker, "the speaker's window");
  // On the wall the time begins to count.
  await present();
  await speaker.getByText("De dia's staan nog niet op het grote scherm.").waitFor({ state: "detached" });
  await speaker.getByText("sinds het begin").waitFor();
  await speaker.getByRole("timer").getByText("0:01").waitFor();
  // Each steers the other.
  await page.keyboard.press("ArrowRight");
  await speakerIs(speaker, "nog 3 stappen");
  await speaker.getByText("Stap 1 van deze dia").waitFor();
  await speaker.keyboard.press("ArrowRight");
  await wallIs("Dia 3 van 6: Wat doen de aanbieders?, stap 1 van 3");
  await speaker.getByRole("button", { name: "Verder" }).click();
  await wallIs("Dia 3 van 6: Wat doen de aanbieders?, stap 2 van 3");
  await speaker.getByRole("button", { name: "Zwart" }).click();
  await page.getByText("Het scherm is zwart.").waitFor({ state: "attached" });
  await assertGood(speaker, "the speaker's window when it is black");
  await speaker.keyboard.press("b");
  // Also after one of them is loaded again.
  await speaker.reload();
  await speakerIs(speaker, "stap 2 van 3");
  await page.reload();
  await wallIs("Dia 3 van 6: Wat doen de aanbieders?, stap 2 van 3");
  await page.keyboard.press("ArrowRight");
  await speakerIs(speaker, "stap 3 van 3");
  // Larger notes, the clock, a change of the text, the end.
  const size = () => speaker.locator(".speaker-text").evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
  const before = await size();
  await speaker.getByRole("button", { name: "Grotere letters" }).click();
  assert.ok((await size()) > before);
  await speaker.getByRole("button", { name: "Pauze" }).click();
  await speaker.getByText("staat stil").waitFor();
  await speaker.getByRole("button", { name: "Op nul" }).click();
  assert.equal(await speaker.getByRole("timer").textContent(), "0:00");
  folder.edit(FILE, "Geef bij elke stap een voorbeeld.", "Geef bij elke stap twee voorbeelden.");
  await speaker.getByText("twee voorbeelden").waitFor();
  await speaker.keyboard.press("End");
  await speaker.getByText("Dit is het einde.").waitFor();
  await speaker.getByText("Bij deze dia staan geen notities.").waitFor();
  await page.keyboard.press("Escape");
  await speaker.getByText("De dia's staan nog niet op het grote scherm.").waitFor();
  await page.locator("nav .document", { hasText: "bso-plus" }).click();
  await speaker.getByText("Het venster met de dia's is niet open.").waitFor();
});

test("a speaker's window that the browser refuses is told, and can be tried again", async () => {
  await page.evaluate(() => {
    globalThis.opens = globalThis.open;
    globalThis.open = () => null;
  });
  await page.getByRole("button", { name: "Sprekersscherm" }).click();
  const notice = page.locator(".notice", { hasText: "De browser hield het sprekersscherm tegen." });
  await notice.waitFor();
  await present();
  await page.keyboard.press("s");
  await wall().getByText("De browser hield het sprekersscherm tegen.").waitFor();
  await page.keyboard.press("Escape");
  await page.evaluate(() => (globalThis.open = globalThis.opens));
  const [speaker] = await Promise.all([context.waitForEvent("page"), notice.getByRole("button", { name: "Probeer het opnieuw" }).click()]);
  await speakerIs(speaker, "Dia 1 van 6");
  await notice.waitFor({ state: "detached" });
});

test("a slide on which too much stands is shown as it is, with what is wrong", async () => {
  folder.edit(FILE, "Jongeren krijgen eerder hulp, dicht bij huis en school.", "Jongeren krijgen eerder hulp, dicht bij huis en school. ".repeat(40));
  await page.locator(".banner.error").waitFor();
  await thumbnail(2).or(page.getByRole("button", { name: /^Dia 2: .*fout/ })).first().click();
  await page.waitForFunction(() => (document.querySelector("section.sheet")?.textContent.match(/eerder/g) ?? []).length > 5);
  assert.ok(!(await page.locator(".banner").innerText()).includes("van vóór de fout"));
  folder.write(FILE, TEXT);
  await page.locator(".banner.error").waitFor({ state: "detached" });
});

test("the slides stay when the server goes", async () => {
  await present();
  await wallIs("Dia 1 van 6");
  await page.keyboard.press("End");
  await wallIs("Dia 6 van 6");
  // By then the pictures of all slides were fetched.
  await sleep(4000);
  preview.kill();
  await page.locator(".connection").waitFor({ state: "attached" });
  for (const [digit, title] of TITLES.entries()) {
    await page.keyboard.type(String(digit + 1));
    await page.keyboard.press("Enter");
    await wallIs(`Dia ${digit + 1} van 6: ${title}`);
  }
  page.problems.length = 0;
});

test("the PDF of a presentation is what griffel maak makes", async () => {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "PDF downloaden" }).click()]);
  const bytes = readFileSync(await download.path());
  folder.run("maak", "2022/raadsavond");
  assert.ok(bytes.equals(readFileSync(join(folder.path, "uitvoer/2022/raadsavond.pdf"))));
});
