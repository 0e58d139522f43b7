// The words that comments are about, marked on the pages as well: where the paragraph that was made from their line has them.
// Browsers that cannot mark words without touching the page leave this out; the list and the text show the same.
import { effect } from "@preact/signals";
import * as editor from "../editor/editor.ts";
import { withoutPlaceholders } from "../editor/placeholder.ts";
import { nearestLine } from "../pages/places.ts";
import { pages } from "../pages/pages.ts";
import type { PrintedText } from "../pages/view.ts";
import { type Anchor, anchorOf, Searched } from "./anchor.ts";
import { placed } from "./placing.ts";

const NAME = "griffel-comments";
/** The pages, and who types, come first: marks wait until nothing more was painted for so long, in milliseconds. */
const PAUSE = 600;

export function markCommentsOnPages(): void {
  if (!("highlights" in CSS)) return;
  let timer = 0;
  const idle = window.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 30));
  effect(() => {
    void pages.painted.value;
    void placed.value;
    clearTimeout(timer);
    timer = window.setTimeout(() => idle(mark), PAUSE);
  });
}

function mark(): void {
  const text = editor.plainText();
  const printed = pages.texts();
  const layers = printed.map(({ layer }) => layer);
  const paragraphs = new Map<number, Paragraph>();
  const ranges: StaticRange[] = [];
  // What several comments are about is marked once.
  const places = new Map([...placed.peek().values()].map(({ from, to }) => [`${from} ${to}`, { from, to }]));
  for (const { from, to } of places.values()) {
    if (to > text.length) continue;
    const line = nearestLine(layers, editor.lineAt(from), "words");
    if (line === 0) continue;
    const paragraph = paragraphs.get(line) ?? new Paragraph(printed, line);
    paragraphs.set(line, paragraph);
    ranges.push(...paragraph.rangesOf(withoutSigns(anchorOf(text, { from, to: endOfBlock(text, from, to) }))));
  }
  if (ranges.length > 0) CSS.highlights.set(NAME, new Highlight(...ranges));
  else CSS.highlights.delete(NAME);
}

/** What is marked ends with the paragraph that it begins in. */
function endOfBlock(text: string, from: number, to: number): number {
  const gap = /\n[ \t]*\n/.exec(text.slice(from, to));
  return gap ? from + gap.index : to;
}

/** The page has numbers where the source has placeholders. */
function withoutSigns({ words, around }: Anchor): Anchor {
  const plain = (text: string) => withoutPlaceholders(text, () => " ");
  return { words: plain(words), around: around.map(plain) };
}

/** All that was printed from one line of the source. */
class Paragraph {
  private readonly pieces: { node: Text; at: number }[] = [];
  private text = "";
  private readonly searched: Searched;

  constructor(printed: readonly PrintedText[], line: number) {
    for (const { layer, runs } of printed) {
      layer.runs.forEach((run, index) => {
        const element = runs[index];
        if (run[5] !== line || !element) return;
        // A printed line ends where the next begins.
        if (this.text && !/\s$/.test(this.text)) this.text += " ";
        const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          this.pieces.push({ node: node as Text, at: this.text.length });
          this.text += node.nodeValue ?? "";
        }
      });
    }
    this.searched = new Searched(this.text);
  }

  /** One for each printed line, so that nothing between them is marked. */
  rangesOf(anchor: Anchor): StaticRange[] {
    const found = this.searched.find(anchor);
    if (!found) return [];
    return this.pieces.flatMap(({ node, at }) => {
      const from = Math.max(found.from, at);
      const to = Math.min(found.to, at + node.length);
      if (from >= to) return [];
      return [new StaticRange({ startContainer: node, startOffset: from - at, endContainer: node, endOffset: to - at })];
    });
  }
}
