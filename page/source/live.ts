// What happens with each message of the server, and which document is shown.
import { batch, effect, signal } from "@preact/signals";
import { documentInAddress, showInAddress } from "./address.ts";
import { announce, counted } from "./announce.ts";
import { connect, send } from "./connection.ts";
import { followCursor } from "./actions.ts";
import { askForNews, newsArrived } from "./comparison.ts";
import { dismiss } from "./notices.ts";
import { tellOfOrphans } from "./orphans.ts";
import { askForOverview, overviewArrived } from "./overview.ts";
import { session } from "./session.ts";
import * as editor from "./editor/editor.ts";
import { baseTag, diskSeen, hasUnsaved, lastRevision, openLetter, resume, sameTag } from "./letter.ts";
import * as pages from "./pages/view.ts";
import type { DocumentMessage, Row, ServerMessage } from "./protocol.ts";
import { settings } from "./settings.ts";
import { fetchAhead } from "./slides/ahead.ts";
import { link } from "./slides/link.ts";
import { watchPresenting } from "./slides/presenting.ts";
import * as slides from "./slides/state.ts";
import {
  boardKnown,
  busy,
  chosenAnchor,
  chosenFinding,
  current,
  hello,
  rows,
  rowsInOrder,
  sharedFindings,
  shown,
  trouble,
  vocabulary,
} from "./state.ts";

/** Until the pages have been painted, in milliseconds. */
const AFTER_PAGES = 80;

/** What was told last of the document shown. */
const latest = signal<DocumentMessage | null>(null);

export function start(): void {
  connect(receive);
  watchPresenting();
  link("zaal");
  fetchAhead();
  effect(() => underline(latest.value, baseTag.value));
  effect(() => editor.lock(shown.value?.adopted != null));
  window.addEventListener("hashchange", () => {
    const wanted = documentInAddress();
    if (wanted && wanted !== current.value && rows.value.some((row) => row.id === wanted)) void open(wanted);
  });
}

let afterwards: { document: string; run: () => void } | null = null;

/** Runs when the pages of a document are there. */
export function whenShown(document: string, run: () => void): void {
  if (document === current.value && shown.value?.hasPages) run();
  else afterwards = { document, run };
}

/** Shows a document; ends when its text is in the editor. */
export async function open(document: string): Promise<void> {
  if (document === current.value) return;
  batch(() => {
    current.value = document;
    shown.value = null;
    trouble.value = null;
    busy.value = false;
    chosenAnchor.value = null;
    chosenFinding.value = null;
    vocabulary.value = [];
  });
  settings.lastDocument.value = document;
  showInAddress(document);
  send({ type: "open", document });
  await openLetter(document);
}

function receive(message: ServerMessage): void {
  switch (message.type) {
    case "hello":
      // Something else may answer at this port by now; it gets nothing.
      if (hello.value && hello.value.run !== message.run) {
        session.expired.value = true;
        break;
      }
      hello.value = message;
      pages.forgetWhatWasTold();
      if (current.value) {
        send({ type: "open", document: current.value });
        resume();
      }
      askForOverview();
      askForNews();
      break;
    case "board":
      if (trouble.value?.document === null) trouble.value = null;
      showBoard(message.documents);
      sharedFindings.value = message.shared;
      break;
    case "row":
      rows.value = rows.value.map((row) => (row.id === message.row.id ? message.row : row));
      break;
    case "document":
      if (message.document === current.value) showDocument(message);
      break;
    case "overview":
      overviewArrived(message.board);
      break;
    case "difference":
      newsArrived(message);
      break;
    case "bands":
      pages.bandsArrived(message.bands);
      break;
    case "vocabulary":
      if (message.document === current.value) vocabulary.value = message.words;
      break;
    case "busy":
      if (message.document === current.value) busy.value = true;
      break;
    case "trouble":
      if (message.document !== null && message.document !== current.value) break;
      busy.value = false;
      trouble.value = message;
      break;
  }
}

function showBoard(documents: Row[]): void {
  batch(() => {
    rows.value = documents;
    boardKnown.value = true;
  });
  tellOfOrphans(documents);
  const known = (id: string | null) => documents.some((row) => row.id === id);
  if (current.value) {
    if (!known(current.value)) diskSeen(null);
    return;
  }
  const wanted = [documentInAddress(), settings.lastDocument.value].find(known);
  const first = wanted ?? rowsInOrder.value[0]?.id;
  if (first) void open(first);
}

function showDocument(message: DocumentMessage): void {
  const before = shown.peek();
  batch(() => {
    trouble.value = null;
    busy.value = false;
    shown.value = {
      title: message.title,
      status: message.status,
      adopted: message.adopted,
      findings: message.findings,
      figures: message.figures ?? before?.figures ?? [],
      hasErrors: !message.good,
      pagesOutdated: !message.fresh,
      hasPages: message.pages !== null || (before?.hasPages ?? false),
      fromElsewhere: message.revision !== null && message.revision !== lastRevision() && !hasUnsaved(),
    };
  });
  slides.update(message);
  pages.update(message);
  latest.value = message;
  announce(summary(message));
  // The pages come first.
  setTimeout(() => {
    if (message.document !== current.peek()) return;
    diskSeen(message.disk);
    if (afterwards?.document === message.document) {
      const { run } = afterwards;
      afterwards = null;
      run();
    }
    if (hasUnsaved() && message.revision === lastRevision()) followCursor();
  }, AFTER_PAGES);
  if (message.good) dismiss("pdf");
}

/** Findings of another text than the editor's would be underlined in the wrong place; those of its own are on their way. */
function underline(message: DocumentMessage | null, base: string | null): void {
  if (message?.document !== current.peek() || base === null) return;
  const isSaved = message.revision === null && message.disk !== null && sameTag(message.disk, base);
  if (hasUnsaved() ? message.revision === lastRevision() : isSaved) editor.showFindings(message.findings);
}

function summary({ kind, fresh, findings }: DocumentMessage): string {
  const errors = findings.filter((finding) => finding.severity === "fout").length;
  const warnings = findings.length - errors;
  const sheets = kind === "presentatie" ? "dia's" : "bladzijden";
  const parts = [fresh ? `${sheets[0]?.toUpperCase()}${sheets.slice(1)} bijgewerkt` : `Er kunnen nu geen ${sheets} gemaakt worden`];
  if (errors > 0) parts.push(counted(errors, "fout", "fouten"));
  if (warnings > 0) parts.push(counted(warnings, "waarschuwing", "waarschuwingen"));
  return parts.join(", ");
}
