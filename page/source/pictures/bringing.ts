// Pictures on their way into the text: pasted, dropped or chosen. They are looked at one after another, and each is asked about.
import { computed, signal } from "@preact/signals";
import * as editor from "../editor/editor.ts";
import type { StoredPicture } from "../protocol.ts";
import { withCall } from "../pointing/insert.ts";
import { Refused } from "../refused.ts";
import { putPicture } from "../requests.ts";
import { current, isPresentation } from "../state.ts";
import { manuscript } from "../tab.ts";
import { beside, lineAbove, lineOf, neighbour, type Placed } from "./markdown.ts";
import { type Prepared, prepare } from "./prepare.ts";
import { onlyInWord } from "./words.ts";

/** The picture that is asked about. */
export type Brought = {
  /** Its file as it came. */
  name: string;
  /** The document that it is for. */
  document: string;
} & ({ state: "looking" } | { state: "ready"; prepared: Prepared; address: string } | { state: "refused"; refused: Refused });

export const brought = signal<Brought | null>(null);

const waiting = signal<File[]>([]);

/** How many come after it. */
export const waitingCount = computed(() => waiting.value.length);

let looking = 0;

/** Asks about files, one after another. */
export function bring(files: Iterable<File>): void {
  const all = [...files];
  if (!current.value || editor.isReadOnly() || all.length === 0) return;
  waiting.value = [...waiting.value, ...all];
  if (!brought.value) void next();
}

/** Says why a picture that was pasted is not there. */
export function refuseWordPicture(): void {
  if (current.value && !brought.value) brought.value = { name: "", document: current.value, state: "refused", refused: onlyInWord() };
}

/** The one that is asked about is done with, or left out. */
export async function next(): Promise<void> {
  const number = (looking += 1);
  leave();
  const [file, ...others] = waiting.value;
  waiting.value = others;
  const document = current.value;
  if (!file || !document) return;
  const about = { name: file.name, document };
  brought.value = { ...about, state: "looking" };
  try {
    const prepared = await prepare(file, isPresentation.value ? "slide" : "letter");
    if (number === looking) brought.value = { ...about, state: "ready", prepared, address: URL.createObjectURL(prepared.blob) };
  } catch (error) {
    const refused = error instanceof Refused ? error : new Refused(0, "Deze afbeelding is niet te openen.", "Kies een andere, of bewaar die opnieuw als JPEG of PNG.");
    if (number === looking) brought.value = { ...about, state: "refused", refused };
  }
}

/** None of those that wait are asked about. */
export function stop(): void {
  waiting.value = [];
  void next();
}

function leave(): void {
  const before = brought.value;
  if (before?.state === "ready") URL.revokeObjectURL(before.address);
  brought.value = null;
}

/** The line of the picture that this one can stand beside; null: there is none. On a slide Griffel arranges them. */
export const besideWhich = (): number | null => (isPresentation.value ? null : neighbour(editor.text(), editor.cursor().line));

export interface Wanted extends Omit<Placed, "file"> {
  /** The name of its file, without extension. */
  name: string;
  /** Beside the picture above the cursor. */
  isBeside: boolean;
}

/** Stores the picture that is asked about, and puts it into the text: one change, which undo takes back. */
export async function place(wanted: Wanted): Promise<void> {
  const picture = brought.value;
  if (picture?.state !== "ready") return;
  const gone = () => new Refused(0, "De tekst waar deze afbeelding in zou komen, staat niet meer open.", "Open de tekst weer, en zet de afbeelding er opnieuw in.");
  if (picture.document !== current.value || editor.isReadOnly()) throw gone();
  const { file }: StoredPicture = await putPicture(wanted.name, picture.prepared.blob);
  if (picture.document !== current.value || editor.isReadOnly()) throw gone();
  const text = editor.text();
  const cursor = editor.cursor().line;
  const besides = wanted.isBeside ? besideWhich() : null;
  const line = lineOf({ ...wanted, file, width: besides === null ? wanted.width : 100 });
  const changed = besides === null ? withCall(text, lineAbove(text, cursor), line) : beside(text, besides, line);
  editor.replaceByUser(changed.text);
  manuscript.changed();
  void next();
  // The window gives the keys back to what had them before: that can be a button.
  requestAnimationFrame(() => editor.goToPlace(changed.line, line.length + 1));
}
