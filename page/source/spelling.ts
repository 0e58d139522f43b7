// A word that no list has: what was meant by it, which the server is asked only when its finding is looked at, and the
// municipality's own list.
import { perform } from "./acts.ts";
import { announce } from "./announce.ts";
import { notices } from "./notices.ts";
import type { ShownFinding, ShownFix } from "./protocol.ts";
import { reasonOf } from "./refused.ts";
import { postAct } from "./requests.ts";

/** So many words are remembered. */
const MOST = 500;

const asked = new Map<string, Promise<string[]>>();

/** What was meant, the likeliest first; nothing where that is not known. Each word is asked once. */
export function meantBy(word: string): Promise<string[]> {
  let answer = asked.get(word);
  if (!answer) {
    answer = postAct({ what: "meant", word }).then((done) => (done.what === "meant" ? done.words : []));
    // What failed is asked again next time.
    answer.catch(() => asked.delete(word));
    if (asked.size >= MOST) asked.clear();
    asked.set(word, answer);
  }
  return answer;
}

/** What puts another word in its place; null: its place is not known. */
export function replacing(finding: ShownFinding, by: string): ShownFix | null {
  const { file, line, column, endLine, endColumn, word } = finding;
  if (word === null || line === null || column === null || endLine === null || endColumn === null) return null;
  return { title: `Vervang door "${by}"`, edits: [{ file, line, column, endLine, endColumn, was: word, parts: [by] }], question: null };
}

/** A word is right from now on. */
export async function addToList(word: string): Promise<void> {
  try {
    await perform({ what: "list", word, right: true }, "listed");
  } catch (error) {
    notices.notify({ kind: "mend", tone: "warning", text: reasonOf(error) });
    return;
  }
  const text = `"${word}" staat nu in de woordenlijst.`;
  notices.dismiss("mend");
  announce(text);
  notices.notify({ kind: "listed", tone: "quiet", text, action: { label: "Maak ongedaan", run: () => void removeFromList(word) } });
}

async function removeFromList(word: string): Promise<void> {
  notices.dismiss("listed");
  try {
    await perform({ what: "list", word, right: false }, "listed");
  } catch (error) {
    notices.notify({ kind: "mend", tone: "warning", text: reasonOf(error) });
  }
}
