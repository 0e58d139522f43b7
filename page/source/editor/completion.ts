// Completion of names within placeholders: {{ }} and {% %}.
import { type Completion, type CompletionContext, type CompletionResult, autocompletion } from "@codemirror/autocomplete";
import type { EditorView } from "@codemirror/view";
import { latest } from "../connection.ts";
import type { Word, WordKind } from "../protocol.ts";
import { current } from "../state.ts";
import { callOf, matching, type Named, named } from "../writing/names.ts";
import { endOfHead } from "./head.ts";

const vocabulary = latest("vocabulary");

/** Functions that take a name between quotes, and the sorts of names they take. */
const QUOTED: Record<string, WordKind[]> = {
  grafiek: ["grafiek"],
  tabel: ["tabel"],
  verwijs: ["grafiek", "tabel"],
  zaak: ["zaak"],
  afk: ["afkorting"],
};

/** More are not offered at once. */
const MOST = 60;

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

/** What fits what was typed: by what people call it or by its name, what is the pilot's own first. */
function offered(context: CompletionContext, typed: string, kinds: WordKind[] | null): Named[] {
  const { doc } = context.state;
  const end = endOfHead(doc);
  const all = named(vocabularyNow(), doc.sliceString(0, end), doc.sliceString(end)).filter(({ word }) => kinds?.includes(word.kind) ?? true);
  const found = matching(all, typed);
  // Without a word to go by the most used sorts come first.
  if (!typed) found.sort((a, b) => Number(b.isOwn) - Number(a.isOwn) || BOOST[b.word.kind] - BOOST[a.word.kind]);
  return found.slice(0, MOST);
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
    const options = offered(context, typed, kinds).map((one) => option(one, one.word.label, '"'));
    return { from: context.pos - typed.length, options, filter: false };
  }
  if ((inside.match(/"/g)?.length ?? 0) % 2 === 1) return null;

  // What people call it has more words than one; in a formula a name is one.
  const isAlone = before.charAt(opening + 1) === "{" && /^\s*[\p{L}\p{N}_.]+(?: [\p{L}\p{N}_.]+)* ?$/u.test(inside);
  // A name with white behind it is complete.
  if (isAlone && inside.endsWith(" ") && vocabularyNow().some(({ label }) => label === inside.trim())) return null;
  const typed = isAlone ? inside.trimStart() : (/[\p{L}\w.]*$/u.exec(inside)?.[0] ?? "");
  const startsHere = typed !== "" || /^\s*$|[(,|+*/[]\s*$/.test(inside);
  if (!startsHere && !context.explicit) return null;
  return {
    from: context.pos - typed.length,
    options: offered(context, typed, null).map((one) => option(one, callOf(one.word), "")),
    filter: false,
  };
}

function option({ word, title }: Named, text: string, closingQuote: string): NamedCompletion {
  return {
    label: text,
    displayLabel: title,
    detail: word.value ?? "",
    info: () => description(word),
    type: word.kind,
    name: title === word.label ? "" : word.label,
    apply: (view, _completion, from, to) => insert(view, from, to, text, closingQuote),
  };
}

/** A name that is offered, with the one that formulas know it by. */
interface NamedCompletion extends Completion {
  name: string;
}

/** That name, small, between what people call it and its value. */
function nameShown(completion: Completion): HTMLElement | null {
  const { name } = completion as NamedCompletion;
  if (!name) return null;
  const element = document.createElement("span");
  element.className = "completion-name";
  element.textContent = name;
  return element;
}

function description(word: Word): HTMLElement {
  const box = document.createElement("div");
  const kind = document.createElement("div");
  kind.className = "completion-kind";
  kind.textContent = word.kind;
  const detail = document.createElement("div");
  detail.textContent = word.detail || word.label;
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

export const completion = autocompletion({
  override: [complete],
  icons: false,
  maxRenderedOptions: MOST,
  addToOptions: [{ render: nameShown, position: 60 }],
});
