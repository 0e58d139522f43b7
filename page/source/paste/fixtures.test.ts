// What programs put on the clipboard, and the Markdown that it should become: fixtures/NAME.html or .txt, and NAME.md.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fromHtml } from "hast-util-from-html";
import { convert } from "./convert.ts";
import type { Pasted } from "./counts.ts";
import { fromPlain } from "./plain.ts";
import { prepared } from "./prepare.ts";

const FOLDER = "source/paste/fixtures";

const read = (file: string): string => readFileSync(`${FOLDER}/${file}`, "utf8");

const pasted = (file: string): Pasted => (file.endsWith(".txt") ? fromPlain(read(file)) : convert(fromHtml(prepared(read(file)))));

const all = ({ blocks, notes }: Pasted): string => `${[blocks, notes].filter((part) => part !== "").join("\n\n").trim()}\n`;

const files = readdirSync(FOLDER).filter((file) => !file.endsWith(".md"));

test("there are fixtures of every program", () => assert.ok(files.length >= 18));

for (const file of files) test(`${file} becomes Markdown`, () => assert.equal(all(pasted(file)), read(file.replace(/\.\w+$/, ".md"))));
