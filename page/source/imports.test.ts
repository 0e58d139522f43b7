// No file of the page imports itself by way of others: what two files need of each other belongs in a third.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";

const SOURCE = "source";

test("imports go round nowhere", () => {
  const files = readdirSync(SOURCE, { recursive: true, encoding: "utf8" }).filter((file) => /\.tsx?$/.test(file));
  assert.ok(files.length > 50, "run from page/");
  const imports = new Map(
    files.map((file) => {
      const found = readFileSync(join(SOURCE, file), "utf8").matchAll(/(?:from|import)\s+"(\.[^"]+)"/g);
      return [file, [...found].map(([, path]) => join(dirname(file), path ?? ""))];
    }),
  );
  const finished = new Set<string>();
  const follow = (file: string, way: readonly string[]): void => {
    assert.ok(!way.includes(file), `round: ${[...way.slice(way.indexOf(file)), file].join(" -> ")}`);
    if (finished.has(file)) return;
    for (const next of imports.get(file) ?? []) follow(next, [...way, file]);
    finished.add(file);
  };
  for (const file of files) follow(file, []);
});
