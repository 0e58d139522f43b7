// The buttons above the text, as a list. Something new to do with the text is a line here.
import { redo, redoDepth, undo, undoDepth } from "@codemirror/commands";
import type { EditorState, StateCommand, Text } from "@codemirror/state";
import * as editor from "../editor/editor.ts";
import type { IconName } from "../interface/Icon.tsx";
import { choosePictures } from "../pictures/PictureInput.tsx";
import { aid } from "./aid.ts";
import { canHaveFootnote, footnote } from "./insertions.ts";
import { hasMark, toggleMark } from "./marks.ts";
import { isQuoted, listAt, toggleList, toggleQuote } from "./paragraphs.ts";
import { canBeWritten } from "./pieces.ts";
import { tableAt } from "./table.ts";

export interface Tool {
  id: string;
  /** What it does, in a word or two; what it does depends on where the cursor is. */
  label: (state: EditorState) => string;
  icon: IconName;
  /** The keys that do the same, as they are shown. */
  keys?: string;
  run: () => void;
  /** Whether what is at the cursor is so already; none: it is no such button. */
  isOn?: (state: EditorState) => boolean;
  /** Whether it can be done now; none: wherever one can write. */
  can?: (state: EditorState) => boolean;
  /** Whether the word stands on the button; none: it has a picture only. */
  showsLabel?: (state: EditorState) => boolean;
}

const does = (command: StateCommand) => (): void => void editor.run(command);
const called = (label: string) => (): string => label;

/** Buttons that belong together stand together: the way back, words, paragraphs, what is put in, what is put in by its name. The style of the paragraph comes after the first of these. */
export const tools: Tool[][] = [
  [
    { id: "undo", label: called("Ongedaan maken"), icon: "undo", keys: "Ctrl+Z", run: does(undo), can: (state) => undoDepth(state) > 0 },
    { id: "redo", label: called("Opnieuw"), icon: "redo", keys: "Ctrl+Y", run: does(redo), can: (state) => redoDepth(state) > 0 },
  ],
  [
    { id: "bold", label: called("Vet"), icon: "bold", keys: "Ctrl+B", run: does(toggleMark("bold")), isOn: (state) => hasMark(state, "bold") },
    { id: "italic", label: called("Schuin"), icon: "italic", keys: "Ctrl+I", run: does(toggleMark("italic")), isOn: (state) => hasMark(state, "italic") },
  ],
  [
    { id: "bullets", label: called("Opsomming"), icon: "bullets", run: does(toggleList("bullets")), isOn: (state) => listAt(state) === "bullets" },
    { id: "numbers", label: called("Genummerde lijst"), icon: "numbers", run: does(toggleList("numbers")), isOn: (state) => listAt(state) === "numbers" },
    { id: "quote", label: called("Citaat"), icon: "quote", run: does(toggleQuote), isOn: isQuoted },
  ],
  [
    { id: "link", label: called("Link"), icon: "link", keys: "Ctrl+K", run: () => (aid.value = { what: "link" }) },
    { id: "footnote", label: called("Voetnoot"), icon: "footnote", keys: "Ctrl+Alt+F", run: does(footnote), can: canHaveFootnote },
    {
      id: "table",
      label: (state) => (isInTable(state) ? "Tabel bewerken" : "Tabel"),
      icon: "table",
      run: () => (aid.value = { what: "table" }),
      showsLabel: isInTable,
    },
    { id: "picture", label: called("Afbeelding"), icon: "picture", run: choosePictures },
  ],
  [{ id: "insert", label: called("Invoegen"), icon: "plus", keys: "Alt+I", run: () => (aid.value = { what: "insert", sort: null }), showsLabel: () => true }],
];

/** Of each document, by line: several buttons ask it. */
const inTable = new WeakMap<Text, Map<number, boolean>>();

function isInTable(state: EditorState): boolean {
  const { head } = state.selection.main;
  const lines = inTable.get(state.doc) ?? new Map<number, boolean>();
  inTable.set(state.doc, lines);
  const { number } = state.doc.lineAt(head);
  const known = lines.get(number) ?? tableAt(state, head) !== null;
  lines.set(number, known);
  return known;
}

export const canUse = (tool: Tool, state: EditorState): boolean => canBeWritten(state) && (tool.can?.(state) ?? true);
