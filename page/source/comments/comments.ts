// What colleagues say of the document shown: told by the server, and changed there.
import { computed, signal } from "@preact/signals";
import { tell, worker } from "../acts.ts";
import { announce, counted, listed } from "../announce.ts";
import { notices } from "../notices.ts";
import type { CommentAct, ShownAnswer, ShownComment, ShownComments } from "../protocol.ts";
import { postComments } from "../requests.ts";
import { session } from "../session.ts";
import { settings } from "../settings.ts";
import { current } from "../state.ts";
import type { Anchor } from "./anchor.ts";
import { keepTyped, type Typed, typedIn } from "./typed.ts";

/** What the panel below the text shows. */
export const panel = signal<"findings" | "comments">("findings");

/** The comment that was chosen last. */
export const chosenComment = signal<string | null>(null);

/** Whether comments that are settled are shown as well. */
export const settledShown = signal(false);

const told = signal<ShownComments | null>(null);

/** Those on the document shown. */
export const comments = computed<ShownComment[]>(() => (told.value?.document === current.value ? told.value.comments : []));
export const openComments = computed(() => comments.value.filter(({ settled }) => settled === null));

/** Whether one is shown, or being written. */
export const hasListed = computed(() => openComments.value.length > 0 || (settledShown.value && comments.value.length > 0) || typing(null)?.anchor !== undefined);

/** Why they cannot be read. */
export const commentsProblem = computed(() => (told.value?.document === current.value ? told.value.problem : null));

/** Who says something, in words. */
export const nameOf = ({ by }: { by: string }): string => by || "Iemand";

export function commentsArrived(now: ShownComments): void {
  const before = told.peek();
  told.value = now;
  if (before?.document !== now.document) return;
  const known = new Set(before.comments.flatMap(({ id, answers }) => [id, ...answers.map((answer) => answer.id)]));
  const others = now.comments.flatMap(({ id, by, answers }) => [{ id, by }, ...answers]).filter(({ id, by }) => !known.has(id) && by !== worker());
  if (others.length === 0) return;
  const who = listed([...new Set(others.map(nameOf))]);
  announce(`${counted(others.length, "nieuwe opmerking", "nieuwe opmerkingen")} van ${who}`);
}

/** Has it done; whether it was. What is not done is told. */
async function perform(act: CommentAct): Promise<boolean> {
  try {
    commentsArrived(await postComments(act));
    notices.dismiss("comments");
    return true;
  } catch (error) {
    tell("comments", error);
    return false;
  }
}

const folder = () => session.about.value?.folder ?? "";

/** What is being written: a new comment, or an answer to one. */
export const typing = (id: string | null): Typed | null => (current.value === null ? null : typedIn(folder(), current.value, id));

export function type(id: string | null, kept: Typed | null): void {
  if (current.peek() !== null) keepTyped(folder(), current.peek() ?? "", id, kept);
}

/** Who works here says so once. */
function signed(by: string): string {
  settings.by.value = by.trim();
  return settings.by.value;
}

/** Places what was written about some words. */
export async function place(by: string, text: string, { words, around }: Anchor): Promise<void> {
  const document = current.peek();
  if (document === null || !(await perform({ what: "add", document, by: signed(by), text, words, around }))) return;
  keepTyped(folder(), document, null, null);
  chosenComment.value = comments.peek().at(-1)?.id ?? null;
  announce("Opmerking geplaatst");
}

export async function answer(by: string, id: string, text: string): Promise<void> {
  const document = current.peek();
  if (document === null || !(await perform({ what: "answer", document, id, by: signed(by), text }))) return;
  keepTyped(folder(), document, id, null);
  announce("Antwoord geplaatst");
}

export async function settle(by: string, id: string): Promise<void> {
  const document = current.peek();
  if (document !== null && (await perform({ what: "settle", document, id, by: signed(by) }))) announce("Opmerking opgelost");
}

export async function reopen(id: string): Promise<void> {
  const document = current.peek();
  if (document !== null && (await perform({ what: "reopen", document, id }))) announce("Opmerking staat weer open");
}

/** Takes a comment away, or an answer to it; that can be taken back. */
export async function remove(comment: ShownComment, given: ShownAnswer | null): Promise<void> {
  const document = current.peek();
  const { by } = given ?? comment;
  if (document === null || !(await perform({ what: "remove", document, id: comment.id, answer: given?.id ?? null, by }))) return;
  notices.notify({
    kind: "comment-removed",
    tone: "quiet",
    text: given ? "Uw antwoord is verwijderd." : "Uw opmerking is verwijderd.",
    action: {
      label: "Zet terug",
      run: () => {
        notices.dismiss("comment-removed");
        void perform({ what: "restore", document, comment });
      },
    },
  });
}

/** The words that comments are about were changed, and saved. */
export async function renew(document: string, places: ({ id: string } & Anchor)[]): Promise<void> {
  if (places.length > 0) await perform({ what: "renew", document, places });
}

/** How many comments on a document are open. */
export async function countOpen(document: string): Promise<number> {
  const { comments } = await postComments({ what: "look", document });
  return comments.filter(({ settled }) => settled === null).length;
}
