import { browser, open, Preview, WorkFolder } from "./preview.mjs";
import { readFileSync } from "node:fs";
const chromium = await browser();
for (const [name, mime] of [["lang.csv", "text/csv"], ["lang.xlsx", "application/x"]]) {
  for (let n = 0; n < 3; n += 1) {
    const folder = new WorkFolder();
    const preview = await Preview.of(folder, "2022-K4/jnv", "--op", "2023-02-20");
    const context = await chromium.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await open(context, preview.address);
    await page.locator("section.sheet").first().getByText("Jeugdhulp naar voren").first().waitFor();
    await page.getByRole("button", { name: "Gegevens", exact: true }).first().click();
    await page.getByRole("button", { name: /^Alle reeksen/ }).click();
    await page.getByRole("table").getByText("Jeugdhulp").first().waitFor();
    const bytes = readFileSync(`/tmp/t/${name}`);
    const started = Date.now();
    await page.getByLabel("Bestand met cijfers").setInputFiles({ name, mimeType: mime, buffer: bytes });
    await page.locator("#cell-1-1").getByText("wijk 0", { exact: true }).waitFor({ timeout: 60000 });
    console.log(name, Date.now() - started, "ms");
    await context.close(); preview.kill(); folder.remove();
  }
}
await chromium.close();
