// The text of the letter in the editor: what is not saved yet, saving it, and changes made elsewhere.
import { effect, signal } from "@preact/signals";
import { send } from "./connection.ts";
import { backupOf, draftOf, dropBackup, dropDraft, keepBackup, keepDraft } from "./drafts.ts";
import * as editor from "./editor/editor.ts";
import { dismiss, dismissAll, notify } from "./notices.ts";
import { fetchLetter, type LetterText, Refusal, saveLetter } from "./requests.ts";
import { session } from "./session.ts";
import { settings } from "./settings.ts";
import { thisDocument } from "./state.ts";

const AUTOSAVE_PAUSE = 1500;
/** What is typed is kept in this browser within this time, so that keeping it does not hold up the pages. */
const KEEP_WITHIN = 100;

export type SaveState = { kind: "none" | "saved" | "unsaved" | "saving" } | { kind: "failed"; message: string };
export const saveState = signal<SaveState>({ kind: "none" });

/** The file was changed elsewhere while there is unsaved text. */
export const conflict = signal<LetterText | null>(null);
export const conflictShown = signal(false);

let document: string | null = null;
/** What the editor's text is based on, as it is on disk. */
let base: LetterText | null = null;
/** The version on disk that the editor's text is based on. */
export const baseTag = signal<string | null>(null);
let unsaved = false;
let revision = 0;
let keptSafe = true;
let diskTag: string | null = null;
/** What this tab saved last, by letter. */
const lastSaved = new Map<string, string>();
let saving: Promise<boolean> | null = null;
let sendAwaited = false;
let keepTimer = 0;
let autosaveTimer = 0;
/** The file could not be shown in the editor. */
let isUnreadable = false;
/** Counts openings, so that a late answer for an earlier letter is recognised. */
let opening = 0;

export const hasUnsaved = (): boolean => unsaved;
export const lastRevision = (): number => revision;

/** Fetches a letter and shows it in the editor. */
export async function openLetter(id: string): Promise<void> {
  leave();
  const ticket = ++opening;
  document = id;
  isUnreadable = false;
  try {
    const found = await fetchLetter(id);
    if (ticket !== opening) return;
    begin(found);
    restoreDraft(id, found);
    offerBackup(id);
  } catch (error) {
    if (ticket !== opening) return;
    showUnreadable(id, error);
  }
}

/** The server answers again: it must know the unsaved text too, and an interrupted save is tried again. */
export function resume(): void {
  if (!document) return;
  if (!base) void openLetter(document);
  else if (unsaved) {
    sendNow();
    scheduleAutosave();
  }
}

/** The user changed the text in the editor. */
export function textChanged(): void {
  if (!document || !base) return;
  const text = editor.text();
  revision += 1;
  unsaved = text !== base.text;
  if (!unsaved) {
    settle();
    return;
  }
  if (!keepTimer) keepTimer = window.setTimeout(keepNow, KEEP_WITHIN);
  if (!sendAwaited) {
    sendAwaited = true;
    queueMicrotask(sendNow);
  }
  saveState.value = { kind: "unsaved" };
  scheduleAutosave();
}

/** Whether all text is on disk afterwards. */
export async function save(): Promise<boolean> {
  clearTimeout(autosaveTimer);
  if (saving) await saving;
  if (!document || !base || !unsaved) return true;
  if (conflict.value) {
    conflictShown.value = true;
    return false;
  }
  saving = write(document, { text: editor.text(), etag: base.etag });
  const done = await saving;
  saving = null;
  if (diskTag) diskSeen(diskTag);
  return done;
}

/** The server tells which version of the file is on disk. */
export function diskSeen(etag: string | null): void {
  diskTag = etag;
  if (!base) {
    // It could not be read before.
    if (etag !== null && document && isUnreadable) void openLetter(document);
    return;
  }
  if (etag === null) {
    notify({
      kind: "gone",
      tone: "warning",
      text: `Het bestand van ${thisDocument.value} is verwijderd of heeft een andere naam gekregen. Uw tekst staat hier nog.`,
      action: { label: "Kopieer de tekst", run: () => void navigator.clipboard.writeText(editor.text()) },
    });
    return;
  }
  dismiss("gone");
  const isKnown = sameTag(etag, base.etag) || (conflict.value !== null && sameTag(etag, conflict.value.etag));
  if (!isKnown && !saving) void lookAtDisk();
}

/** The user chose between the two texts: their own, as it now stands in the dialog. */
export async function keepOwnText(text: string): Promise<void> {
  const onDisk = conflict.value;
  if (!onDisk) return;
  setBase({ text: editor.asShown(onDisk.text), etag: onDisk.etag });
  endConflict();
  editor.replaceByUser(text);
  textChanged();
  await save();
}

/** The user chose the text on disk. Their own stays in this browser and can be put back. */
export function takeDiskText(): void {
  const onDisk = conflict.value;
  if (!onDisk || !document) return;
  keepBackup(document, editor.text());
  endConflict();
  editor.follow(onDisk.text);
  setBase({ text: editor.text(), etag: onDisk.etag });
  unsaved = false;
  settle();
  offerBackup(document);
}

export function decideLater(): void {
  conflictShown.value = false;
  notify({
    kind: "conflict",
    tone: "warning",
    text: "Dit bestand is ook ergens anders veranderd. Uw tekst is nog niet bewaard.",
    action: { label: "Bekijk de verschillen", run: () => (conflictShown.value = true) },
  });
}

function begin(found: LetterText): void {
  editor.load(found.text);
  setBase({ text: editor.text(), etag: found.etag });
  diskTag = found.etag;
  unsaved = false;
  saveState.value = { kind: "saved" };
}

function setBase(text: LetterText | null): void {
  base = text;
  baseTag.value = text?.etag ?? null;
}

function restoreDraft(id: string, onDisk: LetterText): void {
  const draft = draftOf(id);
  if (!draft) return;
  if (draft.text === editor.text()) {
    dropDraft(id);
    return;
  }
  editor.replaceByUser(draft.text);
  if (sameTag(draft.base, onDisk.etag)) {
    notify({ kind: "draft", tone: "quiet", text: "Uw niet-bewaarde tekst is teruggezet." });
    textChanged();
  } else {
    setBase({ text: editor.asShown(onDisk.text), etag: draft.base });
    openConflict(onDisk);
    textChanged();
  }
}

function offerBackup(id: string): void {
  const backup = backupOf(id);
  if (!backup) return;
  notify({
    kind: "backup",
    tone: "quiet",
    text: "U ziet nu de tekst van schijf. Uw eigen tekst is bewaard in deze browser.",
    action: {
      label: "Uw tekst terugzetten",
      run: () => {
        dropBackup(id);
        dismiss("backup");
        editor.replaceByUser(backup.text);
        textChanged();
      },
    },
    closed: () => dropBackup(id),
  });
}

function showUnreadable(id: string, error: unknown): void {
  isUnreadable = true;
  const draft = draftOf(id);
  setBase(null);
  editor.load(draft?.text ?? "", true);
  const reason = error instanceof Refusal ? [error.message, error.hint].filter(Boolean).join(" ") : String(error);
  saveState.value = { kind: "none" };
  notify({
    kind: "unreadable",
    tone: "error",
    text: draft ? `${reason} Uw niet-bewaarde tekst staat hieronder; u kunt die kopiëren.` : reason,
  });
}

/** Before another letter is opened: what is not saved stays in this browser, and is saved when that goes by itself. */
function leave(): void {
  clearTimeout(autosaveTimer);
  keepNow();
  if (document && base && unsaved && settings.autosave.value && !conflict.value) writeLast(document, editor.text(), base.etag);
  endConflict();
  dismissAll();
  document = null;
  setBase(null);
  unsaved = false;
  saveState.value = { kind: "none" };
}

/** Writes the text of a letter that is left; one that is being saved at this moment has another version afterwards. */
function writeLast(id: string, text: string, etag: string): void {
  if (!saving) {
    void write(id, { text, etag });
    return;
  }
  void saving.then(async () => {
    try {
      const onDisk = await fetchLetter(id);
      if (sameTag(onDisk.etag, lastSaved.get(id) ?? "")) await write(id, { text, etag: onDisk.etag });
    } catch {
      // The draft stays in this browser.
    }
  });
}

/** Writes a letter's text; the letter may be another one than the one shown when the answer comes. */
async function write(id: string, letter: LetterText): Promise<boolean> {
  const isShown = () => document === id && base?.etag === letter.etag;
  if (isShown()) saveState.value = { kind: "saving" };
  try {
    const result = await saveLetter(id, letter);
    if (result.saved) lastSaved.set(id, result.etag);
    if (!isShown()) {
      if (result.saved && draftOf(id)?.text === letter.text) {
        dropDraft(id);
        send({ type: "discard", document: id });
      }
      return result.saved;
    }
    if (!result.saved) {
      saveState.value = { kind: "unsaved" };
      meetDisk(result.onDisk);
      return !unsaved;
    }
    setBase({ text: letter.text, etag: result.etag });
    diskTag = result.etag;
    dismiss("draft");
    unsaved = editor.text() !== letter.text;
    if (unsaved) {
      keepSafe(editor.text());
      saveState.value = { kind: "unsaved" };
      scheduleAutosave();
    } else settle();
    return true;
  } catch (error) {
    const isAway = error instanceof Refusal && error.status === 0 && !session.connected.value;
    // The page says so in a banner, and tries again when the server is back.
    if (isShown() && isAway) saveState.value = { kind: "unsaved" };
    else if (isShown()) {
      const message = error instanceof Refusal ? [error.message, error.hint].filter(Boolean).join(" ") : String(error);
      saveState.value = { kind: "failed", message };
    }
    return false;
  }
}

/** There is no unsaved text any more. */
function settle(): void {
  if (!document) return;
  clearTimeout(autosaveTimer);
  clearTimeout(keepTimer);
  keepTimer = 0;
  dropDraft(document);
  dismiss("storage");
  send({ type: "discard", document });
  saveState.value = { kind: "saved" };
}

async function lookAtDisk(): Promise<void> {
  const id = document;
  if (!id) return;
  try {
    const onDisk = await fetchLetter(id);
    if (document === id && !saving) meetDisk(onDisk);
  } catch {
    // The next message of the server tells what is on disk.
  }
}

/** Brings the editor and the file on disk together, when that takes no decision. */
function meetDisk(onDisk: LetterText): void {
  if (!base || sameTag(onDisk.etag, base.etag)) return;
  if (editor.asShown(onDisk.text) === editor.text()) {
    setBase({ text: editor.text(), etag: onDisk.etag });
    unsaved = false;
    endConflict();
    settle();
  } else if (!unsaved) {
    editor.follow(onDisk.text);
    setBase({ text: editor.text(), etag: onDisk.etag });
  } else openConflict(onDisk);
}

/** The same entity tag, with or without its quotation marks. */
export function sameTag(a: string, b: string): boolean {
  const bare = (tag: string) => tag.replace(/^W\//, "").replaceAll('"', "");
  return bare(a) === bare(b);
}

function openConflict(onDisk: LetterText): void {
  conflict.value = onDisk;
  conflictShown.value = true;
  clearTimeout(autosaveTimer);
}

function endConflict(): void {
  conflict.value = null;
  conflictShown.value = false;
  dismiss("conflict");
}

function keepSafe(text: string): void {
  if (!document || !base) return;
  keptSafe = keepDraft(document, text, base.etag);
  if (keptSafe) dismiss("storage");
  else
    notify({
      kind: "storage",
      tone: "warning",
      text: "Deze browser kan uw niet-bewaarde tekst niet vasthouden. Bewaar vaak.",
    });
}

/** Keeps what was typed in this browser, if that is still to be done. */
function keepNow(): void {
  if (!keepTimer) return;
  clearTimeout(keepTimer);
  keepTimer = 0;
  if (unsaved) keepSafe(editor.text());
}

function sendNow(): void {
  sendAwaited = false;
  if (document && unsaved) send({ type: "text", document, text: editor.text(), revision });
}

function scheduleAutosave(): void {
  clearTimeout(autosaveTimer);
  if (settings.autosave.value && !conflict.value) autosaveTimer = window.setTimeout(() => void save(), AUTOSAVE_PAUSE);
}

effect(() => {
  if (settings.autosave.value && unsaved) scheduleAutosave();
  else clearTimeout(autosaveTimer);
});

window.addEventListener("pagehide", keepNow);
// Unsaved text survives closing the tab, unless the browser could not keep it.
window.addEventListener("beforeunload", (event) => {
  keepNow();
  if (unsaved && !keptSafe && !session.expired.value) event.preventDefault();
});
