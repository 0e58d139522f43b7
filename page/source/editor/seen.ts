// When buttons follow what became of the text and its cursor: at once, but not between the letters of somebody who types.
import { syntaxTree } from "@codemirror/language";
import type { EditorState, Transaction } from "@codemirror/state";

/** In milliseconds: no eye sees it. */
export const AT_ONCE = 50;
/** In milliseconds, after the last letter: nobody looks at the buttons before. */
export const AFTER_TYPING = 200;

/** How long after this change they follow; null: they show the same as before. */
export function pauseAfter(before: EditorState, now: EditorState, transactions: readonly Transaction[]): number | null {
  const isTyped = transactions.some((transaction) => transaction.isUserEvent("input.type") || transaction.isUserEvent("delete"));
  const isMoved = before.doc !== now.doc || !before.selection.eq(now.selection) || before.readOnly !== now.readOnly;
  if (isTyped) return AFTER_TYPING;
  if (isMoved) return AT_ONCE;
  // The text was read further: what is a mark can be known by now.
  return syntaxTree(before) === syntaxTree(now) ? null : AFTER_TYPING;
}
