// The words in the text that comments are about, marked; a change of the text moves them along.
import { type Range, type Extension, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";

export interface Commented {
  id: string;
  from: number;
  to: number;
}

/** All of them anew; `chosen` stands out. */
export const setCommented = StateEffect.define<{ all: Commented[]; chosen: string | null }>();

function marked({ all, chosen }: { all: Commented[]; chosen: string | null }, length: number): DecorationSet {
  const ranges: Range<Decoration>[] = [];
  for (const { id, from, to } of all) {
    if (from < to && to <= length) ranges.push(Decoration.mark({ class: id === chosen ? "cm-comment chosen" : "cm-comment", id }).range(from, to));
  }
  return Decoration.set(ranges, true);
}

const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    let now = transaction.docChanged ? marks.map(transaction.changes) : marks;
    for (const effect of transaction.effects) if (effect.is(setCommented)) now = marked(effect.value, transaction.newDoc.length);
    return now;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Where the words of each comment are now. */
export function commentedIn(view: EditorView): Map<string, Commented> {
  const all = new Map<string, Commented>();
  view.state.field(field).between(0, view.state.doc.length, (from, to, { spec }) => {
    const id = (spec as { id: string }).id;
    all.set(id, { id, from, to });
  });
  return all;
}

/** The marks, and what happens when the user clicks one: the shortest of those that lie there. */
export function commentMarks(clicked: (id: string) => void): Extension {
  return [
    field,
    EditorView.domEventHandlers({
      click(event, view) {
        const position = view.posAtCoords(event);
        if (position === null || !view.state.selection.main.empty) return;
        const there: Commented[] = [];
        view.state.field(field).between(position, position, (from, to, { spec }) => void there.push({ id: (spec as { id: string }).id, from, to }));
        const [shortest] = there.sort((a, b) => a.to - a.from - (b.to - b.from));
        if (shortest) clicked(shortest.id);
      },
    }),
  ];
}
