import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { OF_FIELDS, PICTURES } from "./manual.ts";

test("every section that the page leads to is in the manual", () => {
  const headings = [...readFileSync("../docs/handleiding.md", "utf8").matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading ?? "");
  // As src/preview/server/manual.rs makes them.
  const ids = headings.map((heading) => heading.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean).join("-"));
  for (const section of [PICTURES, ...Object.values(OF_FIELDS)]) assert.ok(ids.includes(section), section);
});
