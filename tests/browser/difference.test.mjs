// What changed in a letter, as the page that `griffel verschil --naar` keeps.
import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, test } from "node:test";
import axe from "axe-core";
import { browser, WorkFolder } from "./preview.mjs";

const letter = (text) => `+++
sjabloon = "raadsinformatiebrief"
onderwerp = "Kosten van de pilot"
datum = 2023-03-14
pilot = "jnv"
zaaknummer = "2023-0000001"
portefeuillehouder = "wethouder Jeugd"
+++

# bevoegdheden

Wij voeren het beleid uit.

# aanleiding

U vroeg hierom.

# informatie

De pilot kostte {{ jnv_kwartaal.kosten[periode] }}. ${text}

# vervolg

U hoort van ons.

# kosten

Er zijn geen extra kosten.
`;

let chromium;
let folder;

before(async () => {
  chromium = await browser();
  folder = new WorkFolder();
  folder.write("data/brieven/2022-K3/kosten.md", letter("De scholen in de wijk doen mee. Dit vervalt later."));
  folder.write("data/brieven/2022-K4/kosten.md", letter("De scholen in de stad doen mee.\n\nDit is `<b>nieuw</b>`."));
  folder.run("verschil", "kosten", "--naar", "verschil.html");
});

after(async () => {
  await chromium.close();
  folder.remove();
});

for (const width of [1280, 320]) {
  test(`the page is accessible and asks for nothing at ${width} pixels`, async () => {
    // The policy of the page keeps out the checker too.
    const context = await chromium.newContext({ viewport: { width, height: 800 }, bypassCSP: true });
    const page = await context.newPage();
    const address = pathToFileURL(join(folder.path, "verschil.html")).href;
    const requests = [];
    page.on("request", (request) => requests.push(request.url()));
    await page.goto(address);
    assert.deepEqual(requests, [address]);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width, "nothing sticks out");
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(() =>
      globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] }),
    );
    assert.deepEqual(violations.map((one) => `${one.id}: ${one.nodes[0].html}`), []);
    await context.close();
  });
}

test("what changed stands side by side", async () => {
  const page = await chromium.newPage();
  await page.goto(pathToFileURL(join(folder.path, "verschil.html")).href);
  const row = page.getByRole("row").filter({ hasText: "Gewijzigd" });
  assert.equal(await row.locator("del").innerText().then((text) => text.includes("wijk")), true);
  assert.equal(await row.locator("ins").innerText().then((text) => text.includes("stad")), true);
  const numbers = page.getByRole("table", { name: "Getallen die zijn veranderd" });
  assert.match((await numbers.innerText()).replaceAll("\u00a0", " "), /€ 131\.864\s+€ 164\.000\s+€ \+32\.136\s+\+24,4%/);
  await page.close();
});
