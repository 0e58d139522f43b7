// The messages between this page and the server of `griffel bekijk`.
// Written from the Rust types, see src/preview/protocol.rs; do not change it by hand: `npm run protocol` writes it anew.

/** What is known of this run. */
export type About = {
/** Of this run of the program, another one each time. */
run: string,
/** Of the work folder, the same one each time. */
folder: string,
/** The folder's name. */
folderName: string,
/** The organisation. */
organisation: string,
/** Griffel's version. */
version: string, };

/** What was adopted. */
export type AdoptedVersion = { version: number,
/** "14 maart 2023" */
date: string, };

/** Everything that the overview shows. */
export type Board = {
/** The day that counts as today. */
op: string,
/** How much there is of what. */
samenvatting: Counts,
/** Periods with documents or dates, newest first. */
perioden: Array<PeriodRow>,
/** What the council was promised, what is due first before the rest. */
toezeggingen: Array<PromiseRow>, };

export type CellOrigin = { measure: string, file: string, place: string, value: string, status: string, };

export type ChangeState = "gelijk" | "veranderd" | "nieuw" | "vervallen";

/** A document that is compared with an earlier one. */
export type Compared = {
/** `<period>/<name>` */
document: string,
/** The period of the other; none: the last one before. */
with: string | null, };

/** How much there is of what. */
export type Counts = {
/** Documents. */
brieven: number,
/** Documents that are not as far as their date demands. */
te_laat: number,
/** Documents with errors. */
met_fouten: number,
/** Documents that lack numbers. */
missen_cijfers: number,
/** Periods without documents of which a date has gone by. */
perioden_zonder_brieven_te_laat: number,
/** Documents that were sent. */
klaar: number,
/** Promises whose last day has gone by. */
toezeggingen_te_laat: number, };

/** Why something that was asked for is not given: Dutch, for the page. */
export type Denial = {
/** What is the matter. */
message: string,
/** What to do. */
hint: string | null, };

export type DocumentKind = "brief" | "presentatie";

/** A document. */
export type DocumentRow = {
/** `period/name` */
naam: string,
/** Its title; none where it could not be read. */
titel: string | null,
/** How it stands. */
stand: Standing,
/** How far it is; none where it could not be read. */
status: string | null,
/** Who writes it. */
schrijver: string | null,
/** Its date. */
datum: string | null,
/** The pilot that it is about. */
pilot: string | null,
/** How many errors it has. */
fouten: number,
/** How many warnings it has. */
waarschuwingen: number,
/** Numbers that it uses and that are not there. */
mist: Array<MissingRow>,
/** What comes next, or what it is too late for. */
volgende: Due | null, };

/** A date of the calendar that a document must be ready for. */
export type Due = {
/** What happens then. */
wat: Moment,
/** When. */
datum: string,
/** How many days are left; negative: how many have gone by. */
dagen: number,
/** The status that the document must have by then. */
nodig: string, };

/** From a browser tab to the server. */
export type FromPage = { "type": "open",
/** `<period>/<name>` */
document: string, } | { "type": "view",
/** The first. */
first: number,
/** The last. */
last: number, } | { "type": "text",
/** `<period>/<name>` */
document: string,
/** The whole text. */
text: string,
/** Counts up in each tab. */
revision: number, } | { "type": "discard",
/** `<period>/<name>` */
document: string, } | { "type": "show",
/** Those it showed already are told once more. */
topics: Array<Topic>, } | { "type": "ask",
/** What. */
wish: Wish, };

export type JsonChange = {
/** A decimal as text, so that no digit is lost; percentages are fractions. */
waarde: string, absoluut: string, relatief?: string, omgedraaid: boolean, };

export type JsonChosen = { kenmerk: string, waarde: string, };

export type JsonCounts = { gelijk: number, veranderd: number, nieuw: number, vervallen: number, };

/** All that changed, with Dutch keys. */
export type JsonDifference = { oud: JsonIdentity, nieuw: JsonIdentity, gelijk: boolean, samenvatting: JsonSummary, kop: Array<JsonField>, getallen: Array<JsonNumber>, tekst: Array<JsonPart>, figuren: Array<JsonExhibit>, };

export type JsonExhibit = { toestand: ChangeState, naam: string, soort: string, oud: JsonExhibitSide | null, nieuw: JsonExhibitSide | null, erbij: Array<string>, eraf: Array<string>, punten: Array<JsonPoint>, };

export type JsonExhibitSide = { plaats: string, titel: string, onderwerp: string, bronnen: Array<string>, };

export type JsonField = { veld: string, oud: string | null, nieuw: string | null, };

export type JsonIdentity = { document: string, periode: string, titel: string, datum: string, status: string, };

export type JsonNumber = { toestand: ChangeState, naam: string, kengetal?: string, kenmerken?: Array<JsonChosen>, eenheid: string, oud: JsonPrinted | null, nieuw: JsonPrinted | null, verschil?: JsonChange, };

export type JsonPart = { onderdeel: string, in_oud: boolean, in_nieuw: boolean, zinnen: Array<JsonSentence>, };

export type JsonPiece = { tekst: string, anders: boolean, };

export type JsonPoint = { reden: string, naam: string, oud: string | null, nieuw: string | null, verschil?: JsonChange, };

export type JsonPrinted = { afgedrukt: string, periode: string, onderdeel: string, regel?: number, };

export type JsonSaid = { soort: string, regel?: number, stukken: Array<JsonPiece>, };

export type JsonSentence = { toestand: SentenceState, oud: JsonSaid | null, nieuw: JsonSaid | null, };

export type JsonSentenceCounts = { gelijk: number, cijfers: number, gewijzigd: number, nieuw: number, vervallen: number, };

export type JsonSummary = { getallen: JsonCounts, zinnen: JsonSentenceCounts,
/** Charts and tables that are not as they were. */
figuren: number, };

/** The text and pictures of a page, in reading order. */
export type Layer = {
/** Its text. */
runs: Array<TextRun>,
/** Its charts and pictures. */
pictures: Array<Picture>, };

/** A document in the list. */
export type ListedDocument = {
/** `<period>/<name>` */
id: string,
/** `2022-K4` */
period: string,
/** "vierde kwartaal 2022" */
periodName: string,
/** Its file name without extension. */
name: string,
/** A letter or a presentation. */
kind: DocumentKind,
/** Its title. */
title: string | null,
/** How far it is. */
status: string | null,
/** Findings that keep it from being made. */
errors: number,
/** Other findings. */
warnings: number,
/** Whether the counts are known yet. */
checked: boolean, };

/** Numbers that are not there. */
export type MissingRow = {
/** The name of the series. */
reeks: string,
/** Its title. */
titel: string,
/** The file with its numbers. */
bestand: string,
/** The measure; none: all of the period. */
maat: string | null,
/** The period. */
periode: string, };

/** What happens with documents. */
export type Moment = "college" | "verzenden" | "raad";

/** What is new in a document. */
export type News = {
/** `<period>/<name>` */
document: string,
/** The period that was asked for. */
with: string | null,
/** The period of the other; none if there is none. */
against: string | null,
/** The periods of the documents that it can be compared with, newest first. */
others: Array<OtherPeriod>,
/** Why they cannot be compared now. */
problem: Denial | null,
/** The same as `griffel verschil --formaat json`. */
difference: JsonDifference | null, };

/** The period after one, which has begun. */
export type NextPeriod = {
/** That period. */
periode: string,
/** The documents that it does not have yet. */
zonder: Array<string>, };

/** What kind of piece a note is. */
export type NoteKind = "alinea" | "punt" | "kop";

/** Where a number comes from. */
export type NumberOrigin = { anchor: string, page: number | null, part: string, around: string, printed: string, value: string | null, unit: string, name: string, indicator: string | null, about: Array<[string, string]>, period: string, formula: string, filledIn: string | null, cells: Array<CellOrigin>, sources: Array<string>, status: string, line: number | null, column: number | null, };

/** A period with a document of the same name. */
export type OtherPeriod = {
/** `2022-K3` */
period: string,
/** "derde kwartaal 2022" */
name: string, };

/** When the documents about a period are due. */
export type PeriodDates = {
/** The college decides. */
college: string | null,
/** The documents are sent. */
verzenden: string | null,
/** The council debates them. */
raad: string | null, };

/** A period with its documents. */
export type PeriodRow = {
/** The period. */
periode: string,
/** The period in words. */
naam: string,
/** When its documents are due, by the calendar. */
datums: PeriodDates,
/** Its documents, what is late first. */
brieven: Array<DocumentRow>,
/** What comes next, or what it is too late for, where there are no documents yet. */
volgende: Due | null,
/** Documents without a successor, though the period after this one has begun. */
vervolg: NextPeriod | null, };

/** A picture on a page: `x, y, width, height, line, anchor, hash, alt`, with the top left corner in points. */
export type Picture = [number, number, number, number, number, string, string, string];

/** A promise and what came of it. */
export type PromiseRow = {
/** Whether the calendar or a document holds it. */
bron: PromiseSource,
/** What was promised; of a document, the sentence. */
wat: string,
/** The document in which it was promised. */
gedaan_in: string | null,
/** The file that holds it. */
bestand: string,
/** The line in that file. */
regel: number | null,
/** The last day on which it is in time. */
uiterlijk: string | null,
/** How many days are left; negative: how many have gone by. */
dagen: number | null,
/** What came of it. */
stand: PromiseState,
/** The document that keeps it, or will; of the calendar, the one it names. */
brief: string | null,
/** The code of the warning about it. */
code: string | null, };

/** Where a promise stands. */
export type PromiseSource = "kalender" | "brief";

/** What came of a promise. */
export type PromiseState = "te laat" | "open" | "onderweg" | "zonder datum" | "te laat nagekomen" | "nagekomen";

export type SentenceState = "gelijk" | "cijfers" | "gewijzigd" | "nieuw" | "vervallen";

/** How bad a finding is. */
export type Severity = "fout" | "waarschuwing";

/** A document as it is shown. */
export type ShownDocument = {
/** `<period>/<name>` */
document: string,
/** A letter or a presentation. */
kind: DocumentKind,
/** Whether all layers and numbers are here, not only those that changed. */
full: boolean,
/** Of the unsaved text it was made from; none: made from the file. */
revision: number | null,
/** Tells versions of the file apart; none if there is no file. */
disk: string | null,
/** Its title. */
title: string | null,
/** How far it is. */
status: string | null,
/** When it was adopted, if it still says what was adopted. */
adopted: AdoptedVersion | null,
/** What is wrong with it. */
findings: Array<ShownFinding>,
/** Whether it can be made as it is now. */
good: boolean,
/** Whether the pages are those of the text as it is now: a slide on which too much stands is shown as it is. */
fresh: boolean,
/** What is said with each slide, the one with the title first, when there are pages; none for a letter. */
slides: Array<SlideSpeech> | null,
/** Its pages. Of a document that cannot be made: none, or for a new tab those from before the mistake. */
pages: Array<ShownPage> | null,
/** Text and pictures of pages, by position. */
layers: { [key in number]: Layer },
/** Parts of the pictures of pages in sight: SVG by hash, only those that were not sent before. */
bands: { [key in string]: string },
/** Where each number comes from; none: as before. */
numbers: Array<NumberOrigin> | null, };

/** Something that is wrong, or may be, and exactly where. */
export type ShownFinding = { code: string, title: string, severity: Severity, message: string, hints: Array<string>, file: string,
/** In words: "regel 12". */
where: string, line: number | null,
/** In UTF-16 units, from 1. */
column: number | null, endLine: number | null, endColumn: number | null,
/** Whether it is about the document's own text. */
inManuscript: boolean, };

/** A page. */
export type ShownPage = {
/** The hashes of the parts of its picture, which lie over each other, the lowest first. */
bands: Array<string>,
/** In points. */
width: number,
/** In points. */
height: number,
/** Which slide it is, and how far it is built up; none for a page of a letter. A slide of which the lists build up in
 * three steps has four pages, with the steps 0 to 3; the last one is the complete slide. */
slide: SlideStep | null, };

/** A slide as its speaker knows it. */
export type SlideSpeech = {
/** Its title. */
title: string,
/** The line of the author's file with its title, from 1; 0 where that is not known. */
line: number,
/** What is said. */
notes: Array<SpokenNote>, };

/** A page of a slide whose lists may build up. */
export type SlideStep = {
/** The slide, from 1. */
number: number,
/** How many items of its lists are seen. */
step: number,
/** How many items build up. */
steps: number, };

/** A piece of what is said. */
export type SpokenNote = {
/** What kind of piece. */
kind: NoteKind,
/** Its words. */
text: string, };

/** How a document stands. */
export type Standing = "te laat" | "niet te lezen" | "loopt" | "klaar";

/** A piece of text within one line of a page: `text, x, baseline, width, size, line, anchor`, lengths
 * in points from the top left corner. The line is the document's own, 0 for the layout's; the anchor is
 * the key of a number, or empty. */
export type TextRun = [string, number, number, number, number, number, string];

/** To a browser tab. */
export type ToPage = { "type": "hello" } & About | { "type": "list",
/** By period and name. */
documents: Array<ListedDocument>,
/** Findings about data. */
shared: Array<ShownFinding>, } | { "type": "listed",
/** The document. */
document: ListedDocument, } | { "type": "document" } & ShownDocument | { "type": "overview",
/** The same as `griffel overzicht --formaat json`. */
board: Board, } | { "type": "difference" } & News | { "type": "bands",
/** SVG by hash. */
bands: { [key in string]: string }, } | { "type": "vocabulary",
/** Of which document. */
document: string,
/** The words. */
words: Array<Word>, } | { "type": "busy",
/** Of which document. */
document: string, } | { "type": "trouble",
/** Of which document; none: of all. */
document: string | null,
/** What happened. */
message: string,
/** What to do. */
hint: string, };

/** What a tab shows and is told of again and again. */
export type Topic = { "what": "overview" } | { "what": "difference" } & Compared;

/** What is wanted once. */
export type Wish = { "what": "full",
/** `<period>/<name>` */
document: string, } | { "what": "list" } | { "what": "bands",
/** `<period>/<name>` */
document: string,
/** Their hashes. */
bands: Array<string>, };

/** A word that means something in a placeholder. */
export type Word = {
/** The word itself. */
label: string,
/** What kind of thing it is. */
kind: WordKind,
/** What it stands for. */
detail: string,
/** What it prints in this document; none where that is not known. */
value: string | null, };

/** What a word in a placeholder stands for. */
export type WordKind = "kengetal" | "feit" | "grafiek" | "tabel" | "zaak" | "afkorting" | "functie" | "periode" | "gegeven";
