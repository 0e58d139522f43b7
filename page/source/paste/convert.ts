// HTML, as a tree, to Markdown of Griffel.
import type { Element, Root as HtmlRoot } from "hast";
import { type Handle, toMdast } from "hast-util-to-mdast";
import type { FootnoteDefinition, FootnoteReference, Nodes, Root } from "mdast";
import { PLACEHOLDER } from "../editor/placeholder.ts";
import { clean, NOTE_SIGN, NOTE_TEXT } from "./clean.ts";
import { type Kept, nothingLost, type Pasted } from "./counts.ts";
import { write, writeWithin } from "./markdown.ts";
import { onlyWords, tidy } from "./tidy.ts";
import { attribute } from "./tree.ts";

const noteSign: Handle = (_state, node: Element): FootnoteReference => ({
  type: "footnoteReference",
  identifier: attribute(node, "label"),
  label: attribute(node, "label"),
});

const noteText: Handle = (state, node: Element): FootnoteDefinition => ({
  type: "footnoteDefinition",
  identifier: attribute(node, "label"),
  label: attribute(node, "label"),
  children: state.toFlow(state.all(node)) as FootnoteDefinition["children"],
});

/** `takenLabels` are those of footnotes that the text has. Throws `TooMuch`. */
export function convert(html: HtmlRoot, takenLabels: ReadonlySet<string> = new Set()): Pasted {
  const lost = nothingLost();
  const plain = clean(html, takenLabels, lost);
  const root = toMdast(plain, { handlers: { [NOTE_SIGN]: noteSign, [NOTE_TEXT]: noteText } }) as Root;
  const { blocks, notes, hadLetters } = tidy(root);
  if (hadLetters) lost.letters = true;
  const words = onlyWords(blocks);
  const written = write(blocks);
  return {
    blocks: written,
    words: words && writeWithin(words.children),
    notes: write(notes),
    isAsItIs: false,
    kept: { ...keptIn(blocks), notes: notes.length, placeholders: written.match(PLACEHOLDER)?.length ?? 0 },
    lost,
  };
}

function keptIn(nodes: readonly Nodes[]): Kept {
  const kept: Kept = { headings: 0, lists: 0, tables: 0, quotes: 0, notes: 0, links: 0, placeholders: 0 };
  const count = (node: Nodes, isInList: boolean): void => {
    if (node.type === "heading") kept.headings += 1;
    if (node.type === "table") kept.tables += 1;
    if (node.type === "blockquote") kept.quotes += 1;
    if (node.type === "link") kept.links += 1;
    // A list within a list is part of it.
    if (node.type === "list" && !isInList) kept.lists += 1;
    if ("children" in node) for (const child of node.children) count(child, isInList || node.type === "list");
  };
  for (const node of nodes) count(node, false);
  return kept;
}
