// HTML from the clipboard to a tree. A document of DOMParser runs nothing and fetches nothing.
import type { Root } from "hast";
import { fromDom } from "hast-util-from-dom";
import { TooMuch } from "./survey.ts";

/** Pictures within the HTML are not counted. */
const MOST_HTML = 8_000_000;
const MOST_ELEMENTS = 60_000;

export function treeOf(html: string): Root {
  // Some programs leave the heading of the clipboard's format before it.
  const body = html.replace(/^Version:\d[^<]*/, "").replace(/(["'])data:[^"'<>]*\1/g, '""');
  if (body.length > MOST_HTML) throw new TooMuch();
  const parsed = new DOMParser().parseFromString(body, "text/html");
  if (parsed.getElementsByTagName("*").length > MOST_ELEMENTS) throw new TooMuch();
  return fromDom(parsed) as Root;
}
