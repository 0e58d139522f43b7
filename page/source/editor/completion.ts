// Completion of names within placeholders: {{ }} and {% %}.
import { type Completion, type CompletionContext, type CompletionResult, autocompletion } from "@codemirror/autocomplete";
import type { EditorView } from "@codemirror/view";
import { latest } from "../connection.ts";
import type { Word, WordKind } from "../protocol.ts";
import { current } from "../state.ts";

const vocabulary = latest("vocabulary");

/** Functions that take a name between quotes, and the sorts of names they take. */
const QUOTED: Record<string, WordKind[]> = {
  grafiek: ["grafiek"],
  tabel: ["tabel"],
  verwijs: ["grafiek", "tabel"],
  zaak: ["zaak"],
  afk: ["afkorting"],
};

const CALLS: Partial<Record<WordKind, string>> = { grafiek: "grafiek", tabel: "tabel", zaak: "zaak", afkorting: "afk" };

/** The most used sorts come first. */
const BOOST: Record<WordKind, number> = {
  kengetal: 9,
  feit: 8,
  grafiek: 6,
  tabel: 6,
  periode: 5,
  gegeven: 4,
  afkorting: 3,
  zaak: 2,
  functie: 1,
};

/** What can stand in placeholders of the document shown. */
function vocabularyNow(): Word[] {
  const told = vocabulary.value;
  return told?.document === current.value ? told.words : [];
}

function complete(context: CompletionContext): CompletionResult | null {
  const line = context.state.doc.lineAt(context.pos);
  const before = line.text.slice(0, context.pos - line.from);
  const opening = Math.max(before.lastIndexOf("{{"), before.lastIndexOf("{%"));
  if (opening < 0 || /\}\}|%\}/.test(before.slice(opening + 2))) return null;
  const inside = before.slice(opening + 2);

  const quoted = /(\w+)\(\s*"([^"]*)$/.exec(inside);
  if (quoted) {
    const [, name = "", typed = ""] = quoted;
    const kinds = QUOTED[name];
    if (!kinds) return null;
    const words = vocabularyNow().filter((word) => kinds.includes(word.kind));
    return {
      from: context.pos - typed.length,
      options: words.map((word) => option(word, word.label, '"')),
      validFor: /^[^"]*$/,
    };
  }
  if ((inside.match(/"/g)?.length ?? 0) % 2 === 1) return null;

  const typed = /[\p{L}\w.]*$/u.exec(inside)?.[0] ?? "";
  const startsHere = typed !== "" || /^\s*$|[(,|+*/[]\s*$/.test(inside);
  if (!startsHere && !context.explicit) return null;
  return {
    from: context.pos - typed.length,
    options: vocabularyNow().map((word) => option(word, insertion(word), "")),
    validFor: /^[\p{L}\w.]*$/u,
  };
}

function insertion(word: Word): string {
  const call = CALLS[word.kind];
  if (call) return `${call}("${word.label}")`;
  return word.kind === "functie" ? `${word.label.replace(/\(.*$/, "")}(` : word.label;
}

function option(word: Word, text: string, closingQuote: string): Completion {
  return {
    label: word.kind === "functie" ? word.label : text,
    detail: word.value ?? "",
    info: word.detail ? () => description(word) : undefined,
    type: word.kind,
    boost: BOOST[word.kind],
    apply: (view, _completion, from, to) => insert(view, from, to, text, closingQuote),
  };
}

function description(word: Word): HTMLElement {
  const box = document.createElement("div");
  const kind = document.createElement("div");
  kind.className = "completion-kind";
  kind.textContent = word.kind;
  const detail = document.createElement("div");
  detail.textContent = word.detail;
  box.append(kind, detail);
  return box;
}

/** Inserts a name, with a space after {{ and with whatever closes it and is not there yet. */
function insert(view: EditorView, from: number, to: number, text: string, closingQuote: string): void {
  const line = view.state.doc.lineAt(to);
  const before = line.text.slice(0, from - line.from);
  const after = line.text.slice(to - line.from);
  const lead = /\{[{%]$/.test(before) ? " " : "";
  const isValue = before.lastIndexOf("{{") > before.lastIndexOf("{%");
  let tail = "";
  if (closingQuote) {
    if (!after.startsWith('"')) tail = '"';
    if (!/^"?\s*\)/.test(after)) tail += ")";
  }
  const argument = text.endsWith("(") ? ")" : "";
  const open = /^[^{]*?\}\}/.test(after) || !isValue;
  const closing = open ? "" : " }}";
  const insertText = lead + text + tail + argument + closing;
  const caret = argument ? lead.length + text.length : insertText.length;
  view.dispatch({
    changes: { from, to, insert: insertText },
    selection: { anchor: from + caret },
    userEvent: "input.complete",
    scrollIntoView: true,
  });
}

export const completion = autocompletion({ override: [complete], icons: false, maxRenderedOptions: 60 });
