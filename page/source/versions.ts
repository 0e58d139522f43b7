// Earlier versions of a document: which there are, and going back to one.
import { settings } from "./settings.ts";
import { perform, tell } from "./acts.ts";
import * as editor from "./editor/editor.ts";
import { notices } from "./notices.ts";
import type { ShownVersions } from "./protocol.ts";
import { postAct } from "./requests.ts";
import { current } from "./state.ts";
import { manuscript } from "./tab.ts";

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
  const replaced = await replace(document, text);
  if (replaced === null) return;
  const { before, isKept } = replaced;
  const undo = async (): Promise<void> => {
    try {
      await replace(document, before);
      notices.dismiss("version");
    } catch (error) {
      tell("version", error);
    }
  };
  notices.notify({
    kind: "version",
    tone: "quiet",
    text: `De tekst is weer zoals ${then}. ${isKept ? "Wat er stond, is bewaard bij de eerdere versies." : "Wat er stond, staat niet bij de eerdere versies."}`,
    action: { label: "Maak ongedaan", run: () => void undo() },
  });
}

/** What stood there, and whether that is kept; null: another document is shown by now. */
async function replace(document: string, text: string): Promise<{ before: string; isKept: boolean } | null> {
  const { is_kept: isKept } = await perform({ what: "keep", document }, "kept");
  if (document !== current.value) return null;
  const before = editor.text();
  settings.editorShown.value = true;
  editor.replaceByUser(text);
  manuscript.changed();
  return { before, isKept };
}
