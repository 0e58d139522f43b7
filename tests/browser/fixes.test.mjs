// Findings that go away by a click: in the text, with an answer of the user, and in a file with data.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { assertGood, browser, open, Preview, shoot, WorkFolder } from "./preview.mjs";

const LETTER = "data/brieven/2022/flits.md";

let chromium;
let folder;
let preview;
let context;
let page;

before(async () => void (chromium = await browser()));
after(() => chromium.close());

beforeEach(async () => {
  folder = new WorkFolder();
});

async function start() {
  context = await chromium.newContext({ viewport: { width: 1280, height: 800 } });
  preview = await Preview.of(folder, "2022/flits", "--op", "2023-02-20");
  page = await open(context, preview.address);
  page.setDefaultTimeout(20_000);
  await page.locator("nav [aria-current=page]", { hasText: "flits" }).waitFor();
  await editor().waitFor();
}

afterEach(async () => {
  const { problems } = page;
  await context.close();
  preview.kill();
  folder.remove();
  assert.deepEqual(problems, []);
});

const editor = () => page.getByRole("textbox", { name: "Tekst van het document" });
const findings = () => page.getByRole("region", { name: "Meldingen" });
const finding = (code) => findings().locator("li", { has: page.locator(".finding-code", { hasText: code }) }).first();
const button = (code, name) => finding(code).locator(".finding-fixes").getByRole("button", { name });
const written = (expected) => folder.written(LETTER, expected);

/** Puts words at the end of the text, as somebody who types. */
async function typed(words) {
  await editor().click();
  await page.keyboard.press("Control+End");
  await page.keyboard.insertText(`\n\n${words}`);
  // The cursor leaves the line: what is still being typed is not told.
  await page.keyboard.press("Control+Home");
}

test("a click mends the text, the pages follow, and undo takes it back", async () => {
  await start();
  // Where nothing is to be told, nothing is to be made higher.
  const splitter = page.getByRole("separator", { name: "Hoogte van de meldingen en opmerkingen" });
  await findings().getByText("Geen meldingen").waitFor();
  await splitter.waitFor({ state: "hidden" });
  await typed("Dat is <b>heel</b> veel.");
  await splitter.waitFor();
  await button("B027", "vet").click();
  await finding("B027").waitFor({ state: "detached" });
  await written(/Dat is \*\*heel\*\* veel\./);
  await page.locator("section.sheet", { hasText: "Dat is heel veel." }).first().waitFor({ state: "attached" });
  assert.equal(await editor().evaluate((element) => element === document.activeElement), true, "one goes on typing");
  await page.keyboard.press("Control+z");
  await finding("B027").waitFor();
  await written(/Dat is <b>heel<\/b> veel\./);
});

test("a typed number becomes its indicator, and a wrong name the right one", async () => {
  await start();
  await typed("Er waren {{ flits_aangemel }} gezinnen.");
  await button("B002", "Vervang door").click();
  await finding("B002").waitFor({ state: "detached" });
  await written(/Er waren \{\{ flits_aangemeld \}\} gezinnen\./);
  await typed(`In totaal meldden zich ${valueOf("flits_aangemeld")} gezinnen aan.`);
  await button("C001", "Vervang door").first().click();
  await finding("C001").waitFor({ state: "detached" });
  await written(/In totaal meldden zich \{\{ flits_aangemeld.*\}\} gezinnen aan\./);
});

/** The digits that an indicator prints, from what the program says of the letter's numbers. */
function valueOf(name) {
  const { getallen } = JSON.parse(folder.run("cijfers", "2022/flits", "--formaat", "json"));
  return /\d+/.exec(getallen.find(({ kengetal, periode }) => kengetal === name && periode === "2022").afgedrukt)[0];
}

test("a warning with several buttons", async () => {
  await start();
  await typed("Dat kostte {{ flits_kosten }} euro. En 4193 kaarten.");
  await button("B024", "dubbele eenheid").waitFor();
  await button("C001", "Leg vast als feit").waitFor();
  await shoot(page, "buttons");
  await button("B024", "dubbele eenheid").click();
  await finding("B024").waitFor({ state: "detached" });
  await written(/Dat kostte \{\{ flits_kosten \}\}\. En/);
});

test("a finding is accepted with a reason, and a number becomes a fact with its source", async () => {
  await start();
  await typed("Wij kregen 7391 brieven terug.");
  await button("C001", "Accepteer met een reden").click();
  const dialog = page.getByRole("dialog", { name: "Accepteer met een reden" });
  const answer = dialog.getByLabel("Waarom mag dit zo blijven?");
  await answer.fill("Te kort");
  assert.equal(await dialog.getByRole("button", { name: "Accepteer" }).isDisabled(), true, "a reason has three words");
  await answer.fill('Dat "telde" de post.');
  await assertGood(page, "a reason is asked");
  await shoot(page, "reason");
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });
  await finding("C001").waitFor({ state: "detached" });
  await written(/7391 brieven terug\. \{\{ akkoord\("C001", "Dat \\"telde\\" de post\."\) \}\}/);
  await typed("En wij stuurden 8642 kaarten.");
  await button("C001", "Leg vast als feit").click();
  await page.getByLabel("Waar komt dit getal vandaan?").fill("De postkamer");
  await page.getByRole("dialog").getByRole("button", { name: "Leg vast" }).click();
  await finding("C001").waitFor({ state: "detached" });
  const text = await written(/En wij stuurden \{\{ feit_kaarten \}\} kaarten\./);
  assert.match(text, /\[feiten\.feit_kaarten\]\r?\nnaam = "kaarten"\r?\nwaarde = 8642\r?\neenheid = "aantal"\r?\nafronding = 0\r?\nbron = "De postkamer"\r?\n\+\+\+/);
});

test("a fix writes into the head as well while that is not shown, and undo takes back both", async () => {
  await start();
  await editor().click();
  await page.keyboard.press("Control+End");
  await page.keyboard.insertText("\n\nEn wij stuurden 8642 kaarten.\n\nVerder niets.");
  await button("C001", "Leg vast als feit").click();
  await page.getByLabel("Waar komt dit getal vandaan?").fill("De postkamer");
  await page.getByRole("dialog").getByRole("button", { name: "Leg vast" }).click();
  await finding("C001").waitFor({ state: "detached" });
  const text = await written(/En wij stuurden \{\{ feit_kaarten \}\} kaarten\./);
  assert.match(text, /\[feiten\.feit_kaarten\]\r?\nnaam = "kaarten"\r?\nwaarde = 8642\r?\n[^]*?\+\+\+/);
  assert.doesNotMatch(await editor().innerText(), /feiten/, "the head stays away");
  await editor().focus();
  await page.keyboard.press("Control+z");
  assert.doesNotMatch(await written(/En wij stuurden 8642 kaarten\./), /feit_kaarten/);
});

test("a file that is mended does not take the keys from who types by then", async () => {
  const file = "data/kengetallen.toml";
  const right = folder.read(file);
  const key = /eenheid = /.exec(right)[0];
  folder.write(file, right.replace(key, "eenhied = "));
  await start();
  let release;
  const held = new Promise((done) => (release = done));
  await page.route("**/api/shelf", async (route) => {
    if (route.request().postDataJSON().what === "write") await held;
    await route.continue();
  });
  await button("T002", 'Vervang door "eenheid"').click();
  await editor().click();
  await page.keyboard.press("Control+End");
  release();
  await page.getByText("kengetallen.toml is veranderd.").waitFor();
  await page.keyboard.type(" DOOR");
  await written(/ DOOR/);
});

test("the underline itself offers what the list offers", async () => {
  await start();
  await typed("Dat is <u>heel</u> veel.");
  await button("B027", "webpagina").waitFor();
  await finding("B027").getByRole("button", { name: /^Fout/ }).click();
  await page.locator(".cm-lintRange-error").first().hover();
  const tip = page.locator(".cm-tooltip-lint");
  await tip.getByRole("button", { name: /webpagina/ }).click();
  await finding("B027").waitFor({ state: "detached" });
  await written(/Dat is heel veel\./);
});

test("a file with data is mended, and that is taken back", async () => {
  const file = "data/kengetallen.toml";
  const right = folder.read(file);
  const key = /eenheid = /.exec(right)[0];
  folder.write(file, right.replace(key, "eenhied = "));
  await start();
  await button("T002", 'Vervang door "eenheid"').click();
  assert.equal(await folder.written(file, /^(?![^]*eenhied)/), right);
  await finding("T002").waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => document.activeElement.classList.contains("findings-list")), true, "the keys stay in the list");
  await shoot(page, "data");
  await page.getByRole("button", { name: "Maak ongedaan" }).click();
  await folder.written(file, /eenhied = /);
  await finding("T002").waitFor();
});

test("what changed meanwhile is left alone", async () => {
  await start();
  await typed("Dat is <b>heel</b> veel.");
  await button("B027", "vet").waitFor();
  await finding("B027").getByRole("button", { name: /^Fout/ }).click();
  await page.keyboard.press("Home");
  // In one go, before the server can tell that it is something else now.
  await page.evaluate(() => {
    const press = [...document.querySelectorAll(".finding-fixes button")].find((one) => /vet/.test(one.textContent));
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "Dus: ");
    document.querySelector(".cm-content").dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    press.click();
  });
  await page.getByText("De tekst is intussen veranderd.").waitFor();
  await written(/Dus: Dat is <b>heel<\/b> veel\./);
});
