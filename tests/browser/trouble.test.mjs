// What goes wrong around the page: two windows on one form, a folder without rights, one that is taken away, a full disk, and
// files that are not what they are called. Nothing is lost, and it is said what to do.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { assertGood, browser, griffel, open, Preview, shoot, WorkFolder } from "./preview.mjs";

const LETTER = "data/brieven/2022-K4/jnv.md";
const isRoot = process.getuid?.() === 0;

let chromium;
let folder;
let preview;
let context;
let page;
let cleanUp;

before(async () => void (chromium = await browser()));
after(() => chromium.close());

beforeEach(async () => {
  folder = new WorkFolder();
  cleanUp = [];
  context = await chromium.newContext({ viewport: { width: 1280, height: 800 } });
});

afterEach(async () => {
  const problems = page.problems.filter((problem) => !/status of (409|412|404|507)/.test(problem));
  await context.close();
  preview?.kill();
  cleanUp.forEach((clean) => clean());
  folder.remove();
  assert.deepEqual(problems, []);
});

const button = (name, exact = true) => page.getByRole("button", { name, exact });
const dialog = () => page.getByRole("dialog");
const until = async (holds) => {
  for (let tries = 0; !holds() && tries < 600; tries += 1) await page.waitForTimeout(100);
  assert.ok(holds(), String(holds));
};
const shot = (name) => shoot(page, name);

async function start() {
  preview = await Preview.of(folder, "2022-K4/jnv", "--op", "2023-02-20");
  page = await open(context, preview.address);
  await ready(page);
}

async function ready(page) {
  await page.locator("section.sheet").first().getByText("Jeugdhulp naar voren").first().waitFor();
  await page.waitForFunction(() => document.querySelector(".editor .cm-content")?.textContent.includes("# bevoegdheden"));
}

async function typeAtEnd(page, words) {
  await page.locator(".editor .cm-content").click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(words);
}

/** A file system of its own, so small that it is soon full; null where none can be made. */
function smallDisk(size) {
  const place = join(dirname(folder.path), "schijf");
  mkdirSync(place);
  if (spawnSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", place]).status !== 0) return null;
  cleanUp.push(() => execFileSync("umount", ["-l", place]));
  return place;
}

test("two windows on one form: what both fill in is there, and nobody is asked", async () => {
  await start();
  const one = page;
  const two = await open(context, preview.address);
  await ready(two);
  await two.getByRole("button", { name: "Instellingen" }).click();
  await two.getByLabel("Bewaren als ik even stop met typen").uncheck();
  await two.keyboard.press("Escape");
  const head = (page) => page.getByRole("region", { name: "Gegevens", exact: true });
  for (const window of [one, two]) await window.getByRole("button", { name: "Gegevens onderwerp", exact: false }).click();
  await head(two).getByLabel("Contact").fill("anna@voorbeeld.nl");
  await two.getByText("Nog niet bewaard").waitFor();
  await head(one).getByLabel("Zaaknummer").fill("2023-99");
  await until(() => folder.read(LETTER).includes("2023-99"));
  // Told at once, where it is not yet saved.
  page = two;
  page.problems.push(...one.problems);
  await page.bringToFront();
  await page.getByText("Beide veranderingen staan er.").waitFor();
  await assertGood(two, "what a colleague filled in meanwhile");
  assert.equal(await dialog().count(), 0);
  await page.keyboard.press("Control+s");
  await until(() => folder.read(LETTER).includes("anna@voorbeeld.nl"));
  assert.match(folder.read(LETTER), /zaaknummer = "2023-99"/);
  // Both windows show it.
  for (const window of [one, two]) {
    for (const value of ["2023-99", "anna@voorbeeld.nl"]) {
      // A window that nobody looks at draws nothing: it is brought to the front.
      await window.bringToFront();
      await window.waitForFunction((value) => [...document.querySelectorAll(".head input")].some((input) => input.value === value), value);
    }
  }
});

test("a name that another window took meanwhile is not taken again", async () => {
  await start();
  await button("Nieuw").click();
  await dialog().getByLabel("Onderwerp").fill("Zelfde naam");
  folder.write("data/brieven/2022-K4/zelfde-naam.md", "van een ander\n");
  await dialog().getByLabel("Periode").fill("2022-K4");
  await button("Maak").click();
  await dialog().getByText("2022-K4/zelfde-naam is er al.").waitFor();
  assert.equal(folder.read("data/brieven/2022-K4/zelfde-naam.md"), "van een ander\n");
  // What was filled in stays, under another name.
  await dialog().getByLabel("Naam van het bestand").fill("andere-naam");
  await button("Maak").click();
  await until(() => existsSync(join(folder.path, "data/brieven/2022-K4/andere-naam.md")));
});

test("a folder without rights: what was typed stays, and it is said why it is not saved", { skip: !isRoot && "needs another user" }, async () => {
  // Root may write anywhere; nobody may not.
  execFileSync("chmod", ["-R", "a+rX", dirname(folder.path)]);
  folder.environment.XDG_DATA_HOME = join(dirname(folder.path), "van-niemand");
  mkdirSync(folder.environment.XDG_DATA_HOME);
  chmodSync(folder.environment.XDG_DATA_HOME, 0o777);
  folder.user = { uid: 65534, gid: 65534 };
  await start();
  await typeAtEnd(page, " ZONDER RECHTEN");
  await page.getByText("Bewaren lukte niet.").waitFor();
  assert.match(await page.locator(".notice.error").innerText(), /rechten/);
  await shot("no-rights");
  await assertGood(page, "a text that cannot be saved");
  assert.ok(!folder.read(LETTER).includes("ZONDER RECHTEN"));
  await button("Nieuw").click();
  await dialog().getByText("De tekst is nog niet bewaard.").waitFor({ state: "detached" });
  await dialog().getByLabel("Onderwerp").fill("Mag niet");
  await button("Maak").click();
  await dialog().getByText("De tekst is nog niet bewaard.").waitFor();
  await button("Annuleren").click();
  // With rights again it is saved.
  execFileSync("chmod", ["-R", "a+w", folder.path]);
  await page.keyboard.press("Control+s");
  await until(() => folder.read(LETTER).includes("ZONDER RECHTEN"));
  await page.getByText("Bewaren lukte niet.").waitFor({ state: "detached" });
});

test("a folder that is taken away while it is open, and comes back", async () => {
  await start();
  const away = `${folder.path}-weg`;
  renameSync(folder.path, away);
  await typeAtEnd(page, " TERWIJL HIJ WEG IS");
  await page.getByText("De werkmap is er niet meer, of is niet te bereiken.").first().waitFor();
  await shot("taken-away");
  await button("Nieuw").click();
  await dialog().getByLabel("Onderwerp").fill("Nergens");
  await dialog().getByLabel("Periode").fill("2022-K4");
  await button("Maak").click();
  // What cannot be saved stands in the way of all else.
  await dialog().locator(".refusal").waitFor();
  await button("Annuleren").click();
  assert.ok(!existsSync(folder.path), "nothing is made where it was");
  renameSync(away, folder.path);
  await page.keyboard.press("Control+s");
  await until(() => folder.read(LETTER).includes("TERWIJL HIJ WEG IS"));
});

test("a full disk: nothing is half written, and it is said", async (run) => {
  const disk = smallDisk("1500k");
  if (!disk) {
    page = { problems: [] };
    return run.skip("no file system can be made here");
  }
  execFileSync("cp", ["-r", folder.path, join(disk, "map")]);
  folder.path = join(disk, "map");
  await start();
  // All room is taken.
  spawnSync("sh", ["-c", 'cat /dev/zero > "$1"', "sh", join(disk, "vol")]);
  const before = folder.read(LETTER);
  await typeAtEnd(page, " VOL");
  await page.getByText("Bewaren lukte niet.").waitFor();
  assert.match(await page.locator(".notice.error").innerText(), /vol/);
  await shot("full-disk");
  assert.equal(folder.read(LETTER), before);
  rmSync(join(disk, "vol"));
  await page.keyboard.press("Control+s");
  await until(() => folder.read(LETTER).includes(" VOL"));
  assert.deepEqual(readdirSync(join(folder.path, "data/brieven/2022-K4")).sort(), ["flits.md", "jnv.md", "poh-ggz.md"], "nothing is left beside it");
  folder.path = join(dirname(disk), "map");
});

test("a sheet that is no sheet is a finding that leads to it", async () => {
  await start();
  const figures = "data/reeksen/jnv_kwartaal.csv";
  const whole = folder.read(figures);
  writeFileSync(join(folder.path, figures), "%PDF-1.4\n\u0000\u0001");
  await page.locator(".banner.error").waitFor();
  await page.locator(".findings").getByText(/jnv_kwartaal/).first().waitFor();
  await shot("no-sheet");
  await page.locator(".banner.error").click();
  await page.locator(".shelf").getByText("Hierin ziet Griffel geen cijfers.").waitFor();
  // Whoever mends the file sees its cells at once, and a cell that holds no number where it stands.
  folder.write(figures, whole.replace("131.864,00", "veel"));
  await page.getByRole("grid").getByText("veel").waitFor();
  await page.locator(".sheet-findings").getByText("geen getal").first().waitFor();
  await button("Terug naar de brief").click();
  await page.locator(".finding", { hasText: "geen getal" }).first().click();
  await page.locator(".sheet-row").getByText(/^Regel \d+:$/).waitFor();
  const row = page.locator(".grid [role=row]", { hasText: "veel" });
  await row.waitFor();
  assert.equal(await row.evaluate((row) => row.classList.contains("chosen")), true, "its row is the one that is shown");
  await shot("no-number");
  await assertGood(page, "a cell that holds no number");
});
