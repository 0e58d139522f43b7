// Where in the text the comments are. While the editor shows the text, their words move with every change; what is lost so, as
// when somebody else changed the file, is looked for by its words. Nothing of this is done while somebody types.
import { effect, signal } from "@preact/signals";
import { knowDesk, worker } from "../acts.ts";
import type { Commented } from "../editor/comments.ts";
import * as editor from "../editor/editor.ts";
import { notices } from "../notices.ts";
import { pages } from "../pages/pages.ts";
import type { ShownComment } from "../protocol.ts";
import { settings } from "../settings.ts";
import { current } from "../state.ts";
import { manuscript } from "../tab.ts";
import { anchorOf, Searched } from "./anchor.ts";
import { chosenComment, openComments, panel, renew, type, typing } from "./comments.ts";

/** After a change of the text it is looked where comments are when nothing more changed for so long, in milliseconds. */
const PAUSE = 600;

/** Where the words of open comments began when that was looked at last; one that is not here is not in the text. */
export const placed = signal<ReadonlyMap<string, Commented>>(new Map());

let timer = 0;
/** The user changed the text since it was saved. */
let isChanged = false;

export function followComments(): void {
  editor.whenCommentClicked((id) => {
    panel.value = "comments";
    chosenComment.value = id;
  });
  effect(() => {
    void manuscript.baseTag.value;
    void openComments.value;
    void current.value;
    soon(0);
  });
  effect(() => show(chosenComment.value));
  effect(() => {
    const { kind } = manuscript.saveState.value;
    if (kind === "unsaved") {
      isChanged = true;
      soon(PAUSE);
    } else if (kind === "saved" && isChanged) {
      isChanged = false;
      renewAll();
    }
  });
}

function soon(pause: number): void {
  clearTimeout(timer);
  timer = window.setTimeout(placeAll, pause);
}

function placeAll(): void {
  if (manuscript.baseTag.peek() === null) return;
  const known = editor.commented();
  const text = editor.plainText();
  let searched: Searched | null = null;
  const now = new Map<string, Commented>();
  for (const comment of openComments.peek()) {
    const there = known.get(comment.id);
    // What the user changes is followed; what came from elsewhere is looked for.
    const isFollowed = there && (isChanged || sameWords(text.slice(there.from, there.to), comment));
    const found = isFollowed ? there : ((searched ??= new Searched(text)).find(comment) ?? there);
    if (found) now.set(comment.id, { id: comment.id, from: found.from, to: found.to });
  }
  placed.value = now;
  const stayed = ({ id, from, to }: Commented) => known.get(id)?.from === from && known.get(id)?.to === to;
  const isAsBefore = known.size === now.size && [...now.values()].every(stayed);
  if (!isAsBefore) show(chosenComment.peek(), now);
}

const sameWords = (text: string, { words }: ShownComment): boolean => text.replace(/\s+/g, " ") === words;

function show(chosen: string | null, all = editor.commented()): void {
  editor.showCommented([...all.values()], chosen);
}

/** The words by which comments are found again are those that were saved. */
function renewAll(): void {
  const document = current.peek();
  if (document === null) return;
  const known = editor.commented();
  const text = editor.plainText();
  const places = openComments.peek().flatMap(({ id, words, around }) => {
    const there = known.get(id);
    const anchor = there && anchorOf(text, there);
    const isSame = !anchor?.words || (anchor.words === words && anchor.around.join("\0") === around.join("\0"));
    return isSame ? [] : [{ id, ...anchor }];
  });
  void renew(document, places);
}

/** The user wants to say something of the words that are selected, else of the sentence at the cursor. */
export function beginComment(): void {
  if (current.peek() === null) return;
  const range = editor.selectedWords();
  if (!range) {
    notices.notify({ kind: "comments", tone: "quiet", text: "Zet eerst de cursor in de zin waar u iets over wilt zeggen, of selecteer de woorden." });
    return;
  }
  notices.dismiss("comments");
  void knowDesk();
  panel.value = "comments";
  chosenComment.value = null;
  type(null, { text: typing(null)?.text ?? "", anchor: anchorOf(editor.plainText(), range) });
  editor.markRange(range);
}

/** Shows the words of a comment, in the text and on the pages. */
export function goToComment(comment: ShownComment): void {
  chosenComment.value = comment.id;
  const range = editor.commented().get(comment.id) ?? new Searched(editor.plainText()).find(comment);
  if (!range) return;
  pages.revealLine(editor.lineAt(range.from), comment.words);
  if (settings.editorShown.value) editor.goToRange(range);
}

/** Whether it is their own: they may take it away. */
export const isOwn = ({ by }: { by: string }): boolean => by !== "" && by === worker();

/** In the order of the text; those that are not in it come last. */
export function inOrder(all: readonly ShownComment[]): ShownComment[] {
  const at = ({ id }: ShownComment) => placed.value.get(id)?.from ?? Number.POSITIVE_INFINITY;
  return [...all].sort((a, b) => (at(a) === at(b) ? 0 : at(a) - at(b)));
}

/** The next comment in the text; after the last comes the first. */
export function goToNextComment(): void {
  const all = inOrder(openComments.peek());
  const index = all.findIndex(({ id }) => id === chosenComment.peek());
  const next = all[(index + 1) % all.length];
  if (!next) return;
  panel.value = "comments";
  goToComment(next);
}
