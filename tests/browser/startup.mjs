// How long it takes from starting the program until the start page is painted in a browser that is open: `npm run startup
// [starts]`. Milliseconds; nothing is judged here, so that a slow machine fails no test.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { browser, griffel } from "./preview.mjs";

const starts = Number(process.argv[2] ?? 20);
const now = () => performance.timeOrigin + performance.now();

const chromium = await browser();
const context = await chromium.newContext({ viewport: { width: 1280, height: 800 } });
// The browser is open, as that of somebody at work.
await (await context.newPage()).goto("about:blank");

const measured = [];
for (let round = -2; round < starts; round += 1) {
  const home = mkdtempSync(join(tmpdir(), "griffel-"));
  mkdirSync(join(home, "Documents"));
  const environment = { ...process.env, HOME: home, XDG_DATA_HOME: join(home, "data") };
  const page = await context.newPage();
  await page.addInitScript(() => {
    const look = () => {
      // The frame after the one in which it can be used has been painted.
      if (document.querySelector(".start-ways button:enabled")) requestAnimationFrame(() => setTimeout(() => (globalThis.usable = performance.timeOrigin + performance.now())));
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  const begun = now();
  const program = spawn(griffel, ["start"], { cwd: home, env: environment, stdio: ["ignore", "pipe", "ignore"] });
  let address;
  for await (const line of createInterface({ input: program.stdout })) {
    address = line.match(/http:\S+/)[0];
    break;
  }
  const told = now();
  await page.goto(address, { waitUntil: "commit" });
  const usable = await (await page.waitForFunction(() => globalThis.usable, undefined, { polling: 5 })).jsonValue();
  const painted = await page.evaluate(() => performance.timeOrigin + performance.getEntriesByName("first-contentful-paint")[0].startTime);
  // The first few fill caches.
  if (round >= 0) measured.push({ told: told - begun, painted: painted - begun, usable: usable - begun });
  program.kill("SIGTERM");
  await new Promise((done) => program.once("exit", done));
  await page.close();
  rmSync(home, { recursive: true, force: true });
}
await chromium.close();

const percentile = (times, share) => times.toSorted((a, b) => a - b)[Math.ceil(times.length * share) - 1];
for (const [what, words] of [["told", "the program says its address"], ["painted", "something is painted"], ["usable", "the start page is painted, with its buttons"]]) {
  const times = measured.map((one) => one[what]);
  const [least, median, most] = [0, 0.5, 0.95].map((share) => percentile(times, share || 1e-9).toFixed(0));
  console.log(`${words.padEnd(48)} ${times.length} starts: least ${least}, median ${median}, 95% within ${most} ms`);
}
