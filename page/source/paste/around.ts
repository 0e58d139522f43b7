// What holds for the words in an element: how they look by its name and style, and in what they stand.
import type { Element, ElementContent } from "hast";
import { isColourful } from "./colours.ts";
import { attribute, element, type StyleSheet } from "./tree.ts";

/** Elements that look different without a style. */
const LOOKS = new Set("b strong i em u s strike mark font".split(" "));

/** What holds for the words inside. */
export interface Around {
  isBold: boolean;
  isItalic: boolean;
  isUnderlined: boolean;
  isStruck: boolean;
  isColoured: boolean;
  isLink: boolean;
  /** A heading has one weight. */
  isHeading: boolean;
  isCell: boolean;
  keepsLines: boolean;
  /** Lists and quotations. */
  nested: number;
  depth: number;
}

export const OUTSIDE: Around = {
  isBold: false,
  isItalic: false,
  isUnderlined: false,
  isStruck: false,
  isColoured: false,
  isLink: false,
  isHeading: false,
  isCell: false,
  keepsLines: false,
  nested: 0,
  depth: 0,
};

/** What holds inside an element. */
export function within(node: Element, around: Around, sheet: StyleSheet): Around {
  const style = sheet.of(node);
  const { tagName } = node;
  if (style.size === 0 && !LOOKS.has(tagName)) return around;
  const weight = style.get("font-weight");
  const slant = style.get("font-style");
  const line = style.get("text-decoration-line") ?? style.get("text-decoration") ?? "";
  const space = style.get("white-space");
  const ink = style.get("color") ?? (tagName === "font" ? attribute(node, "color").toLowerCase() : "");
  const isColoured = isColourful(ink) || isColourful(style.get("background-color") ?? style.get("background") ?? style.get("mso-highlight"));
  return {
    ...around,
    isBold: weight ? /^(?:bold|bolder|[6-9]00)/.test(weight) : around.isBold || tagName === "b" || tagName === "strong",
    isItalic: slant ? /^(?:italic|oblique)/.test(slant) : around.isItalic || tagName === "i" || tagName === "em",
    isUnderlined: around.isUnderlined || tagName === "u" || line.includes("underline"),
    isStruck: around.isStruck || tagName === "s" || tagName === "strike" || line.includes("line-through"),
    isColoured: around.isColoured || tagName === "mark" || (isColoured && !/^(?:td|th|tr|table|body|div)$/.test(tagName)),
    keepsLines: space ? /^(?:pre|break-spaces)/.test(space) : around.keepsLines,
  };
}

export const deeper = (around: Around): Around => ({ ...around, depth: around.depth + 1 });

/** Words as they look. */
export function marked(words: ElementContent, around: Around): ElementContent {
  const slanted = around.isItalic ? element("em", [words]) : words;
  return around.isBold && !around.isHeading ? element("strong", [slanted]) : slanted;
}
