// How what is pasted fits into the lines around it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fromHtml } from "hast-util-from-html";
import { convert } from "./convert.ts";
import { fit } from "./fit.ts";
import { fromPlain } from "./plain.ts";
import { prepared } from "./prepare.ts";

/** Pastes HTML where | stands in a text. */
function paste(text: string, html: string): string {
  const at = text.indexOf("|");
  const start = text.lastIndexOf("\n", at - 1) + 1;
  const end = text.indexOf("\n", at) < 0 ? text.length : text.indexOf("\n", at);
  const lines = { above: text.slice(0, Math.max(0, start - 1)).split("\n").at(-1) ?? "", below: text.slice(end + 1).split("\n")[0] ?? "" };
  const fitted = fit(convert(fromHtml(prepared(html))), {
    before: text.slice(start, at),
    after: text.slice(at + 1, end),
    above: start > 0 ? lines.above : null,
    below: end < text.length ? lines.below : null,
  });
  const before = text.slice(0, at - fitted.dropBefore);
  const after = text.slice(at + 1 + fitted.dropAfter);
  const inserted = `${fitted.insert.slice(0, fitted.cursor)}|${fitted.insert.slice(fitted.cursor)}`;
  const paragraph = /\n\s*\n/.exec(after)?.index ?? after.length;
  return before + inserted + after.slice(0, paragraph) + fitted.below + after.slice(paragraph);
}

test("a piece of a sentence stays in the sentence", () => {
  assert.equal(paste("Het is | goed.", "<p>heel <b>erg</b></p>"), "Het is heel **erg**| goed.");
  assert.equal(paste("## |", "<h1>Kop</h1>"), "## Kop|");
  assert.equal(paste("- |", "<p>punt</p>"), "- punt|");
});

test("blocks have an empty line before and after", () => {
  assert.equal(paste("een |twee", "<p>a</p><p>b</p>"), "een\n\na\n\nb|\n\ntwee");
  assert.equal(paste("een\n|\ntwee", "<p>a</p>"), "een\n\na|\n\ntwee");
  assert.equal(paste("een\n\n|\n\ntwee", "<h2>a</h2>"), "een\n\n## a|\n\ntwee");
  assert.equal(paste("|", "<h2>a</h2><p>b</p>"), "## a\n\nb|");
});

test("items join the list that they are pasted in", () => {
  const list = "<ul><li>a</li><li>b</li></ul>";
  assert.equal(paste("- een\n|\n- twee", list), "- een\n- a\n- b|\n- twee");
  assert.equal(paste("- een\n- |", list), "- een\n- a\n- b|");
  assert.equal(paste("- een\n  - |", list), "- een\n  - a\n  - b|");
  assert.equal(paste("- een|", list), "- een\n- a\n- b|");
  assert.equal(paste("- een\n  - twee|\n- drie", list), "- een\n  - twee\n  - a\n  - b|\n- drie");
  assert.equal(paste("tekst\n|", list), "tekst\n\n- a\n- b|");
});

test("plain text that is not certain comes exactly where it is pasted", () => {
  const around = { before: "", after: "", above: "een", below: "twee" };
  assert.equal(fit(fromPlain("Postbus 8\n3300 AA Dordrecht\n"), around).insert, "Postbus 8\n3300 AA Dordrecht\n");
  assert.equal(fit(fromPlain("• a\n• b"), around).insert, "\n- a\n- b\n");
});

test("a cell holds one line", () => {
  const pasted = convert(fromHtml("<p>a | {{ x | y }}</p><p>b</p>"));
  const fitted = fit(pasted, { before: "| c | ", after: " |", above: "|---|---|", below: null });
  assert.equal(fitted.insert, "a \\| {{ x | y }} b");
});

test("the text of a footnote comes below the paragraph", () => {
  const html = '<p>a<sup><a href="#n" id="r">1</a></sup></p><div id="ftn1"><p id="n"><a href="#r">1</a> noot</p></div>';
  assert.equal(paste("Een | zin\nverder.\n\nEinde.", html), "Een a[^1]| zin\nverder.\n\n[^1]: noot\n\nEinde.");
  assert.equal(paste("|", html), "a[^1]\n\n[^1]: noot|");
});
