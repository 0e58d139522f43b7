// Two texts that were made of one: what one of them changed is in the merge, and where both changed the same piece, both of it.
import { align, type Alignment } from "./alignment.ts";
import { cut, type Piece } from "./pieces.ts";

/** What stays of a piece that both changed. */
export type Choice = "mine" | "theirs" | "both";

/** A stretch of a text, and whose it is. */
export interface Whose {
  from: number;
  to: number;
  side: "mine" | "theirs";
}

export interface Version {
  text: string;
  /** Places in that text. */
  whose: Whose[];
}

/** A piece that both changed, or that one changed and the other took out. */
export interface Conflict {
  /** Where it stands in the merge, with the white space around it; there it has both. */
  from: number;
  to: number;
  versions: Record<Choice, Version>;
  /** Whether it is a line of the head: of that only one counts. */
  isHead: boolean;
  /** The words; empty: taken out. */
  mine: string;
  theirs: string;
}

export interface Merged {
  text: string;
  conflicts: Conflict[];
}

type Row = "base" | "mine" | "theirs";

/** A piece of the merge, and its place in each of the three texts that have it. */
interface Node {
  piece: Piece;
  at: Partial<Record<Row, number>>;
}

/** Nodes that stay; of a conflict those of each side, of which at most one is empty. */
type Step = { both: Node } | { mine: Node | null; theirs: Node | null };

const BEGINNING: Node = { piece: { lead: "", text: "", kind: "end" }, at: { base: -1, mine: -1, theirs: -1 } };

export function merge(base: string, mine: string, theirs: string): Merged {
  const rows = { base: cut(base), mine: cut(mine), theirs: cut(theirs) };
  return new Joint(rows, base.includes("\r\n") ? "\r\n" : "\n").written(steps(rows));
}

type Rows = Record<Row, readonly Piece[]>;

/** What follows what in the merge. */
function steps(rows: Rows): Step[] {
  const mine = new Changes(rows, "mine");
  const theirs = new Changes(rows, "theirs");
  const sameKeys = keysOfBoth(mine, theirs);
  const taken = new Set(sameKeys.values());
  const found: Step[] = [];
  const add = (node: Node) => {
    const other = node.at.theirs === undefined ? undefined : sameKeys.get(node.at.theirs);
    const isNewOfTheirs = node.at.base === undefined && node.at.mine === undefined;
    if (isNewOfTheirs && other !== undefined) found.push(bothOr(mine.node(other), node));
    else if (node.at.mine === undefined || node.at.theirs !== undefined || !taken.has(node.at.mine)) found.push({ both: node });
  };
  rows.base.forEach((piece, place) => {
    added(mine, theirs, place).forEach(add);
    const [my, their] = [mine.became(place), theirs.became(place)];
    const isSame = (node: Node | null) => node?.piece.text === piece.text;
    const known = { base: place, ...my?.at, ...their?.at };
    if (my?.piece.text === their?.piece.text) {
      if (my) add({ piece: my.piece, at: known });
    } else if (isSame(their) || isSame(my)) {
      const changed = isSame(their) ? my : their;
      if (changed) add({ piece: changed.piece, at: known });
    } else {
      const withBase = (node: Node | null) => node && { ...node, at: { ...node.at, base: place } };
      found.push({ mine: withBase(my), theirs: withBase(their) });
    }
  });
  return found;
}

/** What one side did to the base. */
class Changes {
  readonly row: readonly Piece[];
  private readonly side: "mine" | "theirs";
  private readonly alignment: Alignment;

  constructor(rows: Rows, side: "mine" | "theirs") {
    this.row = rows[side];
    this.side = side;
    this.alignment = align(rows.base, this.row);
  }

  node(place: number): Node {
    return { piece: this.row[place] ?? BEGINNING.piece, at: { [this.side]: place } };
  }

  became(place: number): Node | null {
    const now = this.alignment.now[place];
    return now == null ? null : this.node(now);
  }

  addedBefore(place: number): Node[] {
    return (this.alignment.added.get(place) ?? []).map((added) => this.node(added));
  }

  /** Places of the lines that it added to the head, by the key that they set. */
  addedKeys(): Map<string, number> {
    const keys = new Map<string, number>();
    for (const place of [...this.alignment.added.values()].flat()) {
      const piece = this.row[place];
      const key = piece?.kind === "head" ? /^([\w.-]+)\s*=/.exec(piece.text)?.[1] : undefined;
      if (key !== undefined) keys.set(key, place);
    }
    return keys;
  }
}

/** Lines that both added to the head for one key: of theirs, which of mine. A head has a key once. */
function keysOfBoth(mine: Changes, theirs: Changes): Map<number, number> {
  const my = mine.addedKeys();
  const pairs = [...theirs.addedKeys()].map(([key, place]) => [place, my.get(key)] as const);
  return new Map(pairs.filter((pair): pair is [number, number] => pair[1] !== undefined));
}

const bothOr = (mine: Node, theirs: Node): Step =>
  mine.piece.text === theirs.piece.text ? { both: { piece: mine.piece, at: { ...mine.at, ...theirs.at } } } : { mine, theirs };

/** What was added before a piece of the base: what both added once, else theirs and then mine. */
function added(mine: Changes, theirs: Changes, place: number): Node[] {
  const [my, their] = [mine.addedBefore(place), theirs.addedBefore(place)];
  if (my.length === 0 || their.length === 0) return [...their, ...my];
  const [short, long] = my.length < their.length ? [my, their] : [their, my];
  for (const shift of [0, long.length - short.length]) {
    if (short.some(({ piece }, index) => piece.text !== long[index + shift]?.piece.text)) continue;
    return long.map((node, index) => ({ ...node, at: { ...node.at, ...short[index - shift]?.at } }));
  }
  return mustGoFirst(mine, my, their, theirs) ? [...my, ...their] : [...their, ...my];
}

/** Whether mine belongs with what stands before it, or theirs with what comes after it. */
function mustGoFirst(mine: Changes, my: Node[], their: Node[], theirs: Changes): boolean {
  const before = (nodes: Node[]) => breaks(nodes[0]?.piece.lead ?? "");
  const after = (changes: Changes, nodes: Node[], side: "mine" | "theirs") => breaks(changes.row[(nodes.at(-1)?.at[side] ?? 0) + 1]?.lead ?? "");
  // What stands below the heading of a table belongs to that table.
  const isTable = ({ piece }: Node) => piece.kind === "head" && piece.text.startsWith("[");
  if (their.some(isTable) !== my.some(isTable)) return their.some(isTable);
  return before(their) > before(my) || after(mine, my, "mine") > after(theirs, their, "theirs");
}

/** The steps as one text. */
class Joint {
  private readonly rows: Rows;
  private readonly lineBreak: string;

  constructor(rows: Rows, lineBreak: string) {
    this.rows = rows;
    this.lineBreak = lineBreak;
  }

  written(steps: Step[]): Merged {
    const parts: string[] = [];
    const conflicts: Conflict[] = [];
    let length = 0;
    const write = (text: string) => {
      parts.push(text);
      length += text.length;
    };
    let before = BEGINNING;
    let isLed = false;
    steps.forEach((step, index) => {
      if ("both" in step) {
        write((isLed ? "" : this.lead(before, step.both)) + step.both.piece.text);
        [before, isLed] = [step.both, false];
        return;
      }
      const { mine, theirs } = step;
      const next = steps[index + 1];
      const after = next && "both" in next ? next.both : null;
      const versions = {
        mine: this.version(before, [], mine, after),
        theirs: this.version(before, [], theirs, after),
        both: this.version(before, theirs ? [theirs] : [], mine, after),
      };
      const from = length;
      write(versions.both.text);
      conflicts.push({ from, to: length, versions, isHead: (mine ?? theirs)?.piece.kind === "head", mine: mine?.piece.text ?? "", theirs: theirs?.piece.text ?? "" });
      [before, isLed] = [mine ?? theirs ?? before, after !== null];
    });
    return { text: parts.join(""), conflicts };
  }

  /** What a conflict may become, from the white space before it to that after it. */
  private version(before: Node, earlier: Node[], last: Node | null, after: Node | null): Version {
    let text = "";
    let previous = before;
    const whose: Whose[] = [];
    for (const node of [...earlier, ...(last ? [last] : [])]) {
      const isSecond = previous !== before;
      text += isSecond ? this.beside(previous, node) : this.lead(before, node);
      const from = text.length;
      // Of two values the head can have only one; the other stays as a remark.
      const isRemark = earlier.includes(node) && last !== null && node.piece.kind === "head" && last.piece.kind === "head";
      text += isRemark ? `# ${node.piece.text}` : node.piece.text;
      whose.push({ from, to: text.length, side: node.at.mine === undefined ? "theirs" : "mine" });
      previous = node;
    }
    return { text: text + (after ? this.lead(previous, after) : ""), whose };
  }

  /** The white space between the two of a conflict. */
  private beside(first: Node, second: Node): string {
    const { lead } = second.piece;
    const areSentences = first.piece.kind === "sentence" && second.piece.kind === "sentence";
    if (areSentences) return breaks(lead) > 0 || lead === "" ? " " : lead;
    return breaks(lead) > 0 ? lead : this.lineBreak;
  }

  /** The white space before a piece of the merge: as the texts have it in which it follows the same piece. */
  private lead(before: Node, node: Node): string {
    const [base, mine, theirs] = [this.way("base", before, node), this.way("mine", before, node), this.way("theirs", before, node)];
    const known = [mine, theirs].filter((way) => way !== null);
    const straight = known.filter((way) => way.isStraight);
    const [first, second] = straight;
    let lead: string;
    if (first && second) {
      const isOld = (way: Way) => base !== null && base.isStraight && base.lead === way.lead;
      lead = isOld(first) ? second.lead : isOld(second) ? first.lead : stronger([first.lead, second.lead]);
    } else if (first) lead = first.lead;
    else if (known.length > 0) lead = stronger(known.map((way) => way.lead));
    else lead = this.leadBetweenSides(before, node);
    const needsBreak = before !== BEGINNING && node.piece.kind !== "end" && (before.piece.kind !== "sentence" || node.piece.kind !== "sentence");
    if (needsBreak && breaks(lead) === 0) return this.lineBreak;
    return lead === "" && before !== BEGINNING && node.piece.kind !== "end" ? this.lineBreak : lead;
  }

  /** From one piece to another in one of the texts; null: it does not have both, in this order. */
  private way(row: Row, before: Node, node: Node): Way | null {
    const [from, to] = [before.at[row], node.at[row]];
    if (from === undefined || to === undefined || to <= from) return null;
    if (to === from + 1) return { isStraight: true, lead: this.rows[row][to]?.lead ?? "" };
    return { isStraight: false, lead: stronger(this.rows[row].slice(from + 1, to + 1).map(({ lead }) => lead)) };
  }

  /** Between what one side added and what the other did: no more than either has there. */
  private leadBetweenSides(before: Node, node: Node): string {
    const row = before.at.mine === undefined ? "theirs" : "mine";
    const next = this.rows[row][(before.at[row] ?? -1) + 1];
    // What stands at the end of a text parts nothing.
    const following = next && next.kind !== "end" ? next.lead : node.piece.lead;
    const isWeaker = breaks(following) < breaks(node.piece.lead) && following !== "";
    const lead = isWeaker ? following : node.piece.lead;
    const areSentences = before.piece.kind === "sentence" && node.piece.kind === "sentence";
    return areSentences || breaks(lead) > 0 ? lead : stronger([following, node.piece.lead]);
  }
}

interface Way {
  isStraight: boolean;
  /** The white space that parts the two most. */
  lead: string;
}

const breaks = (lead: string): number => lead.split("\n").length - 1;

/** Of white space in a row the one with most line ends, with what the last has on its own line. */
function stronger(leads: string[]): string {
  const own = leads.at(-1) ?? "";
  let most = own;
  for (const lead of leads) if (breaks(lead) > breaks(most)) most = lead;
  if (most === own) return own;
  return most.slice(0, most.lastIndexOf("\n") + 1) + (breaks(own) > 0 ? own.slice(own.lastIndexOf("\n") + 1) : "");
}
