// Reading the tree of HTML: attributes, styles, and what the style sheet that came with it says of classes.
import type { Comment, Element, ElementContent, Root, RootContent, Text } from "hast";
import { STYLE } from "./prepare.ts";

export type Node = Root | RootContent | ElementContent;
export type Styles = ReadonlyMap<string, string>;

/** Style sheets are read this far. */
const MOST_STYLE = 400_000;

export const isElement = (node: Node | undefined): node is Element => node?.type === "element";
export const isText = (node: Node | undefined): node is Text => node?.type === "text";
export const isComment = (node: Node | undefined): node is Comment => node?.type === "comment";

export const childrenOf = (node: Node): readonly Node[] => ("children" in node ? node.children : []);

/** An attribute as words; "": it has none. */
export function attribute(element: Element, name: string): string {
  const value = element.properties[name];
  if (Array.isArray(value)) return value.join(" ");
  return value === undefined || value === null ? "" : String(value);
}

/** What is said of the style of an element in itself. */
export const styleOf = (element: Element): string => attribute(element, STYLE);

export const classOf = (element: Element): string => attribute(element, "className");

/** All nodes in their order, without going deeper into the stack for a deeper tree. `enter` says whether to go into one. */
export function walk(root: Node, enter: (node: Node, parent: Node | null) => boolean | void): void {
  const waiting: { node: Node; parent: Node | null }[] = [{ node: root, parent: null }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { node, parent } = next;
    if (enter(node, parent) === false) continue;
    const children = childrenOf(node);
    for (let at = children.length - 1; at >= 0; at -= 1) {
      const child = children[at];
      if (child) waiting.push({ node: child, parent: node });
    }
  }
}

/** All words in a tree. */
export function wordsIn(node: Node): string {
  const parts: string[] = [];
  walk(node, (inside) => void (isText(inside) && parts.push(inside.value)));
  return parts.join("");
}

/** What the declarations between braces or quotes say; later ones count. */
function declarations(css: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const part of css.split(";")) {
    const colon = part.indexOf(":");
    if (colon > 0) found.set(part.slice(0, colon).trim().toLowerCase(), part.slice(colon + 1).trim().toLowerCase());
  }
  return found;
}

/** The styles of elements: their own, over those of their classes. */
export class StyleSheet {
  readonly #classes = new Map<string, Styles>();
  readonly #known = new Map<string, Styles>();

  /** Reads rules for one class, with or without an element: `.xl65` and `p.MsoTitle`. */
  read(css: string): void {
    for (const [, selectors = "", body = ""] of css.slice(0, MOST_STYLE).matchAll(/([^{}]{1,2000})\{([^{}]*)\}/g)) {
      const said = declarations(body);
      for (const selector of selectors.split(",")) {
        const name = /(?:^|\s)([a-z][a-z0-9]*)?\.([\w-]+)\s*$/i.exec(selector)?.[2];
        if (name) this.#classes.set(name, new Map([...(this.#classes.get(name) ?? []), ...said]));
      }
    }
  }

  of(element: Element): Styles {
    const names = classOf(element);
    const own = styleOf(element);
    if (names === "" && own === "") return NO_STYLES;
    // Few elements of a text look different from all others.
    const key = `${names}\n${own}`;
    const known = this.#known.get(key);
    if (known) return known;
    const said = new Map<string, string>();
    for (const name of names.split(" ")) for (const [property, value] of this.#classes.get(name) ?? []) said.set(property, value);
    for (const [property, value] of declarations(own)) said.set(property, value);
    this.#known.set(key, said);
    return said;
  }
}

const NO_STYLES: Styles = new Map();

export const element = (tagName: string, children: ElementContent[], properties: Element["properties"] = {}): Element => ({
  type: "element",
  tagName,
  properties,
  children,
});

export const textNode = (value: string): Text => ({ type: "text", value });
