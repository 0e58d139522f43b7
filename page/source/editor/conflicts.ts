// In a merged text the places where two people changed the same: whose each sentence is, and what was chosen.
import { invertedEffects } from "@codemirror/commands";
import { EditorState, type Extension, StateEffect, StateField, Text } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";
import type { Choice, Conflict } from "../merge/merge.ts";

interface Place {
  from: number;
  to: number;
  choice: Choice;
}

const chosen = StateEffect.define<{ index: number; choice: Choice }>();

const marks = { mine: Decoration.mark({ class: "cm-of-mine" }), theirs: Decoration.mark({ class: "cm-of-theirs" }) };

const places = StateField.define<{ conflicts: readonly Conflict[]; all: readonly Place[]; shown: DecorationSet }>({
  create: () => ({ conflicts: [], all: [], shown: Decoration.none }),
  update(value, { changes, docChanged, effects }) {
    const made = effects.filter((effect) => effect.is(chosen)).map((effect) => effect.value);
    if (!docChanged && made.length === 0) return value;
    const all = value.all.map((place, index) => {
      const choice = made.find((one) => one.index === index)?.choice;
      // What replaces a place is the place; what is typed beside it is not.
      const [start, end] = choice === undefined ? [1, -1] : [-1, 1];
      const from = changes.mapPos(place.from, start);
      return { from, to: Math.max(from, changes.mapPos(place.to, end)), choice: choice ?? place.choice };
    });
    let shown = value.shown.map(changes);
    for (const { index } of made) {
      const [place, conflict] = [all[index], value.conflicts[index]];
      if (!place || !conflict) continue;
      const { from, to } = place;
      shown = shown.update({ filterFrom: from, filterTo: to, filter: (start, end) => end <= from || start >= to, add: marked(conflict, place) });
    }
    return { ...value, all, shown };
  },
  provide: (field) => EditorView.decorations.from(field, ({ shown }) => shown),
});

const marked = (conflict: Conflict, { from, choice }: Place) =>
  conflict.versions[choice].whose.map((whose) => marks[whose.side].range(from + whose.from, from + whose.to));

/** For an editor of the merged text. */
export function markConflicts(conflicts: readonly Conflict[]): Extension {
  const all = conflicts.map(({ from, to }): Place => ({ from, to, choice: "both" }));
  const shown = Decoration.set(conflicts.flatMap((conflict, index) => marked(conflict, all[index] as Place)));
  return [
    places.init(() => ({ conflicts, all, shown })),
    // Taking a choice back is one step with its text.
    invertedEffects.of((transaction) =>
      transaction.effects.flatMap((effect) => {
        const before = effect.is(chosen) ? choicesIn(transaction.startState)[effect.value.index] : undefined;
        return effect.is(chosen) && before !== undefined ? [chosen.of({ index: effect.value.index, choice: before })] : [];
      }),
    ),
  ];
}

export const choicesIn = (state: EditorState): Choice[] => state.field(places).all.map(({ choice }) => choice);

/** Puts at a place what was chosen, and shows it. */
export function choose(view: Pick<EditorView, "state" | "dispatch">, index: number, choice: Choice): void {
  const { all, conflicts } = view.state.field(places);
  const [place, conflict] = [all[index], conflicts[index]];
  if (!place || !conflict) return;
  const insert = Text.of(conflict.versions[choice].text.split("\n"));
  view.dispatch({
    changes: { from: place.from, to: place.to, insert },
    effects: [chosen.of({ index, choice }), EditorView.scrollIntoView(place.from + insert.length, { y: "center" })],
    userEvent: "input",
  });
}

/** Brings a place into view. */
export function showPlace(view: EditorView, index: number): void {
  const place = view.state.field(places).all[index];
  if (place) view.dispatch({ effects: EditorView.scrollIntoView(place.to, { y: "center" }) });
}
