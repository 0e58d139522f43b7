// What happens with each message of the server; one that is only shown is taken from `latest` where it is shown.
import { batch, effect, signal } from "@preact/signals";
import { documentInAddress } from "./address.ts";
import { announce, counted } from "./announce.ts";
import { commentsArrived } from "./comments/comments.ts";
import { markCommentsOnPages } from "./comments/onPages.ts";
import { followComments } from "./comments/placing.ts";
import { newsArrived } from "./comparison.ts";
import { connect, send } from "./connection.ts";
import * as editor from "./editor/editor.ts";
import { sameTag } from "./manuscript.ts";
import { documentCame, followCursor, open } from "./navigation.ts";
import { notices } from "./notices.ts";
import { overviewArrived } from "./overview.ts";
import { pages } from "./pages/pages.ts";
import type { ListedDocument, ShownDocument, ToPage } from "./protocol.ts";
import { session } from "./session.ts";
import { settings } from "./settings.ts";
import { tellShows, tellShowsAgain } from "./shows.ts";
import { followFolder } from "./shelf/follow.ts";
import { fetchAhead } from "./slides/ahead.ts";
import { link } from "./slides/link.ts";
import { watchPresenting } from "./slides/presenting.ts";
import { tellSight } from "./slides/sight.ts";
import * as slides from "./slides/state.ts";
import { listKnown, busy, current, rows, rowsInOrder, sharedFindings, shown, trouble } from "./state.ts";
import { manuscript, orphans, watchTab } from "./tab.ts";

/** Until the pages have been painted, in milliseconds. */
const AFTER_PAGES = 80;

/** What was told last of the document shown. */
const latest = signal<ShownDocument | null>(null);

export function start(): void {
  connect(receive);
  watchTab();
  tellShows();
  tellSight();
  followFolder();
  watchPresenting();
  link("zaal");
  fetchAhead();
  followComments();
  markCommentsOnPages();
  effect(() => underline(latest.value, manuscript.baseTag.value));
  effect(() => editor.lock(shown.value?.adopted != null));
  window.addEventListener("hashchange", () => {
    const wanted = documentInAddress();
    if (wanted && wanted !== current.value && rows.value.some((row) => row.id === wanted)) void open(wanted);
  });
}

function receive(message: ToPage): void {
  switch (message.type) {
    case "hello":
      // Another version of the program has another page; what was typed is kept.
      if (session.about.value && session.about.value.version !== message.version) return location.reload();
      if (!session.greet(message)) break;
      pages.forgetWhatWasTold();
      if (current.value) {
        send({ type: "open", document: current.value });
        manuscript.resume();
      }
      tellShowsAgain();
      break;
    case "list":
      if (trouble.value?.document === null) trouble.value = null;
      showList(message.documents);
      sharedFindings.value = message.shared;
      break;
    case "listed":
      rows.value = rows.value.map((row) => (row.id === message.document.id ? message.document : row));
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
    case "unkept":
      notices.notify({ kind: "unkept", tone: "warning", text: message.message });
      break;
    case "comments":
      commentsArrived(message);
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

function showList(documents: ListedDocument[]): void {
  batch(() => {
    rows.value = documents;
    listKnown.value = true;
  });
  orphans.tell(documents);
  const known = (id: string | null) => documents.some((row) => row.id === id);
  if (current.value) {
    if (!known(current.value)) manuscript.diskSeen(null);
    return;
  }
  const wanted = [documentInAddress(), settings.lastDocument.value].find(known);
  const first = wanted ?? rowsInOrder.value[0]?.id;
  if (first) void open(first);
}

function showDocument(message: ShownDocument): void {
  const before = shown.peek();
  batch(() => {
    trouble.value = null;
    busy.value = false;
    shown.value = {
      title: message.title,
      status: message.status,
      adopted: message.adopted,
      findings: message.findings,
      numbers: message.numbers ?? before?.numbers ?? [],
      hasErrors: !message.good,
      pagesOutdated: !message.fresh,
      hasPages: message.pages !== null || (before?.hasPages ?? false),
      fromElsewhere: message.revision !== null && message.revision !== manuscript.lastRevision && !manuscript.hasUnsaved,
    };
  });
  slides.update(message);
  pages.update(message);
  latest.value = message;
  announce(summary(message));
  // The pages come first.
  setTimeout(() => {
    if (message.document !== current.peek()) return;
    manuscript.diskSeen(message.disk);
    documentCame(message.document);
    if (manuscript.hasUnsaved && message.revision === manuscript.lastRevision) followCursor();
  }, AFTER_PAGES);
  if (message.good) notices.dismiss("pdf");
}

/** Findings of another text than the editor's would be underlined in the wrong place; those of its own are on their way. */
function underline(message: ShownDocument | null, base: string | null): void {
  if (message?.document !== current.peek() || base === null) return;
  const isSaved = message.revision === null && message.disk !== null && sameTag(message.disk, base);
  if (manuscript.hasUnsaved ? message.revision === manuscript.lastRevision : isSaved) editor.showFindings(message.findings);
}

function summary({ kind, fresh, findings }: ShownDocument): string {
  const errors = findings.filter((finding) => finding.severity === "fout").length;
  const warnings = findings.length - errors;
  const sheets = kind === "presentatie" ? "dia's" : "bladzijden";
  const parts = [fresh ? `${sheets[0]?.toUpperCase()}${sheets.slice(1)} bijgewerkt` : `Er kunnen nu geen ${sheets} gemaakt worden`];
  if (errors > 0) parts.push(counted(errors, "fout", "fouten"));
  if (warnings > 0) parts.push(counted(warnings, "waarschuwing", "waarschuwingen"));
  return parts.join(", ");
}
