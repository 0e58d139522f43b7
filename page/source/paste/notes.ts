// Footnotes: a link to a text that links back, as Word, LibreOffice, Google Docs and web pages write them.
import type { Element } from "hast";
import { namesOf, type Survey } from "./survey.ts";
import { attribute, classOf, isElement, styleOf, walk } from "./tree.ts";

export interface Note {
  /** As it stands in the text: [^label]. */
  label: string;
  /** What its words stand in, with the link back. */
  body: Element;
}

export interface Notes {
  /** The note that an anchor leads to. */
  readonly references: ReadonlyMap<Element, Note>;
  readonly bodies: ReadonlySet<Element>;
  /** Anchors in the text of a note that lead back. */
  readonly ways: ReadonlySet<Element>;
  /** Anchors that say of themselves to be a footnote, of which the text was not copied. */
  readonly alone: ReadonlySet<Element>;
  /** Remarks in the margin, and the anchors that lead to them. */
  readonly comments: ReadonlySet<Element>;
  readonly commentCount: number;
}

/** A text of more nodes is no footnote; nor has a letter so many. */
const LONGEST_NOTE = 1000;
const MOST_NOTES = 1000;

const NOTE_BODY = /mso-element:\s*(?:footnote|endnote)\b(?!-)/;
const NOTE_NAME = /^(?:ftn|edn|sdfootnote|sdendnote)\d/;
/** The way to a remark, and the way back. */
const COMMENT_WAY = /^(?:cmnt|_msocom_)\d/;
const COMMENT_NAME = /^(?:cmnt|_msocom|_msoanchor)/;

/** `taken` are the labels that the text has already. */
export function findNotes(survey: Survey, taken: ReadonlySet<string>): Notes {
  const references = new Map<Element, Note>();
  const bodies = new Map<Element, Note>();
  const ways = new Set<Element>();
  const alone = new Set<Element>();
  const comments = new Set<Element>();
  let commentCount = 0;
  let label = Math.max(0, ...[...taken].filter((name) => /^\d{1,6}$/.test(name)).map(Number));
  let looked = 0;
  for (const anchor of survey.anchors) {
    const wanted = fragmentOf(anchor);
    const target = wanted ? survey.named.get(wanted) : undefined;
    if (COMMENT_NAME.test(wanted) || /\bmsocomanchor\b/.test(classOf(anchor))) {
      comments.add(anchor);
      if (COMMENT_WAY.test(wanted)) commentCount += 1;
      if (target && /^cmnt\d/.test(wanted)) comments.add(blockAround(survey, target));
      continue;
    }
    if (ways.has(anchor)) continue;
    if (target) looked += 1;
    const body = target && looked <= MOST_NOTES && survey.orderOf(target) > survey.orderOf(anchor) ? bodyOf(survey, target) : null;
    const back = body && !survey.isWithin(anchor, body) ? waysBack(body, namesAround(survey, anchor)) : [];
    if (!body || back.length === 0) {
      if (/mso-(?:foot|end)note-id/.test(styleOf(anchor)) || /\bsd(?:foot|end)noteanc\b/.test(classOf(anchor))) alone.add(anchor);
      continue;
    }
    const note = bodies.get(body) ?? { label: String(++label), body };
    bodies.set(body, note);
    references.set(anchor, note);
    for (const way of back) ways.add(way);
  }
  return { references, bodies: new Set(bodies.keys()), ways, alone, comments, commentCount };
}

/** The place in a page that a link leads to: what stands behind #. */
export function fragmentOf(anchor: Element): string {
  const href = attribute(anchor, "href");
  const at = href.indexOf("#");
  return at < 0 ? "" : href.slice(at + 1, at + 200);
}

/** The names of an anchor, and of what stands closely around it: <sup id="ref1"><a href="#note1">1</a></sup>. */
function namesAround(survey: Survey, anchor: Element): Set<string> {
  const names = new Set(namesOf(anchor));
  let above = survey.parentOf(anchor);
  for (let steps = 0; above && steps < 2 && !survey.isBlock(above); steps += 1) {
    for (const name of namesOf(above)) names.add(name);
    above = survey.parentOf(above);
  }
  return names;
}

function waysBack(body: Element, names: ReadonlySet<string>): Element[] {
  const found: Element[] = [];
  if (names.size === 0) return found;
  let count = 0;
  walk(body, (node) => {
    count += 1;
    if (isElement(node) && node.tagName === "a" && names.has(fragmentOf(node))) found.push(node);
    return count < LONGEST_NOTE;
  });
  return found;
}

/** The note around a place in it: what a program marks as one, else an item of a list or a paragraph. */
function bodyOf(survey: Survey, target: Element): Element {
  let above: Element | null = target;
  for (let steps = 0; above && steps < 6; steps += 1) {
    if (NOTE_BODY.test(styleOf(above)) || NOTE_NAME.test(attribute(above, "id")) || above.tagName === "li") return above;
    above = survey.parentOf(above);
  }
  return blockAround(survey, target);
}

function blockAround(survey: Survey, element: Element): Element {
  let above: Element = element;
  for (let next: Element | null = above; next && !survey.isBlock(above); next = survey.parentOf(above)) above = next;
  return above;
}
