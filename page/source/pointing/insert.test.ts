import assert from "node:assert/strict";
import { test } from "node:test";
import { withCall } from "./insert.ts";

test("a placeholder goes into a paragraph of its own", () => {
  const text = "+++\ndatum = 2023-01-01\n+++\n# informatie\n\nEen.\n\nTwee.\n";
  assert.deepEqual(withCall(text, 6, "{{ a }}"), { text: text.replace("Een.\n", "Een.\n\n{{ a }}\n"), line: 8 });
  // The cursor is in the head of the text.
  assert.deepEqual(withCall(text, 2, "{{ a }}"), { text: text.replace("# informatie\n", "# informatie\n\n{{ a }}\n"), line: 6 });
  assert.deepEqual(
    withCall("+++\n+++\n\n# informatie\n", 3, "{{ a }}"),
    { text: "+++\n+++\n\n# informatie\n\n{{ a }}\n", line: 6 },
    "between the head and the first heading",
  );
  assert.equal(withCall("Een.\r\nTwee.", 1, "{{ a }}").text, "Een.\r\n\r\n{{ a }}\r\n\r\nTwee.");
  assert.equal(withCall("Een.", 1, "{{ a }}").text, "Een.\n\n{{ a }}");
});
