// The start page: from no work folder at all to a letter, in a real browser. And how fast it is there.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { assertGood, browser, griffel, open, shoot } from "./preview.mjs";

/** From starting the program to the start page painted, in milliseconds: the aim is 300, a busy machine gets more. */
const SOON = 2_000;

/** A logo as somebody brings it. */
const LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40" width="120" height="40"><rect width="120" height="40" fill="#00695c"/></svg>';

let chromium;
let home;
let environment;
let started;
let context;
let page;

before(async () => void (chromium = await browser()));
after(() => chromium.close());

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), "griffel-"));
  mkdirSync(join(home, "Documents"));
  environment = { ...process.env, HOME: home, XDG_DATA_HOME: join(home, "data"), DISPLAY: "", WAYLAND_DISPLAY: "" };
  started = [];
  context = await chromium.newContext({ viewport: { width: 1280, height: 800 }, locale: "nl-NL" });
});

afterEach(async () => {
  const problems = page.problems.filter((problem) => !/status of 409/.test(problem));
  await context.close();
  started.forEach((process) => process.kill("SIGTERM"));
  await Promise.all(started.map((process) => process.exitCode ?? new Promise((done) => process.once("exit", done))));
  rmSync(home, { recursive: true, force: true });
  assert.deepEqual(problems, []);
});

async function start() {
  const process = spawn(griffel, ["start"], { cwd: home, env: environment, stdio: ["ignore", "pipe", "ignore"] });
  started.push(process);
  for await (const line of createInterface({ input: process.stdout })) return line.match(/http:\S+/)[0];
}

const button = (name, exact = true) => page.getByRole("button", { name, exact });
const shot = (name) => shoot(page, name);

test("from nothing to a first letter of one's own municipality", async () => {
  const begun = performance.now();
  const address = await start();
  const ready = performance.now() - begun;
  page = await open(context, address);
  await page.waitForFunction(() => document.querySelector(".start-ways button:enabled"));
  const [painted] = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint").map(({ startTime }) => startTime));
  console.log(`start page: address after ${Math.round(ready)} ms, painted ${Math.round(painted)} ms after the browser asked`);
  assert.ok(ready + painted < SOON, `${ready} ms and ${painted} ms`);
  await shot("start");
  await assertGood(page, "the start page");
  await button("Nieuwe werkmap").click();
  await page.getByLabel("Gemeente").fill("zwijndrecht");
  await page.getByText("Code gm0642.").waitFor();
  assert.equal(await page.getByLabel("Naam van de werkmap").inputValue(), "brieven-zwijndrecht");
  await page.getByLabel("Huiskleur").fill("#ffcc00");
  await page.getByText("te licht voor letters").waitFor();
  const code = page.getByLabel("Of typ de kleurcode");
  await code.fill("00695c");
  await page.getByText("goed te lezen").waitFor();
  assert.equal(await page.getByLabel("Huiskleur").inputValue(), "#00695c");
  await code.fill("groen");
  await page.getByText("Een kleurcode is een hekje met zes tekens").waitFor();
  assert.ok(await button("Maak de werkmap").isDisabled());
  await code.fill("#00695c");
  // A logo that cannot be in a letter is told before there is a folder.
  await page.getByLabel("Logo").setInputFiles({ name: "logo.png", mimeType: "image/png", buffer: Buffer.from("%PDF-1.4") });
  await button("Maak de werkmap").click();
  await page.getByText("Het logo logo.png is een PDF.").waitFor();
  assert.deepEqual(readdirSync(join(home, "Documents")), []);
  await page.getByLabel("Logo").setInputFiles({ name: "Ons logo.svg", mimeType: "image/svg+xml", buffer: Buffer.from(LOGO) });
  await page.waitForFunction(() => document.querySelector(".letterhead img")?.naturalWidth > 0);
  await page.getByText("Adres en telefoon bovenaan de brief").click();
  await page.getByLabel("Adres", { exact: true }).fill("Raadhuisplein 3\n3331 BT Zwijndrecht");
  await page.getByLabel("E-mail").fill("info@voorbeeld.nl");
  await page.getByLabel("Vorm van uw brieven").selectOption("Een eigen vorm");
  await page.getByLabel("Hoe heet uw brief?").fill("Raadsmemo");
  await page.getByLabel("Vaste koppen").fill("Aanleiding\nWat kost het?");
  await shot("start-new");
  await assertGood(page, "the form for a new work folder");
  await button("Maak de werkmap").click();
  await button("Maak uw eerste brief").waitFor({ timeout: 60_000 });
  const folder = join(home, "Documents/brieven-zwijndrecht");
  const described = readFileSync(join(folder, "data/gemeente.toml"), "utf8");
  assert.match(described, /naam = "Zwijndrecht"\norganisatie = "Gemeente Zwijndrecht"\ncode = "gm0642"/);
  assert.match(described, /kleur = "#00695c"/);
  assert.match(described, /\[contact\]\nadres = \["Raadhuisplein 3", "3331 BT Zwijndrecht"\]\nemail = "info@voorbeeld.nl"\n/);
  assert.doesNotMatch(described, /De contactgegevens zijn verzonnen/);
  assert.deepEqual(readdirSync(join(folder, "data")).sort(), ["gemeente.toml", "logo.svg"]);
  assert.equal(readFileSync(join(folder, "data/logo.svg"), "utf8"), LOGO);
  assert.deepEqual(readdirSync(join(folder, "templates")).sort(), ["presentatie", "raadsmemo"]);
  assert.deepEqual(readdirSync(join(home, "Documents")), ["brieven-zwijndrecht"], "nothing is left beside it");
  await button("Maak uw eerste brief").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Onderwerp").fill("Onze eerste brief");
  await dialog.getByLabel("Portefeuillehouder").fill("wethouder Jeugd");
  assert.equal(await dialog.getByLabel("Soort").inputValue(), "raadsmemo", "the own form comes first");
  await dialog.getByLabel("Ons kenmerk").fill("2023-1");
  await button("Maak").click();
  await page.locator("section.sheet").first().getByText("Onze eerste brief").first().waitFor();
  await page.locator("section.sheet").first().getByText("Wat kost het?").waitFor();
  await shot("start-letter");
  // Only its user may read what is kept outside work folders.
  const data = join(home, "data/griffel");
  for (const path of [data, ...readdirSync(data).map((name) => join(data, name))]) assert.equal(statSync(path).mode & 0o077, 0, path);
});

test("a second start finds the first, and knows the folders used before", async () => {
  execFileSync(griffel, ["nieuw", join(home, "Documents/werk")], { env: environment });
  const address = await start();
  assert.equal(await start(), address);
  page = await open(context, address);
  await button("Werkmap openen").click();
  await page.getByRole("button", { name: "werk werkmap" }).waitFor();
  await shot("start-open");
  await assertGood(page, "the folders to choose from");
  await button("Een map omhoog").click();
  await page.getByRole("button", { name: "Documents" }).click();
  await page.getByRole("button", { name: "werk werkmap" }).click();
  await page.locator("nav .document").first().waitFor({ timeout: 60_000 });
  const preview = page.url();
  const { problems } = page;
  page = await open(context, address);
  page.problems.push(...problems);
  await page.getByRole("heading", { name: "Verder in een werkmap" }).waitFor();
  await assertGood(page, "the start page with folders used before");
  await page.getByRole("button", { name: "werk" }).first().click();
  await page.locator("nav .document").first().waitFor();
  assert.equal(new URL(page.url()).port, new URL(preview).port, "it is the same preview");
});

test("a region opens with its municipalities", async () => {
  const region = join(home, "Documents/regio");
  mkdirSync(region);
  for (const name of ["een", "twee"]) execFileSync(griffel, ["nieuw", join(region, name)], { env: environment });
  writeFileSync(join(region, "gemeenten.toml"), 'gemeenten = ["een", "twee", "drie"]\n');
  const marker = join(region, "twee/data/gemeente.toml");
  writeFileSync(marker, readFileSync(marker, "utf8").replace('organisatie = "Gemeente Dordrecht"', 'organisatie = "Gemeente Tweede"'));
  page = await open(context, await start());
  await button("Werkmap openen").click();
  await page.getByRole("button", { name: "regio regio" }).click();
  await page.getByRole("heading", { name: "Gemeenten in regio" }).waitFor();
  await page.getByText('Er is geen werkmap "drie".').waitFor();
  await shot("region");
  await assertGood(page, "the municipalities of a region");
  await page.getByRole("button", { name: /Gemeente Tweede/ }).click();
  await page.locator(".organisation", { hasText: "Gemeente Tweede" }).waitFor({ timeout: 60_000 });
});

test("pages whose program was gone go on with the next start", async () => {
  execFileSync(griffel, ["nieuw", join(home, "Documents/werk")], { env: environment });
  const address = await start();
  const startPage = await open(context, address);
  page = await open(context, address);
  page.problems.push = () => 0;
  startPage.problems.push = () => 0;
  await button("Werkmap openen").click();
  await page.getByRole("button", { name: "werk werkmap" }).click();
  await page.locator("nav .document").first().waitFor({ timeout: 60_000 });
  // It is written down which folders are open.
  for (let tries = 0; !existsSync(join(home, "data/griffel/open.json")) && tries < 50; tries += 1) await page.waitForTimeout(100);
  const gone = started[0];
  gone.kill("SIGTERM");
  await new Promise((done) => gone.once("exit", done));
  await page.getByText("Griffel antwoordt niet.").waitFor();
  const again = await start();
  assert.notEqual(again, address, "its key is another one");
  await page.locator(".connection").waitFor({ state: "detached", timeout: 60_000 });
  await page.locator("nav .document", { hasText: "flits" }).first().click();
  await page.locator("section.sheet").first().getByText("FLITS").first().waitFor();
  // The start page asks anew when it is looked at.
  await startPage.bringToFront();
  await startPage.getByRole("button", { name: /^werk/ }).waitFor({ timeout: 60_000 });
  await startPage.getByRole("button", { name: /^werk/ }).click();
  await startPage.locator("nav .document").first().waitFor({ timeout: 60_000 });
});

test("a new work folder can go into any folder of the computer", async () => {
  mkdirSync(join(home, "Documents/Gemeente/Brieven"), { recursive: true });
  page = await open(context, await start());
  await button("Nieuwe werkmap").click();
  await page.getByLabel("Gemeente").fill("Ede");
  await button("Kies een andere map").click();
  await button("Gemeente").click();
  await button("Brieven").click();
  await page.locator(".browse-place", { hasText: "Gemeente/Brieven" }).waitFor();
  assert.equal(await page.getByLabel("In de map").inputValue(), join(home, "Documents/Gemeente/Brieven"));
  await assertGood(page, "the place of a new work folder");
  await button("Zo is het goed").click();
  await button("Maak de werkmap").click();
  await button("Maak uw eerste brief").waitFor({ timeout: 60_000 });
  assert.ok(existsSync(join(home, "Documents/Gemeente/Brieven/brieven-ede/data/gemeente.toml")));
});

test("a folder that is there already is not touched, and a stranger gets nothing", async () => {
  mkdirSync(join(home, "Documents/brieven-ede"));
  const address = await start();
  page = await open(context, address);
  await button("Nieuwe werkmap").click();
  await page.getByLabel("Gemeente").fill("Ede");
  await button("Maak de werkmap").click();
  await page.getByText("brieven-ede is er al.").waitFor();
  assert.deepEqual(readdirSync(join(home, "Documents/brieven-ede")), []);
  const { port } = new URL(address);
  const ask = (headers) => fetch(`http://127.0.0.1:${port}/api/start`, { method: "POST", body: '{"what":"browse","folder":"/"}', headers });
  assert.equal((await ask({})).status, 401);
  assert.equal((await ask({ Authorization: "Bearer 00" })).status, 401);
  const key = new URLSearchParams(new URL(address).hash.slice(1)).get("sleutel");
  assert.equal((await ask({ Authorization: `Bearer ${key}`, Origin: "http://example.org" })).status, 403);
  assert.equal((await ask({ Authorization: `Bearer ${key}` })).status, 200);
});

test("without a screen, in a pipe and over SSH there is help", async () => {
  page = { problems: [] };
  for (const extra of [{}, { DISPLAY: ":9" }, { DISPLAY: ":9", SSH_CONNECTION: "a b" }]) {
    // The pipes of Node are none to the system: a shell makes real ones.
    const told = execFileSync("sh", ["-c", '"$0" 2>&1 | cat', griffel], {
      env: { ...environment, ...extra },
      encoding: "utf8",
      timeout: 20_000,
    });
    assert.match(told, /griffel nieuw|nieuw/);
  }
  assert.ok(!existsSync(join(home, "data/griffel")));
});
