import assert from "node:assert/strict";
import { test } from "node:test";
import { history, undo } from "@codemirror/commands";
import { EditorState, type TransactionSpec } from "@codemirror/state";
import fc from "fast-check";
import { type Choice, merge } from "../merge/merge.ts";
import { choicesIn, choose, markConflicts } from "./conflicts.ts";

const SENTENCES = ["Een.", "Twee.", "Drie.", "Vier."];
const changed = (who: string) => SENTENCES.map((sentence) => `${who} ${sentence}`);
const text = (sentences: string[]) => `# Kop\n\n${sentences.join(" ")}\n\nSlot.\n`;

/** An editor without a page. */
function editorOf(mine: string, theirs: string) {
  const merged = merge(text(SENTENCES), mine, theirs);
  const editor = {
    state: EditorState.create({ doc: merged.text, extensions: [markConflicts(merged.conflicts), history()] }),
    dispatch(...specs: TransactionSpec[]) {
      editor.state = editor.state.update(...specs).state;
    },
  };
  const choosing = (index: number, choice: Choice) => choose(editor as Parameters<typeof choose>[0], index, choice);
  return { editor, choosing, merged, doc: () => editor.state.doc.toString() };
}

test("each place becomes what was chosen for it, in whatever order, also side by side", () => {
  const [mine, theirs] = [changed("Mijn"), changed("Uw")];
  const expected = (choices: Choice[]) =>
    text(choices.map((choice, index) => (choice === "mine" ? mine[index] : choice === "theirs" ? theirs[index] : `${theirs[index]} ${mine[index]}`) as string));
  const steps = fc.array(fc.tuple(fc.nat(3), fc.constantFrom<Choice>("mine", "theirs", "both")));
  const property = fc.property(steps, (all) => {
    const { choosing, doc, editor } = editorOf(text(mine), text(theirs));
    const choices: Choice[] = SENTENCES.map(() => "both");
    assert.equal(doc(), expected(choices));
    for (const [index, choice] of all) {
      choosing(index, choice);
      choices[index] = choice;
      assert.equal(doc(), expected(choices));
      assert.deepEqual(choicesIn(editor.state), choices);
    }
  });
  fc.assert(property, { seed: 22, numRuns: 300 });
});

test("a choice is taken back with its text", () => {
  const { choosing, doc, editor, merged } = editorOf(text(changed("Mijn")), text(changed("Uw")));
  choosing(1, "mine");
  choosing(1, "theirs");
  assert.ok(doc().includes("Uw Twee.") && !doc().includes("Mijn Twee."));
  while (undo(editor)) continue;
  assert.equal(doc(), merged.text);
  assert.deepEqual(choicesIn(editor.state), ["both", "both", "both", "both"]);
  choosing(1, "mine");
  assert.ok(doc().includes("Mijn Twee.") && !doc().includes("Uw Twee."));
});

test("what is typed beside a place stays when something is chosen there", () => {
  const { choosing, doc, editor, merged } = editorOf(text(["Mijn Een.", ...SENTENCES.slice(1)]), text(["Uw Een.", ...SENTENCES.slice(1)]));
  const [place] = merged.conflicts;
  assert.ok(place);
  editor.dispatch({ changes: [{ from: place.from, insert: "X" }, { from: place.to, insert: "Y" }] });
  choosing(0, "mine");
  assert.equal(doc(), text(["Mijn Een.", ...SENTENCES.slice(1)]).replace("# Kop", "# KopX").replace("Twee", "YTwee"));
});

test("a sentence that one took out can go, and come back", () => {
  const { choosing, doc } = editorOf(text(SENTENCES.slice(1)), text(["Uw Een.", ...SENTENCES.slice(1)]));
  choosing(0, "mine");
  assert.equal(doc(), text(SENTENCES.slice(1)));
  choosing(0, "theirs");
  assert.equal(doc(), text(["Uw Een.", ...SENTENCES.slice(1)]));
});
