import assert from "node:assert/strict";
import { test } from "node:test";
import { EditorState, type TransactionSpec } from "@codemirror/state";
import { endOfHead, foldedHead } from "./head.ts";

const HEAD = '+++\nonderwerp = "a"\n+++\n';
const END = HEAD.length;

const folded = (doc: string, anchor = END, isShown = false) => EditorState.create({ doc, selection: { anchor }, extensions: foldedHead(isShown) });
const after = (state: EditorState, spec: TransactionSpec) => state.update(spec).state;

test("what is typed leaves a head alone that is not shown; a fix may write there", () => {
  const changes = { from: END - 4, insert: "b = 1\n" };
  const state = folded(`${HEAD}Tekst.`);
  assert.equal(after(state, { changes, userEvent: "input.type" }).doc.toString(), `${HEAD}Tekst.`);
  const fixed = after(state, { changes, userEvent: "input", filter: false });
  assert.equal(fixed.sliceDoc(0, endOfHead(fixed.doc)), '+++\nonderwerp = "a"\nb = 1\n+++\n');
  assert.equal(fixed.selection.main.head, endOfHead(fixed.doc), "the cursor stays below the head");
  assert.equal(after(folded(`${HEAD}Tekst.`, END, true), { changes, userEvent: "input.type" }).doc.toString(), fixed.doc.toString());
});

test("what is selected ends where the head does, in the text as it is after a change", () => {
  const range = ({ selection: { main } }: EditorState) => [main.anchor, main.head];
  const doc = `${HEAD}Tekst.`;
  assert.deepEqual(range(after(folded(doc), { selection: { anchor: 0, head: doc.length } })), [END, doc.length]);
  assert.deepEqual(range(after(folded(doc), { selection: { anchor: doc.length, head: 2 } })), [doc.length, END]);
  const changes = { from: doc.length, insert: " En meer." };
  const longer = after(folded(doc), { changes, selection: { anchor: 0, head: doc.length + 9 } });
  assert.deepEqual(range(longer), [END, doc.length + 9]);
  // All of it comes back, as when it is undone that it was replaced.
  const state = EditorState.create({ doc: "x", selection: { anchor: 1 }, extensions: [foldedHead(false)] });
  assert.deepEqual(range(after(state, { changes: { from: 0, to: 1, insert: doc }, selection: { anchor: 0, head: doc.length } })), [END, doc.length]);
});

test("a cursor that comes back into the head shows it", () => {
  const state = folded(`${HEAD}Tekst.`, 6);
  const typed = after(state, { changes: { from: 6, insert: "x" }, userEvent: "input.type" });
  assert.equal(typed.sliceDoc(0, 8), "+++\nonxd", "what is typed there is not dropped unseen");
});

test("where the head ends is known of each text", () => {
  const state = folded(`${HEAD}Tekst.`);
  assert.equal(endOfHead(state.doc), END);
  assert.equal(endOfHead(state.doc), END);
  assert.equal(endOfHead(after(state, { changes: { from: 4, to: 5 }, filter: false }).doc), END - 1);
  assert.equal(endOfHead(folded("Tekst.", 0).doc), 0);
});
