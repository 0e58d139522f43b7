// HTML from the clipboard to a tree. A document of DOMParser runs nothing and fetches nothing.
import type { Root } from "hast";
import { fromDom } from "hast-util-from-dom";
import { prepared } from "./prepare.ts";
import { TooMuch } from "./survey.ts";

/** With pictures that are written out in it, and without. */
const MOST_RAW = 24_000_000;
const MOST_HTML = 8_000_000;
const MOST_ELEMENTS = 60_000;
/** Of each element the beginning and the end, and comments. */
const MOST_TAGS = MOST_ELEMENTS * 5;

export function treeOf(html: string): Root {
  if (html.length > MOST_RAW) throw new TooMuch();
  const ready = prepared(html);
  if (ready.length > MOST_HTML || ready.split("<").length > MOST_TAGS) throw new TooMuch();
  const parsed = new DOMParser().parseFromString(ready, "text/html");
  if (parsed.getElementsByTagName("*").length > MOST_ELEMENTS) throw new TooMuch();
  return fromDom(parsed) as Root;
}

/** Whether lines lie at places of their own, as on a page of Griffel or in a PDF: what belongs together is not said. */
export const isPlaced = (html: string): boolean => html.split(/position:\s*absolute/, 4).length > 3 && !/<(?:p|li|td|h[1-6])[\s>]/i.test(html);
