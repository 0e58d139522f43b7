// Earlier versions of a document: which there are, and going back to one.
import { settings } from "./settings.ts";
import { perform, tell } from "./acts.ts";
import * as editor from "./editor/editor.ts";
import { notices } from "./notices.ts";
import type { ShownVersions } from "./protocol.ts";
import { postAct } from "./requests.ts";
import { current } from "./state.ts";
import { manuscript } from "./tab.ts";

/** It is looked so often whether a text is kept, and so long in between, in milliseconds. */
const MOST_TRIES = 5;
const PAUSE = 100;

/** Those that are kept, the newest first. What is typed need not be saved for it. */
export async function versionsOf(document: string): Promise<ShownVersions> {
  const done = await postAct({ what: "versions", document });
  return done.what === "versions" ? done : { versions: [], days: 0 };
}

export async function textOfVersion(document: string, version: string): Promise<string> {
  const done = await postAct({ what: "version", document, version });
  return done.what === "text" ? done.text : "";
}

/** Puts an earlier text into the editor; what stands there now is kept first. `then` says when it was, as in "gisteren 14:05". */
export async function goBackTo(document: string, text: string, then: string): Promise<void> {
  const before = await replace(document, text);
  if (before === null) return;
  const undo = async (): Promise<void> => {
    try {
      await replace(document, before.text);
      notices.dismiss("version");
    } catch (error) {
      tell("version", error);
    }
  };
  notices.notify({
    kind: "version",
    tone: "quiet",
    text: `De tekst is weer zoals ${then}. ${before.isKept ? "Wat er stond, is bewaard bij de eerdere versies." : "Wat er stond, staat niet bij de eerdere versies."}`,
    action: { label: "Maak ongedaan", run: () => void undo() },
  });
}

/** What stood there, and whether that is kept; null: another document is shown by now. */
async function replace(document: string, text: string): Promise<{ text: string; isKept: boolean } | null> {
  await perform({ what: "keep", document }, "kept");
  const kept = await keptNow(document);
  if (document !== current.value) return null;
  const before = editor.text();
  settings.editorShown.value = true;
  editor.replaceByUser(text);
  manuscript.changed();
  return { text: before, isKept: kept !== null && editor.asShown(kept) === before };
}

/** The newest version that is kept by now. The server keeps one a moment after it was asked to. */
async function keptNow(document: string): Promise<string | null> {
  let newest: string | null = null;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const version = (await versionsOf(document)).versions[0];
    newest = version ? await textOfVersion(document, version.version) : null;
    if (document !== current.value || (newest !== null && editor.asShown(newest) === editor.text())) break;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
  return newest;
}
