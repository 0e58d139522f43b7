// The text in the editor: what of it is not saved yet, saving it, and changes made elsewhere.
// All that it needs of the browser is handed in, so that a test can play the rest.
import { batch, effect, type ReadonlySignal, signal } from "@preact/signals";
import type { Clock } from "./clock.ts";
import { statusIn } from "./correction.ts";
import type { Drafts } from "./drafts.ts";
import { hasAll, isBefore } from "./merge/alignment.ts";
import { merge, type Merged } from "./merge/merge.ts";
import type { Notices } from "./notices.ts";
import type { Past, Pasts } from "./pasts.ts";
import type { FromPage } from "./protocol.ts";
import { Refused, reasonOf } from "./refused.ts";
import type { Session } from "./session.ts";

const AUTOSAVE_PAUSE = 1500;
/** What is typed is kept in this browser within this time, so that keeping it does not hold up the pages. */
const KEEP_WITHIN = 100;
/** Somebody else may save in between again and again; typing goes on meanwhile. */
const MOST_TRIES = 5;
/** A program that read the file before it was saved here may write it so long after. */
const OVERTAKEN_WITHIN = 15_000;
/** Most programs empty a file before they write it. */
const LOOK_AGAIN = 400;
/** So often, because it may be being written each time. */
const MOST_EMPTY = 4;
/** What needs no answer is told so long. */
const TOLD_FOR = 20_000;

/** A text and the entity tag of the file that it is, or is based on. */
export interface VersionedText {
  text: string;
  etag: string;
}

/** What the editor's text is based on, as it was on disk; without a text where only its tag is known. */
export interface Base {
  text: string | null;
  etag: string;
}

export type SaveResult = { saved: true; etag: string } | { saved: false; onDisk: VersionedText };

/** Where the texts are. What is refused is thrown: [Refused]. */
export interface Files {
  fetchText(document: string): Promise<VersionedText>;
  /** Saves unless the file has another entity tag by now. */
  saveText(document: string, text: VersionedText): Promise<SaveResult>;
}

export interface TextEditor {
  text(): string;
  /** A text with the line ends that the editor gives it. */
  asShown(text: string): string;
  /** Shows another text; `locked`: it can only be read. */
  load(text: string, locked?: boolean): void;
  /** Follows a change made elsewhere. */
  follow(text: string): void;
  /** Changes the text as if the user had done it. */
  replaceByUser(text: string): void;
  /** How the text came about; null: nothing was done to it. */
  past(): Past | null;
  /** Takes up the past of the text that is shown. */
  takeUp(past: Past): void;
}

export interface Surroundings {
  editor: TextEditor;
  files: Files;
  send(message: FromPage): void;
  session: Session;
  drafts: Drafts;
  pasts: Pasts;
  notices: Notices;
  clock: Clock;
  /** Whether it is saved when typing pauses. */
  autosave: ReadonlySignal<boolean>;
  /** To the clipboard. */
  copy(text: string): void;
  /** "deze brief" or "deze presentatie" */
  thisDocument(): string;
}

export type SaveState = { kind: "none" | "saved" | "unsaved" | "saving" } | { kind: "failed"; message: string };

export class Manuscript {
  readonly saveState = signal<SaveState>({ kind: "none" });
  /** The file was changed elsewhere while there is unsaved text. */
  readonly conflict = signal<VersionedText | null>(null);
  readonly conflictShown = signal(false);
  /** The version on disk that the editor's text is based on. */
  readonly baseTag = signal<string | null>(null);

  private readonly around: Surroundings;
  private document: string | null = null;
  private base: Base | null = null;
  /** Texts that were sent to be saved without an answer: one of them may be on disk. */
  private unanswered: string[] = [];
  /** What was saved here just now, and over what; the latest last. */
  private justSaved: { text: string; over: string; at: number }[] = [];
  private unsaved = false;
  private revision = 0;
  private keptSafe = true;
  private diskTag: string | null = null;
  /** What this tab saved last, by document. */
  private readonly lastSaved = new Map<string, string>();
  /** How often in a row nothing was on disk: it is looked at again before that is believed. */
  private timesEmpty = 0;
  private saving: Promise<boolean> | null = null;
  private sendAwaited = false;
  private keepTimer = 0;
  private autosaveTimer = 0;
  private toldTimer = 0;
  private lookTimer = 0;
  /** The file could not be shown in the editor. */
  private isUnreadable = false;
  /** Counts openings, so that a late answer for an earlier document is recognised. */
  private opening = 0;

  constructor(around: Surroundings) {
    this.around = around;
    effect(() => {
      if (around.autosave.value && this.unsaved) this.scheduleAutosave();
      else around.clock.cancel(this.autosaveTimer);
    });
  }

  get hasUnsaved(): boolean {
    return this.unsaved;
  }

  get lastRevision(): number {
    return this.revision;
  }

  /** There is unsaved text that this browser could not keep. */
  get canBeLost(): boolean {
    return this.unsaved && !this.keptSafe && !this.around.session.expired.value;
  }

  /** Fetches the text of a document and shows it in the editor. */
  async open(document: string): Promise<void> {
    this.leave();
    const ticket = ++this.opening;
    this.document = document;
    this.isUnreadable = false;
    try {
      const found = await this.around.files.fetchText(document);
      if (ticket !== this.opening) return;
      // In one go: who follows which text it is finds it with all that was done to it.
      batch(() => {
        this.begin(found);
        this.restoreDraft(document, found);
        this.restorePast(document);
      });
      this.offerBackup(document);
    } catch (error) {
      if (ticket !== this.opening) return;
      this.showUnreadable(document, error);
    }
  }

  /** The server answers again: it must know the unsaved text too, and an interrupted save is tried again. */
  resume(): void {
    if (!this.document) return;
    if (!this.base) void this.open(this.document);
    else if (this.unsaved) {
      this.sendNow();
      this.scheduleAutosave();
    }
  }

  /** The user changed the text in the editor. */
  changed(): void {
    if (!this.document || !this.base) return;
    const { editor, clock } = this.around;
    this.revision += 1;
    this.unsaved = editor.text() !== this.base.text;
    if (!this.unsaved) {
      this.settle();
      return;
    }
    if (!this.keepTimer) this.keepTimer = clock.after(KEEP_WITHIN, () => this.keepNow());
    if (!this.sendAwaited) {
      this.sendAwaited = true;
      clock.soon(() => this.sendNow());
    }
    this.saveState.value = { kind: "unsaved" };
    this.scheduleAutosave();
  }

  /** Whether all text is on disk afterwards. */
  async save(): Promise<boolean> {
    this.around.clock.cancel(this.autosaveTimer);
    if (this.saving) await this.saving;
    if (!this.document || !this.base || !this.unsaved) return true;
    if (this.conflict.value) {
      this.conflictShown.value = true;
      return false;
    }
    const { document } = this;
    let done = false;
    for (let tries = 0; tries < MOST_TRIES && !done; tries += 1) {
      const { etag } = this.base;
      this.saving = this.write(document, { text: this.around.editor.text(), etag });
      done = await this.saving;
      this.saving = null;
      // Merged with what is on disk by now, it can be saved over that.
      const isMerged = this.document === document && this.conflict.value === null && this.base !== null && this.base.etag !== etag;
      if (isMerged) continue;
      if (this.timesEmpty === 0) break;
      await new Promise<void>((resolve) => this.around.clock.after(LOOK_AGAIN, resolve));
      if (this.document !== document || !this.base || this.conflict.value) return false;
    }
    if (this.diskTag) this.diskSeen(this.diskTag);
    return done;
  }

  /** The server tells which version of the file is on disk; null: there is no file. */
  diskSeen(etag: string | null): void {
    const { editor, notices } = this.around;
    this.diskTag = etag;
    if (!this.base) {
      // It could not be read before.
      if (etag !== null && this.document && this.isUnreadable) void this.open(this.document);
      return;
    }
    if (etag === null) {
      notices.notify({
        kind: "gone",
        tone: "warning",
        text: `Het bestand van ${this.around.thisDocument()} is verwijderd of heeft een andere naam gekregen. Uw tekst staat hier nog.`,
        action: { label: "Kopieer de tekst", run: () => this.around.copy(editor.text()) },
      });
      return;
    }
    notices.dismiss("gone");
    // Who is choosing between two texts goes on doing that; what is on disk by then comes after it.
    if (this.conflictShown.value) return;
    const isKnown = sameTag(etag, this.base.etag) || (this.conflict.value !== null && sameTag(etag, this.conflict.value.etag));
    if (!isKnown && !this.saving) void this.lookAtDisk();
  }

  /** What both texts of a conflict are together, with line ends of one sign; null: it is not known what they were made of. */
  together(): Merged | null {
    const onDisk = this.conflict.value;
    if (!onDisk || !this.base || this.base.text === null) return null;
    const plain = (text: string) => text.split(/\r\n?|\n/).join("\n");
    return merge(plain(this.base.text), plain(this.around.editor.text()), plain(onDisk.text));
  }

  /** The user chose between the two texts: their own, as it now stands in the dialog. */
  async keepOwnText(text: string): Promise<void> {
    const { editor } = this.around;
    const onDisk = this.conflict.value;
    if (!onDisk) return;
    this.setBase({ text: editor.asShown(onDisk.text), etag: onDisk.etag });
    this.endConflict();
    editor.replaceByUser(text);
    this.changed();
    await this.save();
  }

  /** The user chose the text on disk. Their own stays in this browser and can be put back. */
  takeDiskText(): void {
    const { editor, drafts, notices } = this.around;
    const onDisk = this.conflict.value;
    if (!onDisk || !this.document) return;
    const { document } = this;
    const own = editor.text();
    const isKept = this.withRoom(() => drafts.keepBackup(document, own));
    this.endConflict();
    // Where this browser cannot keep it, undo brings it back.
    if (isKept) editor.follow(onDisk.text);
    else editor.replaceByUser(onDisk.text);
    this.setBase({ text: editor.text(), etag: onDisk.etag });
    this.unsaved = false;
    this.settle();
    if (isKept) this.offerBackup(document);
    else
      notices.notify({
        kind: "backup",
        tone: "warning",
        text: "U ziet nu de tekst van schijf. Deze browser kan uw eigen tekst niet bewaren: haal die zo nodig nu terug met Ctrl+Z.",
      });
    if (this.diskTag) this.diskSeen(this.diskTag);
  }

  decideLater(): void {
    this.conflictShown.value = false;
    this.around.notices.notify({
      kind: "conflict",
      tone: "warning",
      text: "Dit bestand is ook ergens anders veranderd. Uw tekst is nog niet bewaard.",
      action: { label: "Bekijk de verschillen", run: () => (this.conflictShown.value = true) },
    });
    if (this.diskTag) this.diskSeen(this.diskTag);
  }

  /** Keeps what was typed in this browser, if that is still to be done. */
  keepNow(): void {
    if (!this.keepTimer) return;
    this.around.clock.cancel(this.keepTimer);
    this.keepTimer = 0;
    if (this.unsaved) this.keepSafe(this.around.editor.text());
  }

  /** Keeps in this browser what was done to the text, so that it can be taken back later. */
  keepPast(): void {
    const { editor, pasts } = this.around;
    if (this.document && this.base && !this.conflict.value) pasts.keep(this.document, editor.past());
  }

  private begin(found: VersionedText): void {
    const { editor } = this.around;
    editor.load(found.text);
    this.setBase({ text: editor.text(), etag: found.etag });
    this.diskTag = found.etag;
    this.unsaved = false;
    this.saveState.value = { kind: "saved" };
  }

  private setBase(base: Base | null): void {
    this.base = base;
    this.baseTag.value = base?.etag ?? null;
    this.unanswered = [];
  }

  private restoreDraft(document: string, onDisk: VersionedText): void {
    const { editor, drafts, notices } = this.around;
    const draft = drafts.of(document);
    if (!draft) return;
    if (draft.text === editor.text()) {
      drafts.drop(document);
      return;
    }
    const own = editor.asShown(draft.text);
    const base = draft.baseText === null ? null : editor.asShown(draft.baseText);
    const isOld = !sameTag(draft.base, onDisk.etag);
    const merged = isOld && base !== null ? this.mergedByItself(base, own, editor.text()) : null;
    if (isOld && merged === null) {
      editor.replaceByUser(own);
      this.setBase({ text: base, etag: draft.base });
      this.openConflict(onDisk);
    } else if (merged !== editor.text()) {
      editor.replaceByUser(merged ?? own);
      const both = merged === null ? "" : ` ${this.toldOfMerge()}`;
      notices.notify({ kind: "draft", tone: "quiet", text: `Uw niet-bewaarde tekst is teruggezet.${both}` });
    }
    this.changed();
  }

  private restorePast(document: string): void {
    const { editor, pasts } = this.around;
    const past = this.conflict.value ? null : pasts.of(document, editor.text());
    if (past) editor.takeUp(past);
  }

  private offerBackup(document: string): void {
    const { editor, drafts, notices } = this.around;
    const backup = drafts.backupOf(document);
    if (!backup) return;
    notices.notify({
      kind: "backup",
      tone: "quiet",
      text: "U ziet nu de tekst van schijf. Uw eigen tekst is bewaard in deze browser.",
      action: {
        label: "Uw tekst terugzetten",
        run: () => {
          drafts.dropBackup(document);
          notices.dismiss("backup");
          editor.replaceByUser(backup.text);
          this.changed();
        },
      },
      closed: () => drafts.dropBackup(document),
    });
  }

  private showUnreadable(document: string, error: unknown): void {
    const { editor, drafts, notices } = this.around;
    this.isUnreadable = true;
    const draft = drafts.of(document);
    this.setBase(null);
    editor.load(draft?.text ?? "", true);
    const reason = reasonOf(error);
    this.saveState.value = { kind: "none" };
    notices.notify({
      kind: "unreadable",
      tone: "error",
      text: draft ? `${reason} Uw niet-bewaarde tekst staat hieronder; u kunt die kopiëren.` : reason,
    });
  }

  /** Before another document is opened: what is not saved stays in this browser, and is saved when that goes by itself. */
  private leave(): void {
    const { clock, editor, notices, autosave } = this.around;
    clock.cancel(this.autosaveTimer);
    clock.cancel(this.lookTimer);
    this.keepNow();
    this.keepPast();
    if (this.document && this.base && this.unsaved && autosave.value && !this.conflict.value)
      this.writeLast(this.document, editor.text(), this.base.etag);
    this.endConflict();
    notices.dismissAll();
    this.document = null;
    this.setBase(null);
    this.justSaved = [];
    this.timesEmpty = 0;
    this.unsaved = false;
    this.saveState.value = { kind: "none" };
  }

  /** Writes the text of a document that is left; one that is being saved at this moment has another version afterwards. */
  private writeLast(document: string, text: string, etag: string): void {
    if (!this.saving) {
      void this.write(document, { text, etag });
      return;
    }
    void this.saving.then(async () => {
      try {
        const onDisk = await this.around.files.fetchText(document);
        if (sameTag(onDisk.etag, this.lastSaved.get(document) ?? "")) await this.write(document, { text, etag: onDisk.etag });
      } catch {
        // The draft stays in this browser.
      }
    });
  }

  /** Writes a document's text; it may be another one than the one shown when the answer comes. */
  private async write(document: string, text: VersionedText): Promise<boolean> {
    const { editor, drafts, files, notices, session } = this.around;
    const isShown = () => this.document === document && this.base?.etag === text.etag;
    // What is sent to a server that is away does not arrive.
    const wasConnected = session.connected.value;
    if (isShown()) this.saveState.value = { kind: "saving" };
    try {
      const result = await files.saveText(document, text);
      if (result.saved) this.lastSaved.set(document, result.etag);
      if (!isShown()) {
        if (result.saved && drafts.of(document)?.text === text.text) {
          drafts.drop(document);
          this.around.send({ type: "discard", document });
        }
        return result.saved;
      }
      if (!result.saved) {
        this.saveState.value = { kind: "unsaved" };
        this.meetDisk(result.onDisk);
        return !this.unsaved;
      }
      this.noteSaved(text.text);
      this.setBase({ text: text.text, etag: result.etag });
      this.diskTag = result.etag;
      notices.dismiss("draft");
      this.unsaved = editor.text() !== text.text;
      if (this.unsaved) {
        this.keepSafe(editor.text());
        this.saveState.value = { kind: "unsaved" };
        this.scheduleAutosave();
      } else this.settle();
      return true;
    } catch (error) {
      const isUnanswered = error instanceof Refused && error.status === 0;
      if (isUnanswered && wasConnected && isShown()) this.unanswered = [text.text, ...this.unanswered].slice(0, MOST_TRIES);
      const isAway = isUnanswered && !session.connected.value;
      // The page says so in a banner, and tries again when the server is back.
      if (isShown()) this.saveState.value = isAway ? { kind: "unsaved" } : { kind: "failed", message: reasonOf(error) };
      return false;
    }
  }

  private noteSaved(text: string): void {
    const at = this.around.clock.now();
    const recent = this.justSaved.filter((saved) => at - saved.at < OVERTAKEN_WITHIN);
    const over = this.base?.text;
    this.justSaved = over == null ? recent : [...recent, { text, over, at }];
  }

  /** There is no unsaved text any more. */
  private settle(): void {
    const { clock, drafts, notices } = this.around;
    if (!this.document) return;
    clock.cancel(this.autosaveTimer);
    clock.cancel(this.keepTimer);
    this.keepTimer = 0;
    drafts.drop(this.document);
    notices.dismiss("storage");
    this.around.send({ type: "discard", document: this.document });
    this.saveState.value = { kind: "saved" };
  }

  private async lookAtDisk(): Promise<void> {
    const { document } = this;
    if (!document) return;
    try {
      const onDisk = await this.around.files.fetchText(document);
      if (this.document === document && !this.saving && !this.conflictShown.value) this.meetDisk(onDisk);
    } catch {
      // The next message of the server tells what is on disk.
    }
  }

  /** Brings the editor and the file on disk together, when that takes no decision. */
  private meetDisk(onDisk: VersionedText): void {
    const { editor } = this.around;
    if (!this.base || sameTag(onDisk.etag, this.base.etag)) return;
    const theirs = editor.asShown(onDisk.text);
    if (theirs === "" && this.timesEmpty < MOST_EMPTY) {
      this.timesEmpty += 1;
      this.around.clock.cancel(this.lookTimer);
      this.lookTimer = this.around.clock.after(LOOK_AGAIN, () => void this.lookAtDisk());
      return;
    }
    this.timesEmpty = 0;
    const isOwn = this.unanswered.includes(theirs);
    const base = this.likelyBase(theirs);
    if (theirs === editor.text()) {
      this.setBase({ text: theirs, etag: onDisk.etag });
      this.unsaved = false;
      this.endConflict();
      this.settle();
    } else if (!this.unsaved && base === this.base.text) {
      editor.follow(onDisk.text);
      this.setBase({ text: editor.text(), etag: onDisk.etag });
    } else {
      const merged = base === null ? null : this.mergedByItself(base, editor.text(), theirs);
      if (merged === null) {
        this.base.text = base;
        this.openConflict(onDisk);
        return;
      }
      editor.follow(merged);
      this.setBase({ text: theirs, etag: onDisk.etag });
      this.endConflict();
      if (!isOwn) this.tellOfMerge();
      this.changed();
    }
  }

  /** What the text on disk was made of, which may be a little more or less than this tab knows to be saved. */
  private likelyBase(theirs: string): string | null {
    const base = this.base?.text ?? null;
    if (base === null) return null;
    // What was saved here last may have arrived without an answer.
    const arrived = this.unanswered.find((text) => hasAll(theirs, text, base));
    if (arrived !== undefined) return arrived;
    // Or somebody read the file before that, and wrote it after.
    let older = base;
    const now = this.around.clock.now();
    for (const { text, over, at } of [...this.justSaved].reverse()) {
      if (now - at >= OVERTAKEN_WITHIN || !isBefore(theirs, text, over)) break;
      older = over;
    }
    return older;
  }

  /** What two texts are together, if nobody need be asked. */
  private mergedByItself(base: string, mine: string, theirs: string): string | null {
    // What was agreed or adopted does not change without a word.
    if (statusIn(base) !== statusIn(theirs)) return null;
    const { text, conflicts } = merge(base, mine, theirs);
    return conflicts.length === 0 ? text : null;
  }

  private toldOfMerge(): string {
    return `Een collega veranderde intussen ook ${this.around.thisDocument()}. Beide veranderingen staan er.`;
  }

  private tellOfMerge(): void {
    const { clock, notices } = this.around;
    notices.notify({ kind: "merged", tone: "quiet", text: this.toldOfMerge() });
    clock.cancel(this.toldTimer);
    this.toldTimer = clock.after(TOLD_FOR, () => notices.dismiss("merged"));
  }

  /** Who decided to look later is not asked again before saving. */
  private openConflict(onDisk: VersionedText): void {
    const isPutOff = this.conflict.value !== null && !this.conflictShown.value;
    this.conflict.value = onDisk;
    this.conflictShown.value = !isPutOff;
    this.around.clock.cancel(this.autosaveTimer);
  }

  private endConflict(): void {
    this.conflict.value = null;
    this.conflictShown.value = false;
    this.around.notices.dismiss("conflict");
  }

  private keepSafe(text: string): void {
    const { drafts, notices } = this.around;
    const { document, base } = this;
    if (!document || !base) return;
    this.keptSafe = this.withRoom(() => drafts.keep(document, text, base));
    if (this.keptSafe) notices.dismiss("storage");
    else
      notices.notify({
        kind: "storage",
        tone: "warning",
        text: "Deze browser kan uw niet-bewaarde tekst niet vasthouden. Bewaar vaak.",
      });
  }

  /** Keeps a text in this browser, where the pasts of texts give way to it. */
  private withRoom(keep: () => boolean): boolean {
    if (keep()) return true;
    this.around.pasts.forgetAll();
    return keep();
  }

  private sendNow(): void {
    this.sendAwaited = false;
    if (this.document && this.unsaved)
      this.around.send({ type: "text", document: this.document, text: this.around.editor.text(), revision: this.revision });
  }

  private scheduleAutosave(): void {
    const { clock, autosave } = this.around;
    clock.cancel(this.autosaveTimer);
    if (autosave.value && !this.conflict.value) this.autosaveTimer = clock.after(AUTOSAVE_PAUSE, () => void this.save());
  }
}

/** The same entity tag, with or without its quotation marks. */
export function sameTag(a: string, b: string): boolean {
  const bare = (tag: string) => tag.replace(/^W\//, "").replaceAll('"', "");
  return bare(a) === bare(b);
}
