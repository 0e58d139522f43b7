// Builds dist/ from source/: the script, the style sheet, the page and the licences of what is bundled.
// The same sources give the same bytes: no dates, no absolute paths, no source map.
import { build } from "esbuild";
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");

await rm(dist, { recursive: true, force: true });
await mkdir(dist);

const result = await build({
  absWorkingDir: here,
  entryPoints: { app: "source/main.tsx", start: "source/start.tsx", manual: "source/manual/manual.ts" },
  outdir: "dist",
  bundle: true,
  minify: true,
  format: "iife",
  target: ["chrome111", "firefox114", "safari16.4"],
  jsx: "automatic",
  jsxImportSource: "preact",
  external: ["/fonts/*"],
  legalComments: "none",
  charset: "utf8",
  metafile: true,
  logLevel: "warning",
});

await copyFile(join(here, "source/index.html"), join(dist, "index.html"));
await copyFile(join(here, "source/manual/manual.html"), join(dist, "manual.html"));
await writeFile(join(dist, "licences.txt"), await licences(bundledPackages(result.metafile)));

/** The folders in node_modules of which at least one byte is in the bundle. */
function bundledPackages(metafile) {
  const folders = new Set();
  for (const output of Object.values(metafile.outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(output.inputs)) {
      const folder = /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
      if (folder && bytesInOutput > 0) folders.add(folder);
    }
  }
  return [...folders].sort();
}

/** Name, version and the whole licence text of every package. */
async function licences(folders) {
  const parts = ["The page of `griffel bekijk` contains these packages.\n"];
  for (const folder of folders) {
    const { name, version, license } = JSON.parse(await readFile(join(here, folder, "package.json"), "utf8"));
    const file = (await readdir(join(here, folder))).sort().find((entry) => /^licen[cs]e/i.test(entry));
    if (!file) throw new Error(`${name} has no licence file`);
    const text = (await readFile(join(here, folder, file), "utf8")).replaceAll("\r\n", "\n").trim();
    parts.push(`${"=".repeat(78)}\n${name} ${version} (${license})\n${"=".repeat(78)}\n\n${text}\n`);
  }
  return parts.join("\n");
}
