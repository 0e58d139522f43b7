// What can be put into a text by its name: how people call it, what it prints, and which of it is meant most likely.
import { PLACEHOLDER } from "../editor/placeholder.ts";
import { plain } from "../plain.ts";
import type { Word, WordKind } from "../protocol.ts";

export interface Named {
  word: Word;
  /** What people call it. */
  title: string;
  /** Whether it seems to be about the pilot of this text, or stands in it. */
  isOwn: boolean;
}

/** The pilot that the head of a text names. */
export const pilotOf = (head: string): string | null => /^\s*pilot\s*=\s*(?:"([^"]*)"|'([^']*)')/m.exec(head)?.slice(1).find(Boolean)?.replaceAll("-", "_") ?? null;

const parts = (name: string): string[] => name.toLowerCase().split(/[_-]/);

/** How near a name is to a pilot: 2 when it begins with all of its name, 1 when it begins with the first part of that. */
function nearness(name: string, pilot: string): number {
  const wanted = parts(pilot);
  const own = parts(name);
  if (wanted.every((part, at) => own[at] === part)) return 2;
  return own.length > 1 && own[0] === wanted[0] ? 1 : 0;
}

/** Names of which the explanation is what they print. */
const SAYS_ITSELF: WordKind[] = ["gegeven", "functie", "afkorting"];

/** Everything with a name, what belongs to the pilot of the text first, and otherwise in the order of the words. */
export function named(words: readonly Word[], head: string, body: string): Named[] {
  const pilot = pilotOf(head);
  const standing = new Set((body.match(PLACEHOLDER) ?? []).filter((one) => one.startsWith("{{")).join(" ").match(/[\w-]+/g));
  const all = words.map((word) => {
    const ofPilot = pilot ? nearness(word.label, pilot) : 0;
    const weight = ofPilot * 2 + (standing.has(word.label) ? 1 : 0);
    // A number that this text cannot print comes after those that it can.
    const isBlank = word.value === null && (word.kind === "kengetal" || word.kind === "feit");
    const title = SAYS_ITSELF.includes(word.kind) || !word.detail ? word.label : word.detail;
    return { word, title, isOwn: weight > 0, weight: isBlank ? weight - 0.5 : weight };
  });
  return all.sort((a, b) => b.weight - a.weight).map(({ word, title, isOwn }) => ({ word, title, isOwn }));
}

/** Those in which every word that was typed begins a word of the name or of what it is called, or else stands in it. */
export function matching<T extends Named>(all: readonly T[], typed: string): T[] {
  const wanted = plain(typed).split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return [...all];
  const scored = all.flatMap((one) => {
    const said = plain(`${one.title} ${one.word.detail}`);
    const name = plain(one.word.label);
    const begins = (part: string) => new RegExp(`(?:^|[^\\p{L}\\p{N}])${part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`, "u").test(said);
    let score = said.startsWith(wanted.join(" ")) || name === wanted.join(" ") ? 3 : name.startsWith(wanted.join(" ")) ? 2 : 0;
    for (const part of wanted) {
      if (begins(part)) score += 2;
      else if (said.includes(part) || name.includes(part)) score += 1;
      else return [];
    }
    return [{ one, score }];
  });
  // The sort is stable: what is the pilot's own stays before what fits as well.
  return scored.sort((a, b) => Number(b.one.isOwn) - Number(a.one.isOwn) || b.score - a.score).map(({ one }) => one);
}

const CALLS: Partial<Record<WordKind, string>> = { grafiek: "grafiek", tabel: "tabel", zaak: "zaak", afkorting: "afk" };

/** What stands between {{ and }} for it. */
export function callOf({ kind, label }: Word): string {
  const call = CALLS[kind];
  if (call) return `${call}("${label}")`;
  return kind === "functie" ? `${label.replace(/\(.*$/, "")}(` : label;
}

/** The charts, tables and numbered pictures that stand in a text, in its order: what can be referred to. */
export function figuresIn(body: string): { name: string; title: string }[] {
  const found = [...body.matchAll(/\{\{\s*(?:grafiek|tabel)\(\s*"([^"]+)"|!\[([^\]]*)\]\(([^\s)"]+)\s+"([^"]+)"\)/g)];
  const all = found.map(([, exhibit, , picture, caption]) => ({ name: exhibit ?? picture?.split("/").at(-1) ?? "", title: caption ?? "" }));
  return all.filter(({ name }, at) => all.findIndex((other) => other.name === name) === at);
}
