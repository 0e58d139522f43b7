// What the user has done beyond typing: documents are made, moved and thrown away, and go through the steps of the cycle.
// Which window asks for it is `asked`; the server does it.
import { signal } from "@preact/signals";
import * as editor from "./editor/editor.ts";
import { open } from "./navigation.ts";
import { notices } from "./notices.ts";
import type { Act, Desk, Discarded, Done, GoneDocument, ShownFinding, ShownFix } from "./protocol.ts";
import { reasonOf, Refused } from "./refused.ts";
import { fetchDesk, postAct } from "./requests.ts";
import { settings } from "./settings.ts";
import { current, noun, rows } from "./state.ts";
import { manuscript } from "./tab.ts";

/** A window that asks what it needs to know. */
export type Asked =
  | { what: "new" }
  | { what: "copy"; document: string; period: string }
  | { what: "move"; document: string }
  | { what: "discard"; document: string }
  | { what: "step"; document: string; status: string }
  | { what: "begin"; period: string }
  | { what: "correct" }
  | { what: "verify"; document: string | null }
  | { what: "versions"; document: string }
  | { what: "bin" }
  | { what: "mend"; finding: ShownFinding; fix: ShownFix };

export const asked = signal<Asked | null>(null);

/** What the windows need to know; null: not told yet. */
export const desk = signal<Desk | null>(null);

/** Opens a window; what it needs to know is fetched anew. */
export function ask(wanted: Asked): void {
  asked.value = wanted;
  void lookAtDesk();
}

export function dismiss(): void {
  asked.value = null;
}

/** Who works here is known from now on. */
export async function knowDesk(): Promise<void> {
  if (desk.peek() === null) await lookAtDesk();
}

async function lookAtDesk(): Promise<void> {
  try {
    desk.value = await fetchDesk();
  } catch {
    // The window says what is the matter when it asks for something.
  }
}

/** Who works here. */
export const worker = (): string => settings.by.value || desk.value?.user || "";

/** Does it, after what is typed was saved. */
export async function perform<What extends Done["what"]>(act: Act, gives: What): Promise<Extract<Done, { what: What }>> {
  if (!(await manuscript.save())) throw new Refused(0, "De tekst is nog niet bewaard.", "Los dat eerst op, en probeer het opnieuw.");
  const done = await postAct(act);
  if (done.what !== gives) throw new Refused(0, "Griffel antwoordt iets anders dan gevraagd.", "Laad de pagina opnieuw.");
  return done as Extract<Done, { what: What }>;
}

/** Shows a document that is there just now; the list may not have it yet. */
export async function openNew(document: string): Promise<void> {
  dismiss();
  await open(document);
}

export async function discard(document: string): Promise<void> {
  const discarded = await perform({ what: "discard", document }, "discarded");
  dismiss();
  const next = rows.value.find((row) => row.id !== document);
  if (document === current.value && next) await open(next.id);
  // Opening another document takes the messages of the one before away.
  notices.notify({
    kind: "discarded",
    tone: "quiet",
    text: `${discarded.document} ligt in de prullenbak.`,
    action: { label: "Zet terug", run: () => void restore(discarded) },
  });
}

export async function restore({ entry }: Discarded): Promise<void> {
  try {
    const { document } = await perform({ what: "restore", entry }, "document");
    notices.dismiss("discarded");
    await openNew(document);
  } catch (error) {
    tell("discarded", error);
  }
}

/** Brings back a document that is gone, as it was last. */
export async function revive({ document: gone, version }: GoneDocument): Promise<void> {
  try {
    const { document } = await perform({ what: "revive", document: gone, version }, "document");
    await openNew(document);
  } catch (error) {
    tell("discarded", error);
  }
}

/** Says why something was not done. */
export function tell(kind: string, error: unknown): void {
  notices.notify({ kind, tone: "error", text: reasonOf(error) });
}

/** The text of a document that was corrected becomes what it was. */
export function offerWayBack(before: string): void {
  const document = current.value;
  const back = () => {
    if (document !== current.value) return;
    editor.replaceByUser(before);
    manuscript.changed();
    notices.dismiss("correction");
  };
  notices.notify({
    kind: "correction",
    tone: "quiet",
    text: `Dit is nu een correctie. De vastgestelde ${noun.value} blijft bewaard.`,
    action: { label: "Toch niet", run: back },
  });
}

/** What comes after a status: how it is asked for, and the status that it gives. Null: nothing. */
export function nextStep(status: string | null): { label: string; status: string } | null {
  switch (status) {
    case null:
    case "concept":
      return { label: "Ambtelijk akkoord", status: "ambtelijk akkoord" };
    case "ambtelijk akkoord":
      return { label: "Stel vast", status: "vastgesteld" };
    case "vastgesteld":
    case "gecorrigeerd":
      return { label: "Is verzonden", status: "verzonden" };
    default:
      return null;
  }
}
