// How often what is searched for is in a text, and which of these is selected.
import type { SearchQuery } from "@codemirror/search";
import type { EditorState } from "@codemirror/state";

/** More are not counted. */
const MOST = 9999;

/** In words: "3 van 12". */
export function foundInWords(query: SearchQuery, state: EditorState): string {
  if (!query.search || !query.valid) return "";
  const { main } = state.selection;
  const cursor = query.getCursor(state);
  let count = 0;
  let chosen = 0;
  for (let next = cursor.next(); !next.done; next = cursor.next()) {
    if (count === MOST) return `meer dan ${MOST.toLocaleString("nl-NL")}`;
    count += 1;
    if (next.value.from === main.from && next.value.to === main.to) chosen = count;
  }
  if (count === 0) return "niet gevonden";
  return chosen > 0 ? `${chosen} van ${count}` : count === 1 ? "1 keer" : `${count} keer`;
}
