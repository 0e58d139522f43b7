// The messages between this page and the server of `griffel bekijk`.

/** A document in the list at the left. */
export interface Row {
  id: string;
  period: string;
  periodName: string;
  name: string;
  title: string | null;
  status: string | null;
  errors: number;
  warnings: number;
  /** False as long as the counts are not known. */
  checked: boolean;
}

export type Severity = "fout" | "waarschuwing";

/** Something that is wrong, or may be. Columns are 1-based UTF-16 units within the line. */
export interface Finding {
  code: string;
  title: string;
  severity: Severity;
  message: string;
  hints: string[];
  file: string;
  where: string;
  line: number | null;
  column: number | null;
  endLine: number | null;
  endColumn: number | null;
  inLetter: boolean;
}

/** A page; measures are in points. */
export interface Page {
  /** The hashes of the bands that lie over each other, the lowest first. */
  bands: string[];
  width: number;
  height: number;
}

/** A piece of text in one line: text, left, baseline, width, font size, line in the source (0: none), key of a figure ("": none). */
export type Run = [text: string, x: number, y: number, width: number, size: number, line: number, anchor: string];

/** A chart or an image. */
export type Picture = [
  x: number,
  y: number,
  width: number,
  height: number,
  line: number,
  anchor: string,
  hash: string,
  alt: string,
];

/** What is on a page, in reading order. */
export interface Layer {
  runs: Run[];
  pictures: Picture[];
}

/** A cell of a data file that a number was computed from. */
export interface Cell {
  measure: string;
  file: string;
  place: string;
  value: string;
  status: string;
}

/** Where a number in the letter comes from. */
export interface Figure {
  anchor: string;
  /** 1 is the first. */
  page: number | null;
  part: string;
  around: string;
  printed: string;
  value: string | null;
  unit: string;
  name: string;
  indicator: string | null;
  about: [string, string][];
  period: string;
  formula: string;
  filledIn: string | null;
  cells: Cell[];
  sources: string[];
  status: string;
  line: number | null;
  column: number | null;
}

export type WordKind =
  | "kengetal"
  | "feit"
  | "grafiek"
  | "tabel"
  | "zaak"
  | "afkorting"
  | "functie"
  | "periode"
  | "gegeven";

/** A name that can stand between {{ and }}. */
export interface Word {
  label: string;
  kind: WordKind;
  detail: string;
  value: string | null;
}

export interface DocumentMessage {
  type: "document";
  document: string;
  full: boolean;
  /** Of the unsaved text it was made from; null: from the file on disk. */
  revision: number | null;
  /** Entity tag of the file on disk; null: there is no file. */
  disk: string | null;
  title: string | null;
  status: string | null;
  findings: Finding[];
  /** Whether it can be made as it is now. Otherwise `pages` are from before the mistake, or null: keep those that are shown. */
  good: boolean;
  pages: Page[] | null;
  layers: Record<string, Layer>;
  /** SVG by hash, as far as it was not sent before. */
  bands: Record<string, string>;
  /** Null: as before. */
  figures: Figure[] | null;
}

export interface HelloMessage {
  type: "hello";
  run: string;
  folder: string;
  folderName: string;
  organisation: string;
  version: string;
}

export type ServerMessage =
  | HelloMessage
  | { type: "board"; documents: Row[]; shared: Finding[] }
  | { type: "row"; row: Row }
  | DocumentMessage
  | { type: "bands"; bands: Record<string, string> }
  | { type: "vocabulary"; document: string; words: Word[] }
  | { type: "busy"; document: string }
  | { type: "trouble"; document: string | null; message: string; hint: string };

export type ClientMessage =
  | { type: "open"; document: string }
  | { type: "view"; first: number; last: number }
  | { type: "text"; document: string; text: string; revision: number }
  | { type: "discard"; document: string }
  | { type: "bands"; document: string; bands: string[] };
