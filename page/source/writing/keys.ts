// The keys of Word in the text, for CodeMirror and for the help.
import type { Extension } from "@codemirror/state";
import { type Command, EditorView, keymap } from "@codemirror/view";
import { openReplace } from "../editor/searchPanel.tsx";
import { isPresentation } from "../state.ts";
import { aid } from "./aid.ts";
import { footnote } from "./insertions.ts";
import { toggleMark } from "./marks.ts";
import { toggleHeading } from "./paragraphs.ts";
import { canBeWritten } from "./pieces.ts";

interface WritingKey {
  /** As CodeMirror writes it, and what stands for it where that is taken; with Ctrl and Alt: as KeyboardEvent.code, because Alt changes what a key types. */
  key?: string;
  mac?: string;
  code?: string;
  /** How the help shows it. */
  shown: string[];
  does: string;
  run: Command;
}

interface ParagraphStyle {
  /** How many #; 0: text. */
  level: number;
  label: string;
}

const OF_LETTERS: ParagraphStyle[] = [
  { level: 0, label: "Gewone tekst" },
  { level: 2, label: "Tussenkop" },
  { level: 3, label: "Kleine tussenkop" },
];
const OF_PRESENTATIONS: ParagraphStyle[] = [
  { level: 0, label: "Gewone tekst" },
  { level: 1, label: "Titel van een dia" },
  { level: 2, label: "Tussenkop" },
];

/** What a paragraph can be. A heading with one # is fixed by the form of a letter; in a presentation it begins a slide. */
export const paragraphStyles = (): ParagraphStyle[] => (isPresentation.value ? OF_PRESENTATIONS : OF_LETTERS);

/** Opens a window that helps with writing, where one can write. */
const open = (wanted: NonNullable<typeof aid.value>): Command => ({ state }) => {
  if (canBeWritten(state)) aid.value = wanted;
  return true;
};

const heading = (at: number): Command => (view) => toggleHeading(paragraphStyles()[at]?.level ?? 0, !isPresentation.value)(view);

export const writingKeys: WritingKey[] = [
  { key: "Mod-b", shown: ["Ctrl", "B"], does: "Vet", run: toggleMark("bold") },
  { key: "Mod-i", shown: ["Ctrl", "I"], does: "Schuin", run: toggleMark("italic") },
  { key: "Mod-k", shown: ["Ctrl", "K"], does: "Link", run: open({ what: "link" }) },
  { code: "Digit1", shown: ["Ctrl", "Alt", "1"], does: "Tussenkop, of de titel van een dia", run: heading(1) },
  { code: "Digit2", shown: ["Ctrl", "Alt", "2"], does: "Kleine tussenkop, of een tussenkop op een dia", run: heading(2) },
  { code: "KeyF", shown: ["Ctrl", "Alt", "F"], does: "Voetnoot, en weer terug naar de zin", run: footnote },
  { key: "Ctrl-h", mac: "Mod-Alt-f", shown: ["Ctrl", "H"], does: "Zoeken en vervangen", run: openReplace },
];

/** These keys. The key AltGr, which types signs, is not Ctrl and Alt. */
export const writing: Extension = [
  keymap.of(writingKeys.flatMap(({ key, mac, run }) => (key ? [{ key, mac, run, preventDefault: true }] : []))),
  EditorView.domEventHandlers({
    keydown(event, view) {
      if (!event.ctrlKey || !event.altKey || event.shiftKey || event.metaKey || event.getModifierState("AltGraph")) return false;
      const found = writingKeys.find(({ code }) => code === event.code);
      if (!found) return false;
      found.run(view);
      event.preventDefault();
      return true;
    },
  }),
];
