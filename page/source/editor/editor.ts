// The editor of the text. There is one, as long as the page is open.
import { defaultKeymap, history, historyField, historyKeymap, redoDepth, undoDepth } from "@codemirror/commands";
import { deleteMarkupBackward, insertNewlineContinueMarkupCommand } from "@codemirror/lang-markdown";
import { search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, type Extension, type StateCommand, Text, Transaction } from "@codemirror/state";
import {
  EditorView,
  drawSelection,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { signal } from "@preact/signals";
import type { Past } from "../pasts.ts";
import { catchPictures, type Catching } from "../pictures/catch.ts";
import type { ShownEdit, ShownFinding } from "../protocol.ts";
import { lineBreakOf, smallestChanges } from "./change.ts";
import { type Commented, commentedIn, commentMarks, setCommented } from "./comments.ts";
import { completion } from "./completion.ts";
import { addsOnly, placed } from "./edits.ts";
import { type Mend, underline } from "./findings.ts";
import { endOfHead, foldedHead, showHead, tell } from "./head.ts";
import { manuscriptSupport } from "./language.ts";
import { sentenceAround, setMark, softMark } from "./mark.ts";
import { phrases } from "./phrases.ts";
import { rangeOf } from "./place.ts";
import { isInPlaceholder } from "./placeholder.ts";
import { keepCursorInSight } from "./sight.ts";
import { notices } from "../notices.ts";
import { markCopies, pasting } from "../paste/paste.ts";
import { searchPanel } from "./searchPanel.tsx";
import { AT_ONCE, pauseAfter } from "./seen.ts";
import { settings } from "../settings.ts";
import { writing } from "../writing/keys.ts";

export const nonce = document.querySelector<HTMLMetaElement>('meta[name="griffel-nonce"]')?.content ?? "";

/** What every editor of this page has: the text's own, and those of the differences and of a source file. */
export const common: Extension = [
  EditorView.cspNonce.of(nonce),
  EditorState.phrases.of(phrases),
  EditorView.lineWrapping,
  lineNumbers(),
  highlightSpecialChars(),
  search({ top: true, createPanel: searchPanel, literal: true }),
  EditorView.contentAttributes.of({ tabindex: "0" }),
];

let changed: () => void = () => {};
let moved: () => void = () => {};
let pictures: Catching = { bring: () => {}, refuseWordPicture: () => {} };
let commentClicked: (id: string) => void = () => {};
let lineBreak = "\n";
/** The text that the findings shown are about. */
let checked: Text | null = null;
/** Does a fix of a finding. */
let mend: Mend | null = null;
/** The text may be read only: the whole time that this text is shown, or until `lock` says otherwise. */
const readOnly = new Compartment();
let isUnreadable = false;
let isLocked = false;

const extensions: Extension = [
  common,
  history(),
  drawSelection(),
  highlightActiveLine(),
  highlightActiveLineGutter(),
  manuscriptSupport,
  completion,
  softMark,
  keepCursorInSight,
  pasting(notices),
  catchPictures({ bring: (files) => pictures.bring(files), refuseWordPicture: () => pictures.refuseWordPicture() }),
  commentMarks((id) => commentClicked(id)),
  EditorView.contentAttributes.of({ "aria-label": "Tekst van het document", spellcheck: "true", lang: "nl" }),
  // A listener, and the editor hears of what is typed right after it: else something that runs in the same frame may measure the text
  // before, and what was typed is lost.
  EditorView.domEventObservers({ input: () => {} }),
  writing,
  keymap.of([
    { key: "Enter", run: insertNewlineContinueMarkupCommand({ nonTightLists: false }) },
    { key: "Backspace", run: deleteMarkupBackward },
  ]),
  // Mod-/ and Alt-A comment code out; a document has none.
  keymap.of([...searchKeymap, ...historyKeymap, ...defaultKeymap].filter(({ key }) => key !== "Mod-/" && key !== "Alt-A")),
  EditorView.updateListener.of((update) => {
    const byUser = update.transactions.some(
      (transaction) => transaction.docChanged && transaction.annotation(Transaction.remote) !== true,
    );
    showSoon(pauseAfter(update.startState, update.state, update.transactions));
    if (byUser) changed();
    else if (update.transactions.some((transaction) => transaction.isUserEvent("select"))) moved();
  }),
];

isUnreadable = true;
const view = new EditorView({ state: stateFor("") });
markCopies(view.dom);

/** The text and its cursor, for what shows something of them. */
export const seen = signal<EditorState>(view.state);
let showing = 0;
/** The pause that is waited for now; 0: none. */
let showsAfter = 0;

function showSoon(pause: number | null): void {
  // What comes at once is not put off, or whoever holds an arrow key sees nothing change.
  if (pause === null || showsAfter === AT_ONCE) return;
  clearTimeout(showing);
  showsAfter = pause;
  showing = window.setTimeout(showNow, pause);
}

function showNow(): void {
  clearTimeout(showing);
  showsAfter = 0;
  seen.value = view.state;
}

/** Does something to the text, as its user would. */
export function run(command: StateCommand): boolean {
  return command({ state: view.state, dispatch: (transaction) => view.dispatch(transaction) });
}

/** The text and its cursor as they are at this moment. */
export const state = (): EditorState => view.state;

/** Puts the editor into the page. */
export function mount(parent: HTMLElement, whenChanged: () => void, whenMoved: () => void, forPictures: Catching, mends: Mend): void {
  mend = mends;
  changed = whenChanged;
  moved = whenMoved;
  pictures = forPictures;
  parent.append(view.dom);
}

export const text = (): string => view.state.sliceDoc();

/** The text with line ends that count as one, as positions in the editor do. */
export const plainText = (): string => view.state.doc.toString();

export function whenCommentClicked(run: (id: string) => void): void {
  commentClicked = run;
}

/** Marks the words that comments are about. */
export function showCommented(all: Commented[], chosen: string | null): void {
  view.dispatch({ effects: setCommented.of({ all, chosen }) });
}

/** Where these words are by now. */
export const commented = (): Map<string, Commented> => commentedIn(view);

/** The words that are selected, else the sentence at the cursor; null: nothing stands there. */
export function selectedWords(): { from: number; to: number } | null {
  const { main } = view.state.selection;
  const isSelected = view.state.sliceDoc(main.from, main.to).trim() !== "";
  const range = isSelected ? { from: main.from, to: main.to } : sentenceAround(view.state, main.head);
  return main.from >= endOfHead(view.state.doc) && view.state.sliceDoc(range.from, range.to).trim() !== "" ? range : null;
}

/** Softly marks some words. */
export function markRange(range: { from: number; to: number }): void {
  view.dispatch({ effects: setMark.of(range) });
}

/** The number of the line of a position, 1-based. */
export const lineAt = (position: number): number => view.state.doc.lineAt(Math.min(position, view.state.doc.length)).number;

/** Puts the cursor before some words and softly marks them. */
export const goToRange = (range: { from: number; to: number }): void => goTo(range.from, range);

/** A text with the line ends that the editor gives it. */
export const asShown = (other: string): string => other.split(/\r\n?|\n/).join(lineBreak);

/** Shows another text: with a history, a cursor and a scroll position of its own. */
export function load(content: string, locked = false): void {
  lineBreak = lineBreakOf(content);
  isUnreadable = locked;
  show(stateFor(content));
  tell(view.state);
  showNow();
  view.scrollDOM.scrollTop = 0;
}

/** Shows another state of the editor. */
function show(state: EditorState): void {
  // Whoever is selecting with the mouse began at a place of the text before: the editor gives that up at a move without a button.
  document.dispatchEvent(new MouseEvent("mousemove", { buttons: 0 }));
  view.setState(state);
}

const KEPT = { history: historyField };

/** How the text came about; null: nothing was done to it. */
export function past(): Past | null {
  if (undoDepth(view.state) + redoDepth(view.state) === 0) return null;
  const { doc, selection, history } = view.state.toJSON(KEPT);
  return { text: doc, selection, history };
}

/** Takes up how the text that is shown came about, with the place of the cursor. */
export function takeUp({ text: doc, selection, history }: Past): void {
  if (doc !== text()) return;
  let state: EditorState;
  try {
    state = EditorState.fromJSON({ doc, selection, history }, { extensions: extensionsNow() }, KEPT);
  } catch {
    // It was kept by another version of the editor: then nothing can be taken back.
    return;
  }
  show(state);
  view.dispatch({ effects: EditorView.scrollIntoView(view.state.selection.main.head, { y: "center" }) });
  tell(view.state);
  showNow();
}

/** Whether the user may only read the text, as it is now. */
export const isReadOnly = (): boolean => view.state.readOnly;

/** Whether the user may only read the text. */
export function lock(locked: boolean): void {
  if (locked === isLocked) return;
  isLocked = locked;
  view.dispatch({ effects: readOnly.reconfigure(EditorState.readOnly.of(isUnreadable || isLocked)) });
}

/** Follows changes made elsewhere, by the smallest that do it; undo does not take them back. */
export function follow(content: string): void {
  const changes = smallestChanges(text(), asShown(content), lineBreak);
  if (changes.length > 0) view.dispatch({ changes, annotations: [Transaction.remote.of(true), Transaction.addToHistory.of(false)] });
}

/** Changes the text as if the user had done it, so that undo takes it back. The caller tells of the change. */
export function replaceByUser(content: string): void {
  const changes = smallestChanges(text(), asShown(content), lineBreak);
  if (changes.length > 0) view.dispatch({ changes, annotations: Transaction.remote.of(true) });
}

export function showFindings(findings: ShownFinding[]): void {
  checked = view.state.doc;
  // What is still to be written is no mistake in what is.
  view.dispatch(underline(view.state, findings.filter((finding) => !finding.unwritten), view.state.readOnly ? null : mend));
}

/** Makes the edits of a fix together, as one change that undo takes back; false: the text is not what they are about. */
export function edit(edits: ShownEdit[], answer: string): boolean {
  const found = placed(view.state.doc, edits, answer);
  const isChecked = checked?.eq(view.state.doc) === true;
  if (!found || view.state.readOnly || (edits.some(addsOnly) && !isChecked)) return false;
  const changes = view.state.changes(found.map(({ from, to, lines }) => ({ from, to, insert: Text.of(lines) })));
  const last = found.at(-1)?.to ?? 0;
  const anchor = changes.mapPos(last, 1);
  // The head may not be shown; the cursor stays where it is then.
  const goes = last >= endOfHead(view.state.doc) ? { selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: "nearest", yMargin: 24 }) } : {};
  // What is typed leaves a head alone that is not shown; a fix may write there too.
  view.dispatch({ changes, userEvent: "input", filter: false, ...goes });
  if (settings.editorShown.peek()) view.focus();
  return true;
}

/** The text that a finding is about: at least a few words, else the whole line. */
export function textOf(finding: ShownFinding): string {
  const range = rangeOf(view.state.doc, finding);
  if (!range) return "";
  const text = view.state.sliceDoc(range.from, range.to);
  return text.split(/\s+/).length > 3 ? text : view.state.doc.lineAt(range.from).text;
}

/** Puts the cursor where a finding is. */
export function goToFinding(finding: ShownFinding): void {
  const range = rangeOf(view.state.doc, finding);
  if (range) goTo(range.from, range);
}

/** Puts the cursor at a line and column, both 1-based. */
export function goToPlace(lineNumber: number, column: number): void {
  if (lineNumber < 1 || lineNumber > view.state.doc.lines) return;
  const line = view.state.doc.line(lineNumber);
  goToSentence(Math.min(line.from + column - 1, line.to));
}

/** Puts the cursor at a line, 1-based, and shows it without taking the keys. */
export function showLine(lineNumber: number): void {
  if (lineNumber < 1 || lineNumber > view.state.doc.lines) return;
  const { from } = view.state.doc.line(lineNumber);
  view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: "start", yMargin: 24 }) });
}

/** Puts the cursor at words in a line, 1-based; where the source has other words, at the line. */
export function goToWords(lineNumber: number, words: string): void {
  const plain = (text: string) => text.replace(/\s/g, " ");
  const beginning = plain(words).split(" ", 4).join(" ");
  const at = [plain(words), beginning].map((wanted) => plain(lineOf(lineNumber)).indexOf(wanted)).find((at) => at >= 0);
  goToPlace(lineNumber, (at ?? 0) + 1);
}

/** Puts the cursor at a position in the text and softly marks the sentence there. */
export function goToSentence(position: number): void {
  goTo(position, sentenceAround(view.state, position));
}

export const lines = (): { count: number; at: (line: number) => { from: number; text: string } } => ({
  count: view.state.doc.lines,
  at: (line) => view.state.doc.line(line),
});

/** The text of a line, 1-based. */
const lineOf = (line: number): string =>
  line >= 1 && line <= view.state.doc.lines ? view.state.doc.line(line).text : "";

/** The 1-based line of the cursor, and the sentence around it. */
export function cursor(): { line: number; sentence: string } {
  const { doc, selection } = view.state;
  const { from, to } = sentenceAround(view.state, selection.main.head);
  return { line: doc.lineAt(selection.main.head).number, sentence: doc.sliceString(from, to) };
}

/** The line of the placeholder that is being typed: the cursor stands behind a {{ that is not closed before it. Null: none. */
export function openPlaceholder(): number | null {
  const { main } = view.state.selection;
  const line = view.state.doc.lineAt(main.head);
  return view.hasFocus && main.empty && isInPlaceholder(line.text, main.head - line.from) ? line.number : null;
}

/** Shows the head of the text as text, or no longer; the cursor goes there, or below it. */
export function showHeadAsText(isShown: boolean): void {
  const below = endOfHead(view.state.doc);
  const { head } = view.state.selection.main;
  const anchor = isShown ? Math.min(view.state.doc.line(1).to + 1, view.state.doc.length) : Math.max(head, below);
  view.dispatch({ selection: { anchor }, effects: [showHead.of(isShown), EditorView.scrollIntoView(isShown ? 0 : anchor)] });
  if (isShown) view.focus();
}

/** Puts the cursor under the first heading below which nothing stands. */
export function goToFirstGap(): void {
  const { doc } = view.state;
  for (let number = doc.lineAt(endOfHead(doc)).number; number <= doc.lines; number += 1) if (isGapUnder(number)) return goUnder(number);
}

/** Whether a line is a heading, 1-based, below which nothing stands. */
function isGapUnder(number: number): boolean {
  const { doc } = view.state;
  const isHeading = (at: number) => /^# /.test(doc.line(at).text);
  if (!isHeading(number)) return false;
  let next = number + 1;
  while (next <= doc.lines && doc.line(next).text.trim() === "") next += 1;
  return next > doc.lines || isHeading(next);
}

/** Puts the cursor where one writes under a heading, 1-based: after an empty line, if there is one. */
export function goUnder(number: number): void {
  const { doc } = view.state;
  const empty = (at: number) => at <= doc.lines && doc.line(at).text.trim() === "";
  const at = empty(number + 1) ? (empty(number + 2) ? number + 2 : number + 1) : number;
  const { to } = doc.line(at);
  view.dispatch({ selection: { anchor: to }, effects: EditorView.scrollIntoView(to, { y: "center" }) });
  view.focus();
}

export const focus = (): void => view.focus();

/** For an editor of the same text: the line ends that it has. */
export function sameLineBreaks(): Extension {
  return lineBreak === "\r\n" ? EditorState.lineSeparator.of("\r\n") : [];
}

function goTo(position: number, mark: { from: number; to: number }): void {
  view.dispatch({
    selection: { anchor: position },
    effects: [setMark.of(mark), EditorView.scrollIntoView(position, { y: "center" })],
  });
  view.focus();
}

function stateFor(content: string): EditorState {
  const doc = Text.of(content.split(/\r\n?|\n/));
  return EditorState.create({
    doc,
    // What is written comes after the head.
    selection: { anchor: endOfHead(doc) },
    extensions: extensionsNow(),
  });
}

function extensionsNow(): Extension {
  return [
    extensions,
    foldedHead(settings.headAsText.peek()),
    sameLineBreaks(),
    readOnly.of(EditorState.readOnly.of(isUnreadable || isLocked)),
  ];
}
