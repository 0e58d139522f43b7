// All documents of a period, as PDF: in the folder of the work folder that is for them, and as one download.
import { perform, tell } from "./acts.ts";
import { counted } from "./announce.ts";
import { download } from "./download.ts";
import { notices } from "./notices.ts";
import { fetchBundle } from "./requests.ts";

/** Those files, in one. */
async function downloadAll(which: string, files: string[]): Promise<void> {
  download(await fetchBundle(files), `${which.replace("/", "-")}.zip`);
}

/** Makes them, presentations also as a hand-out and step by step, and tells where they are. */
export async function make(which: string): Promise<void> {
  notices.notify({ kind: "made", tone: "quiet", text: `De PDF's van ${which} worden gemaakt.` });
  try {
    const { files, refused } = await perform({ what: "make", which, extras: true }, "made");
    const made = files.length > 0 ? `${counted(files.length, "PDF staat", "PDF's staan")} in de map uitvoer/${which.split("/")[0]} van uw werkmap.` : "";
    const not = refused.length > 0 ? `Niet gemaakt, omdat er fouten in staan: ${refused.join(", ")}.` : "";
    const action = { label: files.length > 1 ? "Download ze samen" : "Download", run: () => void downloadAll(which, files).catch((error: unknown) => tell("made", error)) };
    const tone = refused.length > 0 ? "warning" : "quiet";
    notices.notify({ kind: "made", tone, text: [made, not].filter(Boolean).join(" "), ...(files.length > 0 ? { action } : {}) });
  } catch (error) {
    tell("made", error);
  }
}
