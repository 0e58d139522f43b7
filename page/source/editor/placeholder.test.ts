import assert from "node:assert/strict";
import { test } from "node:test";
import { isInPlaceholder, placeholdersIn, withoutPlaceholders } from "./placeholder.ts";

test("one is in a placeholder from its braces until they are closed", () => {
  const line = "In {{ periode }} kostte het {{ jnv";
  const inside = [...line, ""].map((_, at) => isInPlaceholder(line, at));
  assert.equal(inside[4], false);
  assert.equal(inside[5], true, "behind the first braces");
  assert.equal(inside[line.indexOf("}}") + 1], true);
  assert.equal(inside[line.indexOf("}}") + 2], false, "closed");
  assert.equal(inside[line.length], true);
});

test("placeholders go on over a line end, and not over an empty line or into the next one", () => {
  const found = (text: string) => placeholdersIn(text).map(({ from, to }) => text.slice(from, to));
  assert.deepEqual(found('Een {{ a }} en {% if b %} en {# c #}.'), ["{{ a }}", "{% if b %}", "{# c #}"]);
  assert.deepEqual(found("{{ zaak(\n  1) }}"), ["{{ zaak(\n  1) }}"]);
  assert.deepEqual(found("{{ open\n\nEen {{ a }}"), ["{{ a }}"]);
  assert.deepEqual(found("{{ open en {{ a }}"), ["{{ a }}"]);
  assert.equal(withoutPlaceholders("Een {{ a }} b", () => "0"), "Een 0 b");
  // Many that are never closed.
  assert.deepEqual(found("{{ ".repeat(50_000) + "{% ".repeat(50_000)), []);
});
