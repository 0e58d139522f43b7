// What a button at a finding does so that the finding goes away: in the text in the editor, or in a file with data.
import { announce } from "./announce.ts";
import { asked } from "./acts.ts";
import * as editor from "./editor/editor.ts";
import { edited } from "./editor/edits.ts";
import { notices } from "./notices.ts";
import type { ShelfDone, ShownFinding, ShownFix } from "./protocol.ts";
import { reasonOf, Refused } from "./refused.ts";
import { postShelf } from "./requests.ts";
import { isOnShelf, look } from "./shelf/shelf.ts";
import { shown } from "./state.ts";

/** Whether what a finding is about can be changed here. */
export function mayMend(finding: ShownFinding): boolean {
  return finding.inManuscript ? !shown.value?.adopted : isOnShelf(finding.file);
}

/** The fixes of a finding that can be done here. */
export function fixesOf(finding: ShownFinding): ShownFix[] {
  if (shown.value?.adopted && finding.inManuscript) return [];
  return finding.fixes.filter(({ edits }) => edits.every(({ file }) => (finding.inManuscript && file === finding.file) || isOnShelf(file)));
}

/** Does it, after asking what only the user knows. */
export function mend(finding: ShownFinding, fix: ShownFix): void {
  if (fix.question) {
    asked.value = { what: "mend", finding, fix };
    return;
  }
  mendNow(finding, fix, "").catch((error: unknown) => notices.notify({ kind: "mend", tone: "warning", text: reasonOf(error) }));
}

/** Does it with this answer; throws [Refused] where it is not done. */
export async function mendNow(finding: ShownFinding, fix: ShownFix, answer: string): Promise<void> {
  const isHere = finding.inManuscript && fix.edits.every(({ file }) => file === finding.file);
  if (isHere) mendText(fix, answer);
  else await mendFile(fix, answer);
  notices.dismiss("mend");
  announce(`Gedaan: ${fix.title}`);
}

function mendText(fix: ShownFix, answer: string): void {
  if (!editor.edit(fix.edits, answer)) throw new Refused(0, "De tekst is intussen veranderd.", "Klik nog een keer als de meldingen zijn bijgewerkt.");
}

const CHANGED = "Dit bestand is intussen veranderd.";

async function mendFile(fix: ShownFix, answer: string): Promise<void> {
  const path = fix.edits[0]?.file ?? "";
  const before = file(await postShelf({ what: "open", path }));
  const text = edited(before.text, fix.edits, answer);
  if (text === null) throw new Refused(0, CHANGED, "Klik nog een keer als de meldingen zijn bijgewerkt.");
  const after = file(await postShelf({ what: "write", path, tag: before.tag, text }));
  void look();
  // The button goes away with its finding; who is elsewhere by now stays there.
  const list = document.querySelector<HTMLElement>(".findings-list");
  if (document.activeElement === document.body || list?.contains(document.activeElement)) list?.focus();
  const undo = async (): Promise<void> => {
    notices.dismiss("mended");
    try {
      file(await postShelf({ what: "write", path, tag: after.tag, text: before.text }));
      void look();
    } catch (error) {
      notices.notify({ kind: "mend", tone: "warning", text: reasonOf(error) });
    }
  };
  const name = path.replace(/^data\//, "");
  notices.notify({ kind: "mended", tone: "quiet", text: `${name} is veranderd.`, action: { label: "Maak ongedaan", run: () => void undo() } });
}

function file(done: ShelfDone): Extract<ShelfDone, { what: "file" }> {
  if (done.what !== "file") throw new Refused(0, CHANGED, "Kijk wat er nu staat, en probeer het opnieuw.");
  return done;
}
