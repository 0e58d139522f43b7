// The messages between this page and the server of `griffel bekijk`.

/** A letter or a presentation. */
export type Kind = "brief" | "presentatie";

/** A document in the list at the left. */
export interface Row {
  id: string;
  kind: Kind;
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
  /**
   * Which slide this is, from 1, and how far it is built up. A slide of which the lists build up in 3 steps has four pages, with the
   * steps 0 to 3; the last one is the complete slide. Null in a letter.
   */
  slide: { number: number; step: number; steps: number } | null;
}

/** A part of what the speaker says at a slide: a paragraph, a point in a list or a heading. */
export interface Note {
  kind: "alinea" | "punt" | "kop";
  text: string;
}

/** A slide as it stands in the source. */
export interface SlideSource {
  title: string;
  /** Where it begins; 0: that is not known. */
  line: number;
  notes: Note[];
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

export interface Adopted {
  version: number;
  /** "14 maart 2023" */
  date: string;
}

export interface DocumentMessage {
  type: "document";
  document: string;
  kind: Kind;
  full: boolean;
  /** Of the unsaved text it was made from; null: from the file on disk. */
  revision: number | null;
  /** Entity tag of the file on disk; null: there is no file. */
  disk: string | null;
  title: string | null;
  status: string | null;
  /** When it was adopted, if it still says what was adopted. */
  adopted: Adopted | null;
  findings: Finding[];
  /** Whether it can be made as it is now. */
  good: boolean;
  /** Whether the pages are of the text as it is now. Otherwise `pages` are from before the mistake, or null: keep those that are shown. */
  fresh: boolean;
  pages: Page[] | null;
  /** In order, the title slide first. Null in a letter, and with `pages: null`: as before. */
  slides: SlideSource[] | null;
  layers: Record<string, Layer>;
  /** SVG by hash, as far as it was not sent before. */
  bands: Record<string, string>;
  /** Null: as before. */
  figures: Figure[] | null;
}

/** A date that a letter must be ready for. */
export interface Due {
  wat: string;
  datum: string;
  dagen: number;
  nodig: string;
}

export type Standing = "te laat" | "niet te lezen" | "loopt" | "klaar";

export interface LetterRow {
  naam: string;
  titel: string | null;
  stand: Standing;
  status: string | null;
  schrijver: string | null;
  fouten: number;
  waarschuwingen: number;
  mist: { reeks: string; titel: string; bestand: string; maat: string | null; periode: string }[];
  volgende: Due | null;
}

export interface PeriodRow {
  periode: string;
  naam: string;
  datums: Record<"college" | "verzenden" | "raad", string | null>;
  brieven: LetterRow[];
  volgende: Due | null;
  vervolg: { periode: string; zonder: string[] } | null;
}

export type PromiseState = "te laat" | "open" | "onderweg" | "zonder datum" | "te laat nagekomen" | "nagekomen";

export interface PromiseRow {
  bron: "kalender" | "brief";
  wat: string;
  gedaan_in: string | null;
  bestand: string;
  regel: number | null;
  uiterlijk: string | null;
  dagen: number | null;
  stand: PromiseState;
  brief: string | null;
}

/** What `griffel overzicht --formaat json` tells; dates as 2023-03-14. */
export interface Board {
  op: string;
  samenvatting: Record<
    "brieven" | "te_laat" | "met_fouten" | "missen_cijfers" | "perioden_zonder_brieven_te_laat" | "klaar" | "toezeggingen_te_laat",
    number
  >;
  perioden: PeriodRow[];
  toezeggingen: PromiseRow[];
}

export type State = "gelijk" | "veranderd" | "nieuw" | "vervallen";
export type SentenceState = "gelijk" | "cijfers" | "gewijzigd" | "nieuw" | "vervallen";

export interface Change {
  absoluut: string;
  relatief?: string;
  omgedraaid: boolean;
}

export interface Printed {
  afgedrukt: string;
  periode: string;
  onderdeel: string;
  regel?: number;
}

export interface NumberChange {
  toestand: State;
  naam: string;
  kenmerken?: { kenmerk: string; waarde: string }[];
  oud: Printed | null;
  nieuw: Printed | null;
  verschil?: Change;
}

export interface Said {
  regel?: number;
  stukken: { tekst: string; anders: boolean }[];
}

export interface Sentence {
  toestand: SentenceState;
  oud: Said | null;
  nieuw: Said | null;
}

export interface ExhibitSide {
  plaats: string;
  titel: string;
  onderwerp: string;
  bronnen: string[];
}

export interface Exhibit {
  toestand: State;
  naam: string;
  oud: ExhibitSide | null;
  nieuw: ExhibitSide | null;
  erbij: string[];
  eraf: string[];
  punten: { reden: string; naam: string; oud: string | null; nieuw: string | null; verschil?: Change }[];
}

/** What `griffel verschil --formaat json` tells. */
export interface Difference {
  oud: { document: string; periode: string };
  nieuw: { document: string; periode: string };
  gelijk: boolean;
  samenvatting: { getallen: Record<State, number>; zinnen: Record<SentenceState, number>; figuren: number };
  kop: { veld: string; oud: string | null; nieuw: string | null }[];
  getallen: NumberChange[];
  tekst: { onderdeel: string; in_oud: boolean; in_nieuw: boolean; zinnen: Sentence[] }[];
  figuren: Exhibit[];
}

/** What is new in a letter. */
export interface DifferenceMessage {
  type: "difference";
  document: string;
  with: string | null;
  against: string | null;
  others: { period: string; name: string }[];
  problem: { message: string; hint: string | null } | null;
  difference: Difference | null;
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
  | { type: "overview"; board: Board }
  | DifferenceMessage
  | { type: "bands"; bands: Record<string, string> }
  | { type: "vocabulary"; document: string; words: Word[] }
  | { type: "busy"; document: string }
  | { type: "trouble"; document: string | null; message: string; hint: string };

export type ClientMessage =
  | { type: "open"; document: string }
  | { type: "view"; first: number; last: number }
  | { type: "text"; document: string; text: string; revision: number }
  | { type: "discard"; document: string }
  | { type: "bands"; document: string; bands: string[] }
  | { type: "overview"; shown: boolean }
  | { type: "compare"; compared: { document: string; with: string | null } | null };
