// What Word and programs that follow it write in HTML of their own: lists as paragraphs, headings and quotations by name.
import type { Element } from "hast";
import { writtenNumber } from "./markers.ts";
import { attribute, childrenOf, classOf, isComment, isElement, isText, type StyleSheet, styleOf, walk, wordsIn } from "./tree.ts";

/** Parts of a page that belong to no text, and remarks in the margin. */
const ELSEWHERE = /mso-element:\s*(?:header|footer|comment-list|comment)\b/;

/** Opens what stands there only for programs that do not know lists, footnotes and the like. */
export const opensStandIn = (comment: string): boolean => /^\[if !support/i.test(comment.trim());
export const closesStandIn = (comment: string): boolean => /^\[endif\]/i.test(comment.trim());

export const isElsewhere = (element: Element): boolean => ELSEWHERE.test(styleOf(element));
export const isContents = (element: Element): boolean => /(?:^|\s)MsoToc(?:\d|Heading)/.test(classOf(element));
export const isCommentSign = (element: Element): boolean =>
  /(?:^|\s)(?:MsoCommentReference|MsoCommentText|msocomtxt|msocomoff)/.test(classOf(element)) || /mso-special-character:\s*comment/.test(styleOf(element));
export const isDeletion = (element: Element): boolean =>
  element.tagName === "del" || /(?:^|\s)msoDel/i.test(classOf(element)) || /mso-(?:prop-)?deleted|mso-change:\s*deleted/.test(styleOf(element));
export const isQuotation = (element: Element): boolean => /(?:^|\s)(?:MsoQuote|MsoIntenseQuote|quotations)/i.test(classOf(element));
/** A paragraph within an item of a list. */
export const continuesItem = (element: Element): boolean => /(?:^|\s)MsoListParagraph/.test(classOf(element));

/** Level of a heading; null: it is none. */
export function headingLevel(element: Element, sheet: StyleSheet): number | null {
  const tag = /^h([1-6])$/.exec(element.tagName)?.[1];
  if (tag) return Number(tag);
  const names = classOf(element);
  if (/(?:^|\s)(?:MsoTitle|title)(?:\s|$)/.test(names) && element.tagName === "p") return 1;
  if (/(?:^|\s)(?:MsoSubtitle|subtitle)(?:\s|$)/.test(names) && element.tagName === "p") return 2;
  const named = /(?:^|\s)MsoHeading([1-9])/.exec(names)?.[1];
  if (named) return Number(named);
  if (attribute(element, "role") === "heading") return Number(attribute(element, "ariaLevel")) || 2;
  const outline = /^([1-9])$/.exec(sheet.of(element).get("mso-outline-level") ?? "")?.[1];
  return outline ? Number(outline) : null;
}

export interface Item {
  /** From 1 on. */
  level: number;
  /** Null: a bullet. */
  number: number | null;
  isLetter: boolean;
}

/** The item of a list that a paragraph is; null: it is none. */
export function itemOf(paragraph: Element, sheet: StyleSheet): Item | null {
  const style = sheet.of(paragraph);
  const list = /level(\d)/.exec(style.get("mso-list") ?? "");
  const marker = standIn(paragraph);
  if (!list && marker === null) return null;
  // A paragraph whose number was taken away is no item any more.
  if (list && marker === null && !/^l\d/.test(style.get("mso-list") ?? "")) return null;
  const indent = /^(-?[\d.]+)(pt|cm|in)$/.exec(style.get("margin-left") ?? "");
  const points = indent ? Number(indent[1]) * (indent[2] === "pt" ? 1 : indent[2] === "cm" ? 28.35 : 72) : 36;
  const level = list ? Number(list[1]) : Math.min(9, Math.max(1, Math.round(points / 36)));
  const number = marker === null ? null : writtenNumber(marker);
  return { level, number, isLetter: number !== null && !/\d/.test(marker ?? "") };
}

/** The marker that Word wrote for others: in a span that says so, or between comments. */
function standIn(paragraph: Element): string | null {
  let found: string | null = null;
  walk(paragraph, (node) => {
    if (found !== null) return false;
    if (isElement(node) && isIgnored(node)) {
      found = wordsIn(node);
      return false;
    }
    const children = childrenOf(node);
    const opening = children.findIndex((child) => isComment(child) && /^\[if !supportLists\]/i.test(child.value.trim()));
    if (opening >= 0) {
      const closing = children.findIndex((child, at) => at > opening && isComment(child) && closesStandIn(child.value));
      found = children.slice(opening + 1, closing < 0 ? opening + 2 : closing).map(wordsIn).join("");
      return false;
    }
    return undefined;
  });
  return found === null ? null : String(found).replace(/[\s\u00a0]+/g, " ").trim();
}

/** Words that Word itself does not read back. */
export const isIgnored = (element: Element): boolean => /mso-list:\s*ignore/i.test(styleOf(element));

/** Whether a box is Word's: its picture stands there for other programs. */
export const isTextBox = (picture: Element): boolean => /tekstvak|text[ _]?(?:x0020_)?box/i.test(`${attribute(picture, "v:shapes")} ${attribute(picture, "alt")}`);

export const hasWords = (element: Element): boolean => {
  let found = false;
  walk(element, (node) => {
    if (isText(node) && /\S/.test(node.value)) found = true;
    return !found;
  });
  return found;
};
