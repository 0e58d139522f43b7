import assert from "node:assert/strict";
import { test } from "node:test";
import { EditorState, type TransactionSpec } from "@codemirror/state";
import { AFTER_TYPING, AT_ONCE, pauseAfter } from "./seen.ts";

const state = EditorState.create({ doc: "Tekst." });
const pause = (spec: TransactionSpec) => {
  const transaction = state.update(spec);
  return pauseAfter(state, transaction.state, [transaction]);
};

test("buttons follow at once, but not between the letters of somebody who types", () => {
  assert.equal(pause({ changes: { from: 0, insert: "a" }, userEvent: "input.type" }), AFTER_TYPING);
  assert.equal(pause({ changes: { from: 0, to: 1 }, userEvent: "delete.backward" }), AFTER_TYPING);
  assert.equal(pause({ changes: { from: 0, insert: "**" }, userEvent: "input.style" }), AT_ONCE);
  assert.equal(pause({ changes: { from: 0, insert: "a" } }), AT_ONCE, "somebody else");
  assert.equal(pause({ selection: { anchor: 2 } }), AT_ONCE);
});

test("what changes nothing that they show makes no work", () => {
  assert.equal(pause({}), null);
  assert.equal(pause({ selection: { anchor: 0 } }), null);
  assert.equal(pauseAfter(state, state, []), null);
  const locked = EditorState.create({ doc: state.doc, extensions: EditorState.readOnly.of(true) });
  assert.equal(pauseAfter(state, locked, []), AT_ONCE);
});
