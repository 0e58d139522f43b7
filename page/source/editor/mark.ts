// A soft mark on a piece of the text: where the user clicked on a page.
import { EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";

export const setMark = StateEffect.define<{ from: number; to: number } | null>();

const decoration = Decoration.mark({ class: "cm-soft-mark" });

/** The mark goes away at the next change of the text. */
export const softMark = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    if (transaction.docChanged) return Decoration.none;
    for (const effect of transaction.effects) {
      if (!effect.is(setMark)) continue;
      const range = effect.value;
      return range && range.from < range.to
        ? Decoration.set(decoration.range(range.from, range.to))
        : Decoration.none;
    }
    return marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** The sentence around a position, within its line. */
export function sentenceAround(state: EditorState, position: number): { from: number; to: number } {
  const line = state.doc.lineAt(position);
  const offset = position - line.from;
  const before = line.text.slice(0, offset);
  const after = line.text.slice(offset);
  const start = Math.max(before.lastIndexOf(". "), before.lastIndexOf("? "), before.lastIndexOf("! "));
  const signs = /^\s*(?:#+|[-*+]|\d+\.)?\s*/.exec(line.text)?.[0].length ?? 0;
  const end = /[.?!](?=\s|$)/.exec(after);
  const from = line.from + (start < 0 ? Math.min(signs, offset) : start + 2);
  return { from, to: end ? position + end.index + 1 : line.to };
}
