// What kind of paragraph a line is: text, a heading, an item of a list, a quotation.
import { EditorSelection, type EditorState, type Line, type StateCommand } from "@codemirror/state";
import { endOfHead } from "../editor/head.ts";
import { beginningOf, canBeWritten, footnoteDefined, isRow, standsAlone, wholeInDocument } from "./pieces.ts";

export type ListKind = "bullets" | "numbers";

/** How many # the line of the cursor begins with. */
export const headingAt = (state: EditorState): number => beginningOf(state.doc.lineAt(state.selection.main.head).text).heading;

/** The list that the cursor is in. */
export function listAt(state: EditorState): ListKind | null {
  const { item } = beginningOf(state.doc.lineAt(state.selection.main.head).text);
  return item ? kindOf(item) : null;
}

export const isQuoted = (state: EditorState): boolean => beginningOf(state.doc.lineAt(state.selection.main.head).text).quote !== "";

const kindOf = (item: string): ListKind => (/^\d/.test(item) ? "numbers" : "bullets");

/** Makes text or a heading of the paragraphs that are selected; `level` 0 is text. A heading that is fixed by the form stays. */
export const setHeading = (level: number, hasFixed: boolean): StateCommand =>
  rewrite((lines) => {
    const isFixed = (line: string) => hasFixed && beginningOf(line).heading === 1;
    return separated(lines, (line) => {
      if (!line.trim() || isFixed(line) || standsAlone(line) || isRow(line) || footnoteDefined(line) !== null) return line;
      return (level > 0 ? `${"#".repeat(level)} ` : "") + line.slice(beginningOf(line).length);
    });
  });

/** A heading of this level, or text again where there is one. */
export const toggleHeading = (level: number, hasFixed: boolean): StateCommand => (target) =>
  setHeading(headingAt(target.state) === level ? 0 : level, hasFixed)(target);

/** Makes a list of the paragraphs that are selected, or paragraphs of the list. */
export const toggleList = (kind: ListKind): StateCommand =>
  rewrite((lines, before) => {
    const canBe = (line: string) => !standsAlone(line) && !isRow(line) && footnoteDefined(line) === null && beginningOf(line).heading !== 1;
    const written = lines.filter((line) => line.trim() && canBe(line));
    const isList = written.length > 0 && written.every((line) => beginningOf(line).item && kindOf(beginningOf(line).item) === kind);
    if (isList) {
      return separated(lines, (line) => {
        const { item, quote, length } = beginningOf(line);
        return item ? quote + line.slice(length) : line;
      });
    }
    const counted = new Map<string, number>();
    const previous = beginningOf(before);
    if (kind === "numbers" && previous.item && kindOf(previous.item) === kind) counted.set(previous.quote + previous.indent, parseInt(previous.item, 10));
    const marked = (line: string): string => {
      const { indent, quote, length } = beginningOf(line);
      if (kind === "bullets") return `${quote}${indent}- ${line.slice(length)}`;
      const number = (counted.get(quote + indent) ?? 0) + 1;
      // A list within the next item begins again.
      for (const place of counted.keys()) if (place.length > (quote + indent).length) counted.delete(place);
      counted.set(quote + indent, number);
      return `${quote}${indent}${number}. ${line.slice(length)}`;
    };
    if (lines.length === 1 && !lines[0]?.trim()) return [marked("")];
    // Items stand under each other: the white between paragraphs goes.
    const isItem = (line: string | undefined) => Boolean(line?.trim()) && canBe(line ?? "");
    const isBetweenItems = (at: number) => isItem(lines.slice(0, at).findLast((line) => line.trim())) && isItem(lines.slice(at).find((line) => line.trim()));
    return lines.filter((line, at) => line.trim() || !isBetweenItems(at)).map((line) => (isItem(line) ? marked(line) : line));
  });

/** Makes a quotation of what is selected, or text again. */
export const toggleQuote: StateCommand = rewrite((lines) => {
  const written = lines.filter((line) => line.trim());
  const isQuotation = written.length > 0 && written.every((line) => beginningOf(line).quote || beginningOf(line).heading === 1);
  if (isQuotation) return lines.map((line) => line.replace(/^\s*>[ \t]?/, ""));
  return lines.map((line) => (beginningOf(line).heading === 1 ? line : `> ${line}`.trimEnd() + (line ? "" : lines.length === 1 ? " " : "")));
});

/** Each line as it becomes, with white between what is a paragraph by itself from now on. */
function separated(lines: string[], become: (line: string) => string): string[] {
  const result: string[] = [];
  let wasChanged = false;
  for (const line of lines) {
    const now = become(line);
    const isChanged = now !== line;
    if (result.at(-1)?.trim() && now.trim() && (isChanged || wasChanged)) result.push("");
    result.push(now);
    wasChanged = isChanged;
  }
  return result;
}

/** Lets lines become others: those that are selected, and white before and after them where they would run together with others. */
function rewrite(become: (lines: string[], before: string) => string[]): StateCommand {
  return ({ state, dispatch }) => {
    if (!canBeWritten(state)) return false;
    const { doc, selection } = state;
    const { main } = selection;
    let first = doc.lineAt(main.from);
    let last = doc.lineAt(main.to);
    // A selection up to the beginning of a line does not mean that line.
    if (last.from === main.to && last.number > first.number) last = doc.line(last.number - 1);
    // A placeholder that goes on in another line stays as it is.
    const isBroken = (at: number) => wholeInDocument(state, { from: at, to: at }).from < at;
    if (isBroken(last.to) || numbers(first, last).some((number) => isBroken(doc.line(number).from))) return true;
    const lines = numbers(first, last).map((number) => doc.line(number).text);
    const before = first.number > 1 && first.from > endOfHead(doc) ? doc.line(first.number - 1).text : "";
    const after = last.number < doc.lines ? doc.line(last.number + 1).text : "";
    const now = become(lines, before);
    if (now.join("\n") === lines.join("\n")) return true;
    const above = runTogether(before, now[0] ?? "") ? [""] : [];
    const below = runTogether(now.at(-1) ?? "", after) ? [""] : [];
    const insert = [...above, ...now, ...below];
    const start = first.from + above.length;
    const end = start + now.join("\n").length;
    // In one line the cursor stays in the same word; over several lines these stay selected.
    const range =
      lines.length === 1 && now.length === 1
        ? EditorSelection.range(Math.max(start, end - (last.to - main.anchor)), Math.max(start, end - (last.to - main.head)))
        : EditorSelection.range(start, end);
    dispatch(state.update({ changes: { from: first.from, to: last.to, insert: insert.join(state.lineBreak) }, selection: range, userEvent: "input.style", scrollIntoView: true }));
    return true;
  };
}

const numbers = (first: Line, last: Line): number[] => Array.from({ length: last.number - first.number + 1 }, (_, index) => first.number + index);

/** Whether two lines, one right below the other, need white between them to be what they are. */
function runTogether(above: string, below: string): boolean {
  if (!above.trim() || !below.trim()) return false;
  const [one, other] = [beginningOf(above), beginningOf(below)];
  if (one.item && other.item) return kindOf(one.item) !== kindOf(other.item);
  if (one.quote || other.quote) return (one.quote === "") !== (other.quote === "");
  return Boolean(one.item || other.item || one.heading || other.heading);
}
