// What this tab has one of, with the real browser around it: the texts that are not saved, and the one in the editor.
import { clock } from "./clock.ts";
import { send } from "./connection.ts";
import { Drafts } from "./drafts.ts";
import * as editor from "./editor/editor.ts";
import { Manuscript } from "./manuscript.ts";
import { notices } from "./notices.ts";
import { Orphans } from "./orphans.ts";
import { Pasts } from "./pasts.ts";
import { fetchText, saveText } from "./requests.ts";
import { session } from "./session.ts";
import { settings } from "./settings.ts";
import { thisDocument } from "./state.ts";
import { store } from "./storage.ts";

/** To the clipboard. */
export const copy = (text: string): void => void navigator.clipboard.writeText(text);

export const drafts = new Drafts(store, () => session.about.value?.folder, clock.now);

export const orphans = new Orphans(drafts, notices, copy);

export const manuscript = new Manuscript({
  editor,
  files: { fetchText, saveText },
  send,
  session,
  drafts,
  pasts: new Pasts(store, () => session.about.value?.folder, clock.now),
  notices,
  clock,
  autosave: settings.autosave,
  copy,
  thisDocument: () => thisDocument.value,
});

/** Unsaved text survives closing the tab, unless the browser could not keep it. */
export function watchTab(): void {
  window.addEventListener("storage", ({ key, newValue }) => drafts.changedElsewhere(key, newValue !== null));
  window.addEventListener("pagehide", () => {
    manuscript.keepNow();
    manuscript.keepPast();
  });
  window.addEventListener("beforeunload", (event) => {
    manuscript.keepNow();
    if (manuscript.canBeLost) event.preventDefault();
  });
}
