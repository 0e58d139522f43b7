// Items that stand one after another, each with its level, as lists within lists.
import type { Element, ElementContent } from "hast";
import { element } from "./tree.ts";

/** A paragraph that is an item. */
export const ITEM = "griffel-item";
/** A paragraph that belongs to the item before it. */
export const CONTINUES = "griffel-continues";

export function item(level: number, number: number | null, list: string, children: ElementContent[]): Element {
  return element(ITEM, children, { level, number: number ?? "", list });
}

interface Open {
  level: number;
  list: Element;
  of: string;
}

/** Makes lists of the items among blocks; what stands between two items ends the list. */
export function listed(blocks: readonly ElementContent[]): ElementContent[] {
  const found: ElementContent[] = [];
  let open: Open[] = [];
  for (const block of blocks) {
    if (block.type !== "element") found.push(block);
    else if (block.tagName === ITEM) open = place(block, open, found);
    else if (block.tagName === CONTINUES) {
      const last = open.at(-1)?.list.children.at(-1);
      const paragraph = element("p", block.children);
      if (last?.type === "element") last.children.push(paragraph);
      else found.push(paragraph);
    } else {
      open = [];
      found.push(block);
    }
  }
  return found;
}

function place(block: Element, open: Open[], found: ElementContent[]): Open[] {
  const level = Number(block.properties.level);
  const of = String(block.properties.list);
  const isNumbered = block.properties.number !== "";
  const tagName = isNumbered ? "ol" : "ul";
  const ways = open.filter((way) => way.level <= level);
  // An item less deep than the first of its list belongs to that list all the same.
  const first = open[0];
  if (ways.length === 0 && first) ways.push({ ...first, level });
  const last = ways.at(-1);
  const fits = last?.level === level && last.list.tagName === tagName && (last.of === of || !isNumbered);
  if (!last || !fits) {
    if (last?.level === level) ways.pop();
    const list = element(tagName, [], isNumbered ? { start: Number(block.properties.number) } : {});
    const above = ways.at(-1)?.list.children.at(-1);
    if (above?.type === "element") above.children.push(list);
    else found.push(list);
    ways.push({ level, list, of });
  }
  ways.at(-1)?.list.children.push(element("li", block.children));
  return ways;
}
