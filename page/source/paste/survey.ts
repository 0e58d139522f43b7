// One look over all that is pasted, before any of it is read: what is where, and whether it is too much.
import type { Element, Root } from "hast";
import { STYLE_SHEET } from "./prepare.ts";
import { attribute, isComment, isElement, type Node, StyleSheet, walk, wordsIn } from "./tree.ts";

/** A letter of a hundred pages has fewer; a sheet with thousands of rows does not become a table of a letter. */
const MOST_NODES = 150_000;

/** There is more than a letter can hold. */
export class TooMuch extends Error {}

const BLOCKS = new Set(
  ("address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 " +
    "header hgroup hr html legend li main menu ol p pre section summary table tbody td tfoot th thead tr ul").split(" "),
);

export class Survey {
  readonly sheet = new StyleSheet();
  /** Elements by their id, or by the name of an anchor. */
  readonly named = new Map<string, Element>();
  readonly anchors: Element[] = [];
  /** The shapes that are boxes with words. */
  readonly textBoxes = new Set<string>();
  textBoxCount = 0;
  readonly #parents = new Map<Node, Node>();
  readonly #order = new Map<Node, number>();
  readonly #holdBlocks = new Set<Node>();

  constructor(root: Root) {
    walk(root, (node, parent) => {
      if (this.#order.size > MOST_NODES) throw new TooMuch();
      this.#order.set(node, this.#order.size);
      if (parent) this.#parents.set(node, parent);
      if (isComment(node)) this.#readComment(node.value);
      if (!isElement(node)) return;
      if (node.tagName === STYLE_SHEET && attribute(node, "dataSheet") !== "") this.sheet.read(wordsIn(node));
      if (BLOCKS.has(node.tagName)) this.#markAbove(node);
      for (const name of namesOf(node)) if (!this.named.has(name)) this.named.set(name, node);
      if (node.tagName === "a") this.anchors.push(node);
    });
  }

  isBlock(element: Element): boolean {
    return BLOCKS.has(element.tagName) || this.#holdBlocks.has(element);
  }

  /** Whether blocks stand in it. */
  holdsBlocks(element: Element): boolean {
    return this.#holdBlocks.has(element);
  }

  parentOf(node: Node): Element | null {
    const parent = this.#parents.get(node);
    return isElement(parent) ? parent : null;
  }

  orderOf(node: Node): number {
    return this.#order.get(node) ?? -1;
  }

  isWithin(node: Node, outer: Node): boolean {
    for (let above: Node | undefined = node; above; above = this.#parents.get(above)) if (above === outer) return true;
    return false;
  }

  #markAbove(block: Element): void {
    for (let above = this.#parents.get(block); above && !this.#holdBlocks.has(above); above = this.#parents.get(above)) this.#holdBlocks.add(above);
  }

  /** Drawings of Word stand in comments for the programs that know them. */
  #readComment(text: string): void {
    if (!text.includes("<v:textbox")) return;
    this.textBoxCount += 1;
    for (const [, id = ""] of text.matchAll(/\sid="([^"]{1,200})"/g)) this.textBoxes.add(id);
  }
}

/** The names by which links lead to an element. */
export function namesOf(element: Element): string[] {
  return [attribute(element, "id"), element.tagName === "a" ? attribute(element, "name") : ""].filter((name) => name !== "");
}
