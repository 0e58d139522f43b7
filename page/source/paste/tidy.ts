// A text as Griffel reads it: headings from the second level on without a step left out, items that were typed as
// lists, nothing empty.
import type { BlockContent, DefinitionContent, FootnoteDefinition, Heading, List, ListItem, Paragraph, Root, RootContent, Table } from "mdast";
import { isBroken } from "./broken.ts";
import { typedItems } from "./markers.ts";
import { built, runsOf, type Run, splitAtBreaks, textOf, withoutStart } from "./words.ts";

type Block = BlockContent | DefinitionContent;

export interface Tidied {
  blocks: RootContent[];
  notes: FootnoteDefinition[];
  /** Whether items had letters. */
  hadLetters: boolean;
}

export function tidy(root: Root): Tidied {
  const tidied: Tidied = { blocks: [], notes: [], hadLetters: false };
  const content: RootContent[] = [];
  for (const node of root.children) {
    if (node.type === "footnoteDefinition") tidied.notes.push({ ...node, children: blocks(node.children, tidied) });
    else content.push(node);
  }
  tidied.blocks = withLevels(blocks(content as Block[], tidied));
  const isRule = (node: RootContent | undefined) => node?.type === "thematicBreak";
  while (isRule(tidied.blocks[0])) tidied.blocks.shift();
  while (isRule(tidied.blocks.at(-1))) tidied.blocks.pop();
  return tidied;
}

function blocks(nodes: readonly Block[], tidied: Tidied): Block[] {
  const found: Block[] = [];
  let lines: Run[][][] = [];
  const endLines = () => {
    for (const block of typed(lines, tidied)) found.push(block);
    lines = [];
  };
  for (const node of nodes) {
    if (node.type === "paragraph") {
      for (const part of splitAtBreaks(runsOf(node.children), 2)) lines.push(splitAtBreaks(part, 1));
      continue;
    }
    endLines();
    const block = other(node, tidied);
    if (block) add(found, block);
  }
  endLines();
  return found;
}

/** Two lists in a row are one where the second goes on. */
function add(found: Block[], block: Block): void {
  const before = found.at(-1);
  if (before?.type !== "list" || block.type !== "list" || before.ordered !== block.ordered) return void found.push(block);
  if (block.ordered && block.start !== (before.start ?? 1) + before.children.length) return void found.push(block);
  for (const item of block.children) before.children.push(item);
  before.spread = before.spread || block.spread;
}

function other(node: Block, tidied: Tidied): Block | null {
  switch (node.type) {
    case "heading": {
      const children = built(runsOf(node.children));
      return children.length > 0 ? { ...node, children } : null;
    }
    case "list":
      return list(node.children, node.ordered ? (node.start ?? 1) : null, tidied);
    case "blockquote": {
      const children = blocks(node.children, tidied);
      return children.length > 0 ? { ...node, children } : null;
    }
    case "table":
      return table(node);
    case "code":
      return node.value.trim() === "" ? null : node;
    default:
      return node;
  }
}

function list(items: readonly ListItem[], start: number | null, tidied: Tidied): List | null {
  const children = items.flatMap((item): ListItem[] => {
    const inside = blocks(item.children, tidied);
    const isSpread = inside.filter((block) => block.type !== "list").length > 1;
    return inside.length > 0 ? [{ type: "listItem", spread: isSpread, children: inside }] : [];
  });
  if (children.length === 0) return null;
  return { type: "list", ordered: start !== null, start, spread: children.some((item) => item.spread), children };
}

/** Headings of columns are bold by themselves. */
const table = (node: Table): Table => ({
  ...node,
  children: node.children.map((row, at) => ({
    ...row,
    children: row.children.map((cell) => ({ ...cell, children: built(runsOf(cell.children).map((run) => (at === 0 ? { ...run, isBold: false } : run))) })),
  })),
});

/** Paragraphs, with the lines in them that begin as an item does as lists. */
function typed(paragraphs: readonly Run[][][], tidied: Tidied): Block[] {
  const lines = paragraphs.flatMap((inside, paragraph) => inside.map((runs) => ({ runs, paragraph, text: textOf(runs), indent: 0 })));
  const items = typedItems(lines);
  const found: Block[] = [];
  let open: { list: List; level: number; sign: string }[] = [];
  let paragraph: Run[][] = [];
  const endParagraph = () => {
    if (paragraph.length > 0) found.push({ type: "paragraph", children: built(oneOf(paragraph)) });
    paragraph = [];
  };
  lines.forEach(({ runs, ...line }, at) => {
    const item = items[at];
    if (!item) {
      open = [];
      if (lines[at - 1]?.paragraph !== line.paragraph) endParagraph();
      paragraph.push(runs);
      return;
    }
    endParagraph();
    const { marker, level, sign } = item;
    if (marker.isLetter) tidied.hadLetters = true;
    while ((open.at(-1)?.level ?? 0) > level) open.pop();
    const isNumbered = marker.number !== null;
    if (open.at(-1)?.level === level && open.at(-1)?.sign !== sign) open.pop();
    if (open.at(-1)?.level !== level) {
      const made: List = { type: "list", ordered: isNumbered, start: marker.number, spread: false, children: [] };
      const above = open.at(-1)?.list.children.at(-1);
      if (above) above.children.push(made);
      else found.push(made);
      open.push({ list: made, level, sign });
    }
    open.at(-1)?.list.children.push({ type: "listItem", spread: false, children: [{ type: "paragraph", children: built(withoutStart(runs, marker.length)) }] });
  });
  endParagraph();
  return found;
}

/** The lines of a paragraph; where a mail program broke them, without their ends. */
function oneOf(lines: readonly Run[][]): Run[] {
  const node: Run["node"] = isBroken(lines.map(textOf)) ? { type: "text", value: " " } : { type: "break" };
  return lines.flatMap((runs, at) => (at > 0 ? [{ node, isBold: false, isItalic: false, url: null }, ...runs] : runs));
}

/** The highest level becomes the second, and none is left out on the way down. */
function withLevels(nodes: readonly RootContent[]): RootContent[] {
  const used = [...new Set(nodes.flatMap((node) => (node.type === "heading" ? [node.depth] : [])))].sort();
  let before = 1;
  return nodes.map((node) => {
    if (node.type !== "heading") return node;
    before = Math.min(2 + used.indexOf(node.depth), before + 1, 6);
    return { ...node, depth: before as Heading["depth"] };
  });
}

/** The words of a text that is nothing but one block of them; null: it is more. */
export function onlyWords(nodes: readonly RootContent[]): Paragraph | null {
  const [only, more] = nodes;
  if (!only || more) return null;
  if (only.type === "list") return only.children.length === 1 ? onlyWords(only.children[0]?.children ?? []) : null;
  if (only.type !== "paragraph" && only.type !== "heading") return null;
  return only.children.some((child) => child.type === "break") ? null : { type: "paragraph", children: only.children };
}
