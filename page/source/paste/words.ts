// The words of one block: bold, italic and links as Markdown can write them, so that nothing of that shows as a sign.
import type { Break, FootnoteReference, InlineCode, PhrasingContent, Text } from "mdast";

/** A stretch of words, or a sign, with all that holds for it. */
export interface Run {
  node: Text | Break | FootnoteReference | InlineCode;
  isBold: boolean;
  isItalic: boolean;
  url: string | null;
}

type Mark = "isBold" | "isItalic" | "url";

const isWords = (run: Run | undefined): run is Run & { node: Text } => run?.node.type === "text";
const isBlank = (run: Run | undefined): boolean => isWords(run) && run.node.value.trim() === "";
const isBreak = (run: Run | undefined): boolean => run?.node.type === "break";

/** What stands in a block, without what Markdown cannot say. */
export function runsOf(nodes: readonly PhrasingContent[]): Run[] {
  const found: Run[] = [];
  const gather = (inside: readonly PhrasingContent[], isBold: boolean, isItalic: boolean, url: string | null): void => {
    for (const node of inside) {
      if (node.type === "text" || node.type === "break" || node.type === "footnoteReference" || node.type === "inlineCode") {
        const isSign = node.type !== "text" && node.type !== "inlineCode";
        found.push({ node, isBold: isBold && !isSign, isItalic: isItalic && !isSign, url: isSign ? null : url });
      } else if ("children" in node) {
        const { type } = node;
        gather(node.children, isBold || type === "strong", isItalic || type === "emphasis", type === "link" ? node.url : url);
      }
    }
  };
  gather(nodes, false, false, null);
  return trimmed(joined(found));
}

export const textOf = (runs: readonly Run[]): string => runs.map((run) => ("value" in run.node ? run.node.value : " ")).join("");

/** Neighbours of which the same holds become one; white space between two takes what holds for both. */
function joined(runs: readonly Run[]): Run[] {
  const found: Run[] = [];
  runs.forEach((run, at) => {
    const next = runs[at + 1];
    const before = found.at(-1);
    let now: Run = isWords(run) ? { ...run, node: { type: "text", value: run.node.value.replace(/\s+/g, " ") } } : run;
    if (isBlank(now)) {
      const isBold = !!before?.isBold && !!next?.isBold;
      const isItalic = !!before?.isItalic && !!next?.isItalic;
      const shared = { isBold, isItalic, url: before && before.url === next?.url ? before.url : null };
      now = { ...now, ...shared };
    }
    if (isWords(now) && now.node.value === "") return;
    if (isWords(before) && isWords(now) && same(before, now)) before.node.value = (before.node.value + now.node.value).replace(/\s+/g, " ");
    else found.push(now);
  });
  return found;
}

const same = (one: Run, other: Run): boolean => one.isBold === other.isBold && one.isItalic === other.isItalic && one.url === other.url;

/** Without white space and line ends at either end, and around line ends. */
function trimmed(runs: readonly Run[]): Run[] {
  const found = runs.map((run) => ({ ...run }));
  for (let at = 0; at < found.length; at += 1) {
    const run = found[at];
    if (!isWords(run)) continue;
    let { value } = run.node;
    if (at === 0 || isBreak(found[at - 1])) value = value.trimStart();
    if (at === found.length - 1 || isBreak(found[at + 1])) value = value.trimEnd();
    run.node = { type: "text", value };
  }
  const kept = found.filter((run) => !isWords(run) || run.node.value !== "");
  while (isBreak(kept[0])) kept.shift();
  while (isBreak(kept.at(-1))) kept.pop();
  return kept.length < runs.length ? trimmed(kept) : kept;
}

/** The stretches between line ends; `atLeast` of them in a row. */
export function splitAtBreaks(runs: readonly Run[], atLeast: number): Run[][] {
  const found: Run[][] = [[]];
  for (let at = 0; at < runs.length; at += 1) {
    let end = at;
    while (isBreak(runs[end])) end += 1;
    if (end - at >= atLeast) found.push([]);
    else if (end > at) for (const run of runs.slice(at, end)) found.at(-1)?.push(run);
    const run = runs[end];
    if (run) found.at(-1)?.push(run);
    at = end;
  }
  return found.map(trimmed).filter((part) => part.length > 0);
}

/** Without so many signs at the beginning. */
export function withoutStart(runs: readonly Run[], length: number): Run[] {
  let left = length;
  const found: Run[] = [];
  for (const run of runs) {
    if (left > 0 && isWords(run)) {
      const value = run.node.value.slice(left);
      left -= run.node.value.length - value.length;
      found.push({ ...run, node: { type: "text", value } });
    } else found.push(run);
  }
  return trimmed(found);
}

/** The runs as nodes of Markdown. */
export function built(runs: readonly Run[]): PhrasingContent[] {
  const apart = unmixed(runs);
  const edged = (["isBold", "isItalic", "url"] as const).reduce(edges, apart);
  return grouped(edged, ["isBold", "url", "isItalic"]);
}

/** Signs of bold and italic that touch cannot be told apart: then bold counts. */
function unmixed(runs: readonly Run[]): Run[] {
  return runs.map((run, at) => {
    const touches = [runs[at - 1], runs[at + 1]].some((other, side) => {
      if (!isWords(other) || !isWords(run) || other.isBold === run.isBold) return false;
      const [first, second] = side === 0 ? [other.node.value, run.node.value] : [run.node.value, other.node.value];
      const hasSpace = /\s$/.test(first) || /^\s/.test(second);
      return !hasSpace && (other.isBold || other.isItalic) && (run.isBold || run.isItalic);
    });
    return touches ? { ...run, isItalic: false } : run;
  });
}

const LETTER = /[\p{L}\p{N}\p{M}]$/u;

/** White space does not stand at the edge of what is marked; nor do signs against which a letter stands. */
function edges(runs: readonly Run[], mark: Mark): Run[] {
  const found: Run[] = [];
  const none = mark === "url" ? { url: null } : { [mark]: false };
  runs.forEach((run, at) => {
    const value = isWords(run) ? run.node.value : "";
    if (!run[mark] || value === "") return void found.push(run);
    const before = runs[at - 1];
    const after = runs[at + 1];
    const starts = before?.[mark] !== run[mark];
    const ends = after?.[mark] !== run[mark];
    const isAfterLetter = mark !== "url" && LETTER.test(before && "value" in before.node ? before.node.value : "");
    const isBeforeLetter = mark !== "url" && /^[\p{L}\p{N}]/u.test(after && "value" in after.node ? after.node.value : "");
    const head = starts ? (isAfterLetter ? /^[^\p{L}\p{N}]*/u : /^\s*/).exec(value)?.[0] ?? "" : "";
    const rest = value.slice(head.length);
    // A bracket that opens outside closes outside.
    const tail = ends ? (isBeforeLetter || /\S/.test(head) ? /[^\p{L}\p{N}\p{M}]*$/u : /\s*$/).exec(rest)?.[0] ?? "" : "";
    const middle = rest.slice(0, rest.length - tail.length);
    const push = (words: string, marks: object) => void (words !== "" && found.push({ ...run, ...marks, node: { type: "text", value: words } }));
    push(head, none);
    push(middle, {});
    push(tail, none);
  });
  return found;
}

function grouped(runs: readonly Run[], marks: readonly Mark[]): PhrasingContent[] {
  const [mark, ...others] = marks;
  if (!mark) return runs.map((run) => run.node);
  const found: PhrasingContent[] = [];
  for (let at = 0; at < runs.length; ) {
    const value = runs[at]?.[mark];
    let end = at + 1;
    while (end < runs.length && runs[end]?.[mark] === value) end += 1;
    const children = grouped(runs.slice(at, end), others);
    if (!value) for (const child of children) found.push(child);
    else if (mark === "url") found.push({ type: "link", url: String(value), children: children as never });
    else found.push({ type: mark === "isBold" ? "strong" : "emphasis", children });
    at = end;
  }
  return found;
}
