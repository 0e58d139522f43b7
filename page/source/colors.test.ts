// The style sheets have light and dark colours in one place.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const styles = join("source", "styles");
const base = readFileSync(join(styles, "base.css"), "utf8");

test("all colours stand in base.css, where light and dark are", () => {
  for (const file of readdirSync(styles).filter((name) => name.endsWith(".css") && name !== "base.css")) {
    const found = readFileSync(join(styles, file), "utf8").match(/#[0-9a-f]{3,8}\b(?=[^{]*[;}])|rgba?\((?!var\()[^)]*\)|hsla?\([^)]*\)/gi) ?? [];
    assert.deepEqual(found, [], file);
  }
});

test("every colour that is used is there", () => {
  const there = new Set([...base.matchAll(/(--[\w-]+):/g)].map(([, name]) => name));
  // Those that the script sets.
  for (const name of ["--documents", "--text", "--findings", "--ratio", "--size", "--house"]) there.add(name);
  for (const file of readdirSync(styles).filter((name) => name.endsWith(".css"))) {
    const text = readFileSync(join(styles, file), "utf8");
    const own = new Set([...text.matchAll(/(--[\w-]+):/g)].map(([, name]) => name));
    const unknown = [...text.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name).filter((name) => !there.has(name) && !own.has(name));
    assert.deepEqual(unknown, [], file);
  }
});
