// Pasting into the editor of the text: what other programs copy becomes Markdown, in one step that can be taken back.
import { isolateHistory, undo } from "@codemirror/commands";
import { syntaxTree } from "@codemirror/language";
import { type EditorState, type Extension, Prec, Text } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { endOfHead } from "../editor/head.ts";
import { endOfParagraph } from "../editor/paragraph.ts";
import { isInPlaceholder } from "../editor/placeholder.ts";
import type { Notices } from "../notices.ts";
import { convert } from "./convert.ts";
import type { Pasted } from "./counts.ts";
import { fit } from "./fit.ts";
import { countNumbers } from "./numbers.ts";
import { asItIs, fromPlain } from "./plain.ts";
import { isPlaced, treeOf } from "./read.ts";
import { TooMuch } from "./survey.ts";
import { tellOf } from "./telling.ts";

/** What was copied from an editor of Griffel says so: it is Markdown already. */
const OURS = "application/x-griffel-tekst";
/** Editors of code say so as well; their colours are no text. */
const CODE = "vscode-editor-data";
const KIND = "paste";

/** As much as three hundred pages. */
const MOST_TEXT = 1_000_000;

export function pasting(notices: Notices): Extension {
  /** Whether Shift was held: the user wants it as it is. */
  let isPlain = false;
  let isUndoing = false;

  const paste = (event: ClipboardEvent, view: EditorView): boolean => {
    const clipboard = event.clipboardData;
    const asked = isPlain;
    isPlain = false;
    if (!clipboard || view.state.readOnly) return false;
    const plain = clipboard.getData("text/plain");
    const html = clipboard.getData("text/html");
    if (plain.length > MOST_TEXT) return refuse(event);
    const isOurs = [...clipboard.types].some((type) => type === OURS || type === CODE);
    notices.dismiss(KIND);
    if (asked || isOurs || isVerbatim(view.state)) return false;
    const pasted = read(html, plain, labelsIn(view.state.doc));
    // Nothing but pictures, or nothing at all.
    if (pasted.blocks === "") return pasted.lost.everything && refuse(event);
    event.preventDefault();
    insert(view, pasted);
    tell(view, pasted, plain);
    return true;
  };

  const refuse = (event: ClipboardEvent): true => {
    event.preventDefault();
    notices.notify({ kind: KIND, tone: "warning", text: "Dit is te veel om in één keer te plakken: meer dan driehonderd bladzijden. Kopieer het in delen." });
    return true;
  };

  const tell = (view: EditorView, pasted: Pasted, plain: string): void => {
    const text = tellOf(pasted.kept, pasted.lost, countNumbers(`${pasted.blocks}\n\n${pasted.notes}`));
    if (text === null) return;
    const run = () => {
      notices.dismiss(KIND);
      isUndoing = true;
      const isUndone = undo(view);
      isUndoing = false;
      if (!isUndone) return;
      const asCopied = view.state.replaceSelection(Text.of(plain.split(/\r\n?|\n/)));
      view.dispatch(asCopied, { userEvent: "input.paste", annotations: isolateHistory.of("full"), scrollIntoView: true });
      view.focus();
    };
    const isSame = plain === "" || (pasted.words ?? pasted.blocks).trim() === plain.trim();
    // The notice takes room of the text: the end of what was pasted stays in sight.
    requestAnimationFrame(() => view.dispatch({ effects: EditorView.scrollIntoView(view.state.selection.main.head) }));
    notices.notify({ kind: KIND, tone: "quiet", text, ...(isSame ? {} : { action: { label: "Plak als gewone tekst", run } }) });
  };

  return [
    Prec.high(
      EditorView.domEventHandlers({
        keydown: (event) => {
          if (event.key.toLowerCase() === "v" && (event.ctrlKey || event.metaKey)) isPlain = event.shiftKey;
          return false;
        },
        keyup: () => {
          isPlain = false;
          return false;
        },
        paste,
      }),
    ),
    EditorView.updateListener.of((update) => {
      if (!update.docChanged || isUndoing) return;
      const told = notices.all.peek().find(({ kind }) => kind === KIND);
      if (!told || update.transactions.some((transaction) => transaction.isUserEvent("input.paste"))) return;
      // What was pasted is taken back: nothing is to be said of it. What comes after it cannot be taken back with it.
      if (update.transactions.some((transaction) => transaction.isUserEvent("undo"))) notices.dismiss(KIND);
      else if (told.action) notices.notify({ kind: KIND, tone: told.tone, text: told.text });
    }),
  ];
}

/** Says of what is copied from the text that it is Markdown. The editor has put the words on the clipboard by then. */
export function markCopies(editor: HTMLElement): void {
  for (const sort of ["copy", "cut"] as const) {
    editor.addEventListener(sort, (event) => {
      if (event.defaultPrevented) event.clipboardData?.setData(OURS, "1");
    });
  }
}

/** Where text is no Markdown: in the head, between braces, in code. */
function isVerbatim(state: EditorState): boolean {
  const { from } = state.selection.main;
  if (from < endOfHead(state.doc)) return true;
  const line = state.doc.lineAt(from);
  return isInPlaceholder(line.text, from - line.from) || /Code/.test(syntaxTree(state).resolveInner(from, -1).name);
}

function read(html: string, plain: string, labels: ReadonlySet<string>): Pasted {
  const hasWords = /\S/.test(plain);
  if (!/<\w/.test(html) || (hasWords && isPlaced(html))) return fromPlain(plain);
  try {
    const pasted = convert(treeOf(html), labels);
    // What has no words of its own may be a picture of words.
    if (pasted.blocks !== "" || !hasWords) return pasted;
  } catch (error) {
    if (!(error instanceof TooMuch)) throw error;
    const { kept, lost } = fromPlain("");
    return { ...asItIs(plain), kept, lost: { ...lost, everything: true } };
  }
  return fromPlain(plain);
}

/** The labels of the footnotes in a text. */
function labelsIn(doc: Text): Set<string> {
  const labels = new Set<string>();
  for (const line of doc.iterLines()) for (const [, label = ""] of line.matchAll(/\[\^([^\]\s]{1,60})\]/g)) labels.add(label);
  return labels;
}

function insert(view: EditorView, pasted: Pasted): void {
  const { doc, selection } = view.state;
  const { from, to } = selection.main;
  const first = doc.lineAt(from);
  const last = doc.lineAt(to);
  const head = endOfHead(doc);
  const fitted = fit(pasted, {
    before: first.text.slice(0, from - first.from),
    after: last.text.slice(to - last.from),
    above: first.from > head && first.number > 1 ? doc.line(first.number - 1).text : null,
    below: last.number < doc.lines ? doc.line(last.number + 1).text : null,
  });
  const start = from - fitted.dropBefore;
  const below = doc.line(endOfParagraph((number) => doc.line(number).text, doc.lines, last.number)).to;
  view.dispatch({
    changes: [
      { from: start, to: to + fitted.dropAfter, insert: textOf(fitted.insert) },
      ...(fitted.below === "" ? [] : [{ from: below, insert: textOf(fitted.below) }]),
    ],
    selection: { anchor: start + fitted.cursor },
    annotations: isolateHistory.of("full"),
    userEvent: "input.paste",
    scrollIntoView: true,
  });
}

/** Lines for any line end that the text has. */
const textOf = (words: string): Text => Text.of(words.split("\n"));
