// The lines between +++ at the top of a text. They are not shown, and cannot be typed away by accident, until somebody goes
// there or asks for them: what stands in them is filled in as a form.
import { signal } from "@preact/signals";
import { EditorState, type Extension, StateEffect, StateField, type Text } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";

const FENCE = /^\+\+\+\s*$/;

/** A head has no more lines. */
const MOST_LINES = 400;

/** Whether the head of the text in the editor is shown as text; null: it has none. */
export const headAsText = signal<boolean | null>(null);

const ends = new WeakMap<Text, number>();

/** Where the text below the head begins; 0: there is no head that could be hidden. */
export function endOfHead(doc: Text): number {
  const end = ends.get(doc) ?? findEnd(doc);
  ends.set(doc, end);
  return end;
}

function findEnd(doc: Text): number {
  if (!FENCE.test(doc.line(1).text)) return 0;
  for (let number = 2; number <= Math.min(doc.lines - 1, MOST_LINES); number += 1) {
    const line = doc.line(number);
    if (FENCE.test(line.text)) return line.to + 1;
  }
  return 0;
}

export const showHead = StateEffect.define<boolean>();

/** Whether the head is shown as text. It is when the cursor goes there, however it does. */
const shown = StateField.define<boolean>({
  create: () => false,
  update(isShown, transaction) {
    for (const effect of transaction.effects) if (effect.is(showHead)) return effect.value;
    const end = endOfHead(transaction.newDoc);
    return isShown || (transaction.selection !== undefined && transaction.newSelection.main.head < end);
  },
});

const hidden = Decoration.replace({ block: true });

/** `isShown`: as text from the beginning. */
export function foldedHead(isShown: boolean): Extension {
  return [
    // A cursor that comes back into the head, as when what was done to a text is taken up, would stand where nobody sees it.
    shown.init(({ doc, selection }) => isShown || selection.main.from < endOfHead(doc)),
    EditorView.decorations.compute([shown, "doc"], (state) => {
      const end = endOfHead(state.doc);
      return state.field(shown) || end === 0 ? Decoration.none : Decoration.set(hidden.range(0, end - 1));
    }),
    // What is selected from the text on ends where the head does.
    EditorState.transactionFilter.of((transaction) => {
      const end = endOfHead(transaction.newDoc);
      const { main } = transaction.newSelection;
      const reachesIn = main.from < end && main.to >= end && !main.empty;
      if (!reachesIn || transaction.startState.field(shown) || transaction.effects.some((effect) => effect.is(showHead))) return transaction;
      // In the text as it is after the transaction, which may change it as well.
      return [transaction, { selection: { anchor: Math.max(main.anchor, end), head: Math.max(main.head, end) }, sequential: true }];
    }),
    EditorState.changeFilter.of((transaction) => {
      const end = endOfHead(transaction.startState.doc);
      const isTyped = transaction.isUserEvent("input") || transaction.isUserEvent("delete") || transaction.isUserEvent("move");
      return !isTyped || end === 0 || transaction.startState.field(shown) ? true : [0, end];
    }),
    EditorView.updateListener.of(({ state }) => tell(state)),
  ];
}

/** Says of a text that is shown from now on what is shown of its head. */
export function tell(state: EditorState): void {
  headAsText.value = endOfHead(state.doc) === 0 ? null : state.field(shown);
}
