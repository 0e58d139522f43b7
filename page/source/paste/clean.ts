// From the HTML of any program to plain HTML: what is said in styles, classes and signs of Word becomes elements, what
// is no text goes, and what cannot come along is counted.
import type { Element, ElementContent, Root } from "hast";
import { type Around, deeper, marked, OUTSIDE, within } from "./around.ts";
import { cleaned } from "./characters.ts";
import type { Lost } from "./counts.ts";
import { addressOf, isItsAddress } from "./links.ts";
import { CONTINUES, item, listed } from "./lists.ts";
import { findNotes, fragmentOf, type Notes } from "./notes.ts";
import { Survey } from "./survey.ts";
import { cellsOf, isForLooks, rowsOf, spanOf, tableOf } from "./table.ts";
import { attribute, classOf, element, isComment, isElement, isText, type Node, type Styles, textNode, wordsIn } from "./tree.ts";
import * as word from "./word.ts";

/** The sign of a footnote, and its text; each with a `label`. */
export const NOTE_SIGN = "griffel-note";
export const NOTE_TEXT = "griffel-note-text";

/** Deeper than any text is; what lies deeper keeps its words only. */
const DEEPEST = 150;
/** As many lists and quotations as Griffel reads inside each other. */
const MOST_NESTED = 6;

const LEFT_OUT = new Set(
  ("applet area audio base basefont button canvas datalist dialog embed frame frameset head iframe input link map math meta nav noembed noframes " +
    "noscript object optgroup option param script select source style svg template textarea title track video xml v:shapetype").split(" "),
);

/** Counts in `lost` what does not come along. */
export function clean(root: Root, takenLabels: ReadonlySet<string>, lost: Lost): Root {
  const survey = new Survey(root);
  const notes = findNotes(survey, takenLabels);
  lost.textBoxes += survey.textBoxCount;
  lost.comments += notes.commentCount;
  const cleaner = new Cleaner(survey, notes, lost);
  return { type: "root", children: [...cleaner.blocks(root.children, OUTSIDE), ...cleaner.noteTexts()] };
}

class Cleaner {
  private readonly survey: Survey;
  private readonly notes: Notes;
  private readonly lost: Lost;

  constructor(survey: Survey, notes: Notes, lost: Lost) {
    this.survey = survey;
    this.notes = notes;
    this.lost = lost;
  }

  /** Blocks, with the items among them as lists. */
  blocks(nodes: readonly Node[], around: Around): ElementContent[] {
    return listed(this.flow(nodes, around));
  }

  noteTexts(): Element[] {
    const made = new Map<string, Element>();
    for (const { label, body } of this.notes.references.values()) {
      if (!made.has(label)) made.set(label, element(NOTE_TEXT, this.blocks(body.children, { ...OUTSIDE, nested: 1 }), { label }));
    }
    return [...made.values()];
  }

  /** Blocks one after another; words between them become paragraphs. */
  private flow(nodes: readonly Node[], around: Around): ElementContent[] {
    const found: ElementContent[] = [];
    let line: ElementContent[] = [];
    const endLine = () => {
      if (line.some((inside) => isElement(inside) || /\S/.test(wordsIn(inside)))) found.push(element("p", line));
      line = [];
    };
    for (const node of this.own(nodes)) {
      if (isElement(node) && this.survey.isBlock(node)) {
        endLine();
        for (const block of this.block(node, deeper(around))) found.push(block);
      } else line.push(...this.inlineNode(node, around));
    }
    endLine();
    return found;
  }

  private block(node: Element, around: Around): ElementContent[] {
    if (around.depth > DEEPEST) return [element("p", [textNode(cleaned(wordsIn(node)))])];
    switch (node.tagName) {
      case "ul":
      case "ol":
      case "dir":
      case "menu":
        return this.list(node, around);
      case "blockquote":
        return this.quotation(node, around);
      case "table":
        return this.table(node, around);
      case "pre":
        return this.preformatted(node, around);
      case "hr":
        return [element("hr", [])];
    }
    const inside = this.within(node, around);
    return this.survey.holdsBlocks(node) ? this.flow(node.children, inside) : this.paragraph(node, inside);
  }

  private paragraph(node: Element, around: Around): ElementContent[] {
    const level = word.headingLevel(node, this.survey.sheet);
    if (level !== null && around.nested === 0) return [element(`h${Math.min(6, level)}`, this.inline(node.children, { ...around, isHeading: true }))];
    const found = word.itemOf(node, this.survey.sheet);
    const words = this.inline(node.children, around);
    if (found) {
      if (found.isLetter) this.lost.letters = true;
      const list = /^l\d+/.exec(this.survey.sheet.of(node).get("mso-list") ?? "")?.[0] ?? "";
      return [item(Math.min(found.level, MOST_NESTED - around.nested), found.number, list, [element("p", words)])];
    }
    if (word.isQuotation(node) && around.nested < MOST_NESTED) return [element("blockquote", [element("p", words)])];
    if (word.continuesItem(node) && word.hasWords(node)) return [element(CONTINUES, words)];
    return [element("p", words)];
  }

  private quotation(node: Element, around: Around): ElementContent[] {
    const style = this.survey.sheet.of(node);
    // Mail programs move a paragraph to the right with it.
    const isIndent = /^(?:none|0)/.test(style.get("border") ?? "") && style.has("margin");
    if (isIndent || around.nested >= MOST_NESTED) return this.flow(node.children, this.within(node, around));
    return [element("blockquote", this.blocks(node.children, { ...this.within(node, around), nested: around.nested + 1 }))];
  }

  private preformatted(node: Element, around: Around): ElementContent[] {
    const only = node.children.filter((child) => isElement(child) || (isText(child) && /\S/.test(child.value)));
    const isCode = only.length === 1 && isElement(only[0]) && only[0].tagName === "code";
    if (isCode || /\b(?:highlight|language-|hljs|code)/.test(classOf(node))) return [element("pre", [element("code", [textNode(cleaned(wordsIn(node)))])])];
    return this.flow(node.children, { ...this.within(node, around), keepsLines: true });
  }

  /** A list; in Word for the web each item is one, and says its level. */
  private list(node: Element, around: Around): ElementContent[] {
    if (around.nested >= MOST_NESTED) return this.flow(node.children, around);
    const inside: Around = { ...this.within(node, around), nested: around.nested + 1 };
    const isNumbered = node.tagName === "ol";
    const start = Number(attribute(node, "start")) || 1;
    const flat: Element[] = [];
    const items: Element[] = [];
    for (const child of this.own(node.children)) {
      if (isText(child) && !/\S/.test(child.value)) continue;
      if (isElement(child) && /^[ou]l$/.test(child.tagName) && items.length > 0) {
        items.at(-1)?.children.push(...this.list(child, deeper(inside)));
        continue;
      }
      const isItem = isElement(child) && child.tagName === "li";
      const children = this.blocks(isItem ? child.children : [child], deeper(isItem ? this.within(child, inside) : inside));
      if (!children.some((block) => isElement(block) && hasContent(block))) continue;
      if (isNumbered && isItem && this.hasLetters(node, child)) this.lost.letters = true;
      if (isItem && attribute(child, "dataListid") !== "") {
        const level = Number(attribute(child, "dataAriaLevel") || attribute(child, "ariaLevel")) || 1;
        flat.push(item(Math.min(level, MOST_NESTED - around.nested), isNumbered ? start + flat.length : null, attribute(child, "dataListid"), children));
      } else items.push(element("li", children));
    }
    if (flat.length > 0) return flat;
    return items.length > 0 ? [element(isNumbered ? "ol" : "ul", items, isNumbered ? { start } : {})] : [];
  }

  private hasLetters(list: Element, child: Element): boolean {
    const styles = [list, child].map((part) => this.survey.sheet.of(part).get("list-style-type") ?? "");
    return /^[ai]$/i.test(attribute(list, "type")) || styles.some((style) => /^(?:lower|upper)-/.test(style));
  }

  private table(node: Element, around: Around): ElementContent[] {
    const rows = rowsOf(node).filter((row) => !this.isLeftOut(row));
    const captions = node.children.filter((child): child is Element => isElement(child) && child.tagName === "caption" && !this.isLeftOut(child));
    const caption = captions.flatMap((child) => this.flow(child.children, around));
    const cells = rows.map(cellsOf).map((row) => row.filter((cell) => !this.isLeftOut(cell)));
    // What lies in a table for its looks alone, or inside an item, cannot be one.
    if (around.isCell || around.nested > 0 || isForLooks(node, cells)) {
      return [...caption, ...cells.flatMap((row) => row.flatMap((cell) => this.flow(cell.children, this.within(cell, around))))];
    }
    const made = tableOf(
      cells.map((row) =>
        row.map((cell) => ({
          children: this.cell(cell, around),
          isRight: attribute(cell, "align") === "right" || this.survey.sheet.of(cell).get("text-align") === "right",
          across: spanOf(cell, "colSpan"),
          down: spanOf(cell, "rowSpan"),
        })),
      ),
    );
    this.lost.mergedCells += made?.merged ?? 0;
    return [...caption, ...(made?.blocks ?? [])];
  }

  private cell(node: Element, around: Around): ElementContent[] {
    const found = this.inline(node.children, deeper({ ...this.within(node, around), isHeading: node.tagName === "th", isCell: true }));
    // What keeps blocks apart comes before each of them.
    return found.slice(found.findIndex((inside) => !isText(inside) || /[^;\s]/.test(inside.value)));
  }

  /** Words, also those of blocks, which follow each other with a space. */
  private inline(nodes: readonly Node[], around: Around): ElementContent[] {
    const found: ElementContent[] = [];
    for (const node of this.own(nodes)) for (const inside of this.inlineNode(node, around)) found.push(inside);
    return found;
  }

  private inlineNode(node: Node, around: Around): ElementContent[] {
    if (isText(node)) return this.words(node.value, around);
    if (!isElement(node)) return [];
    if (around.depth > DEEPEST) return this.words(wordsIn(node), around);
    const note = this.notes.references.get(node);
    if (note) return [element(NOTE_SIGN, [], { label: note.label })];
    switch (node.tagName) {
      case "br":
        return around.isCell || around.isHeading ? [textNode(" ")] : [element("br", [])];
      case "img":
      case "image":
        return this.picture(node, around);
      case "code":
        return around.isCell || around.isHeading ? this.words(wordsIn(node), around) : [element("code", [textNode(cleaned(wordsIn(node)))])];
      case "sup":
        return this.inline(raised(node), deeper(this.within(node, around)));
      case "a":
        return this.link(node, around);
      case "q":
        return [textNode("‘"), ...this.inline(node.children, deeper(this.within(node, around))), textNode("’")];
    }
    const inside = this.inline(node.children, deeper(this.within(node, around)));
    if (inside.length === 0 || !this.survey.isBlock(node) || /^[ou]l$/.test(node.tagName)) return inside;
    return [textNode(node.tagName === "li" && around.isCell ? "; " : " "), ...inside];
  }

  private words(text: string, around: Around): ElementContent[] {
    const value = cleaned(text);
    if (value === "") return [];
    if (/\S/.test(value)) {
      if (around.isUnderlined && !around.isLink) this.lost.underlining = true;
      if (around.isStruck) this.lost.strikethrough = true;
      if (around.isColoured && !around.isLink && !around.isHeading && !around.isCell) this.lost.colours = true;
    }
    const lines = around.keepsLines && !around.isCell && !around.isHeading ? value.split("\n") : [value];
    return lines.flatMap((line, at) => [...(at > 0 ? [element("br", [])] : []), ...(line === "" ? [] : [marked(textNode(line), around)])]);
  }

  private link(node: Element, around: Around): ElementContent[] {
    if (this.notes.ways.has(node)) return [];
    if (this.notes.alone.has(node)) {
      this.lost.notes += 1;
      return [];
    }
    const words = this.inline(node.children, deeper({ ...this.within(node, around), isLink: true }));
    const href = attribute(node, "href").trim();
    if (around.isLink || href === "" || !words.some((inside) => /\S/.test(wordsIn(inside)))) return words;
    const address = addressOf(href);
    if (address === null) {
      // A place in the same text is no loss: that text is elsewhere.
      if (!href.startsWith("#") && fragmentOf(node) === "") this.lost.links += 1;
      return words;
    }
    return isItsAddress(words.map(wordsIn).join(""), address) ? words : [element("a", words, { href: address })];
  }

  private picture(node: Element, around: Around): ElementContent[] {
    const alt = attribute(node, "alt").trim();
    if (/^(?:\p{Extended_Pictographic}\ufe0f?\u200d?){1,6}$/u.test(alt)) return this.words(alt, around);
    const isDot = ["width", "height"].some((side) => /^[012](?:px)?$/.test(attribute(node, side) || (this.survey.sheet.of(node).get(side) ?? "")));
    if (isDot || this.survey.textBoxes.has(attribute(node, "v:shapes"))) return [];
    if (word.isTextBox(node)) this.lost.textBoxes += 1;
    else this.lost.pictures += 1;
    return [];
  }

  /** The nodes that are part of the text. */
  private *own(nodes: readonly Node[]): Generator<Node> {
    let isStandIn = false;
    for (const node of nodes) {
      if (isComment(node)) {
        if (word.opensStandIn(node.value)) isStandIn = true;
        else if (word.closesStandIn(node.value)) isStandIn = false;
      } else if (isElement(node)) {
        // A block with words is no stand-in: the end of that was lost.
        if (isStandIn && this.survey.isBlock(node) && node.tagName !== "hr") isStandIn = false;
        if (!isStandIn && !this.isLeftOut(node)) yield node;
      } else if (!isStandIn) yield node;
    }
  }

  private isLeftOut(node: Element): boolean {
    if (LEFT_OUT.has(node.tagName) || this.notes.bodies.has(node) || word.isIgnored(node) || isHidden(node, this.survey.sheet.of(node))) return true;
    if (this.notes.comments.has(node) || word.isElsewhere(node) || word.isCommentSign(node)) return true;
    if (word.isDeletion(node)) {
      if (word.hasWords(node)) this.lost.deletions = true;
      return true;
    }
    if (word.isContents(node)) {
      this.lost.contents = true;
      return true;
    }
    return false;
  }

  private within(node: Element, around: Around): Around {
    return within(node, around, this.survey.sheet);
  }
}

function isHidden(node: Element, style: Styles): boolean {
  return (
    node.properties.hidden === true ||
    attribute(node, "ariaHidden") === "true" ||
    style.get("display") === "none" ||
    /^(?:hidden|collapse)/.test(style.get("visibility") ?? "") ||
    style.get("mso-hide") === "all"
  );
}

/** Squares and cubes have a sign of their own. */
function raised(node: Element): readonly Node[] {
  const words = wordsIn(node).trim();
  return (words === "2" || words === "3") && node.children.every(isText) ? [textNode(words === "2" ? "²" : "³")] : node.children;
}

const hasContent = (block: Element): boolean =>
  word.hasWords(block) || block.children.some((child) => isElement(child) && (child.tagName === NOTE_SIGN || hasContent(child)));
