// The messages between this page and the server of `griffel bekijk`.
// Written from the Rust types, see src/preview/protocol.rs; do not change it by hand: `npm run protocol` writes it anew.

/** What is known of this run. */
export type About = {
/** Of this run of the program, another one each time. */
run: string,
/** By which the page and the next run know each other: see `server::rejoin`. The page keeps it in memory only. */
secret: string,
/** Of the work folder, the same one each time. */
folder: string,
/** The folder's name. */
folderName: string,
/** The organisation. */
organisation: string,
/** Griffel's version. */
version: string, };

/** Something to do. */
export type Act = { "what": "create" } & NewText | { "what": "copy" } & Elsewhere | { "what": "move" } & Elsewhere | { "what": "discard",
/** `<period>/<name>` */
document: string, } | { "what": "restore",
/** What [`Done::Discarded`] or [`Desk`] call it. */
entry: string, } | { "what": "head",
/** `<period>/<name>` */
document: string,
/** The whole text as it is in the editor. */
text: string, } | { "what": "fill" } & Filling | { "what": "plan" } & Beginning | { "what": "begin" } & Beginning | { "what": "mark" } & Marking | { "what": "adopt" } & Adopting | { "what": "verify",
/** `<period>/<name>`; none: all. */
document: string | null, } | { "what": "make",
/** `2022-K4`, or `<period>/<name>` */
which: string,
/** Presentations also as a hand-out and step by step. */
extras: boolean, } | { "what": "search",
/** As they are typed. */
words: string, } | { "what": "versions",
/** `<period>/<name>` */
document: string, } | { "what": "version" } & Wanted | { "what": "keep",
/** `<period>/<name>` */
document: string, } | { "what": "revive" } & Wanted | { "what": "meant",
/** As it is written. */
word: string, } | { "what": "list",
/** As it is written. */
word: string,
/** Whether it is right from now on. */
right: boolean, } | { "what": "launch",
/** Relative to the root of the work folder. */
file: string, };

/** What was adopted. */
export type AdoptedVersion = { version: number,
/** "14 maart 2023" */
date: string, };

/** The decision on a document. */
export type Adopting = {
/** `<period>/<name>` */
document: string,
/** Who says so. */
by: string,
/** The day of the decision. */
on: string,
/** Also when comments on it are open. */
with_comments: boolean, };

/** A new period. */
export type Beginning = {
/** The period that begins. */
period: string,
/** The period to start from; none: the last one as long as it. */
from: string | null, };

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

/** Another text for a cell. */
export type CellEdit = {
/** Its row in the file, from 0. */
row: number,
/** Its column, from 0. */
column: number,
/** What the page showed there. */
was: string,
/** What it becomes. */
becomes: string, };

export type CellOrigin = { measure: string, file: string, place: string, value: string, status: string, };

/** Where a cell stands: its column, from 0, and how many columns and rows it takes. Those that take more rows than one can
 * stand behind others of their row. */
export type CellPlace = [number, number, number];

/** One change. */
export type Change = { "what": "set",
/** Where it stands. */
at: Array<Hop>,
/** What the page showed there. */
was: Given | null,
/** What it becomes. */
value: Given, } | { "what": "remove",
/** Where it stands. */
at: Array<Hop>,
/** What the page showed there. */
was: Given | null, } | { "what": "shift",
/** Where it stands. */
at: Array<Hop>,
/** What the page showed there. */
was: Given | null,
/** Its place in the list from now on. */
to: number, } | { "what": "rename",
/** Where it stands. */
at: Array<Hop>,
/** The key from now on. */
to: string, };

export type ChangeState = "gelijk" | "veranderd" | "nieuw" | "vervallen";

/** What a column is to a series. */
export type ColumnRole = "period" | "dimension" | "measure" | "across" | "unused";

/** Something to do with the comments on a document. */
export type CommentAct = { "what": "look",
/** `<period>/<name>` */
document: string, } | { "what": "add" } & NewComment | { "what": "answer",
/** `<period>/<name>` */
document: string,
/** Of the comment. */
id: string,
/** Who gives it. */
by: string,
/** What they say. */
text: string, } | { "what": "settle",
/** `<period>/<name>` */
document: string,
/** Of the comment. */
id: string,
/** Who says so. */
by: string, } | { "what": "reopen",
/** `<period>/<name>` */
document: string,
/** Of the comment. */
id: string, } | { "what": "remove",
/** `<period>/<name>` */
document: string,
/** Of the comment. */
id: string,
/** Of the answer; none: the comment. */
answer: string | null,
/** Who made it. */
by: string, } | { "what": "restore",
/** `<period>/<name>` */
document: string,
/** As it was. */
comment: ShownComment, } | { "what": "renew",
/** `<period>/<name>` */
document: string,
/** By comment. */
places: Array<CommentPlace>, };

/** The words that a comment is about. */
export type CommentPlace = {
/** Of the comment. */
id: string,
/** The words. */
words: string,
/** What stands before and after these. */
around: Array<string>, };

/** A document that is compared with an earlier one. */
export type Compared = {
/** `<period>/<name>` */
document: string,
/** The period of the other; none: the last one before. */
with: string | null, };

/** Where an organisation is found; what is empty is left out. */
export type Contact = {
/** A line each. */
address: Array<string>,
/** The telephone number. */
phone: string,
/** The e-mail address. */
email: string,
/** The web site. */
website: string, };

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

/** What a page needs to ask for an [`Act`]. */
export type Desk = {
/** The day that counts as today, such as `2023-03-14`. */
today: string,
/** What the user is called: as they said before, else as the computer calls them. */
user: string | null,
/** What a new document can follow. */
forms: Array<ShownForm>,
/** The last thrown away first. */
bin: Array<Discarded>,
/** What else is gone and can come back. */
gone: Array<GoneDocument>, };

/** A document in the bin. */
export type Discarded = {
/** Its file in the bin. */
entry: string,
/** What it was called: `<period>/<name>`. */
document: string, };

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
volgende: Due | null,
/** The version that was sent already, where this one is a correction that is not adopted yet. */
verzonden_versie?: number, };

/** What came of an [`Act`]. */
export type Done = { "what": "document",
/** `<period>/<name>` */
document: string, } | { "what": "discarded" } & Discarded | { "what": "head",
/** In the order of the form. */
fields: Array<HeadField>, } | { "what": "text",
/** All of it. */
text: string, } | { "what": "plan" } & ShownPlan | { "what": "step" } & Step | { "what": "verified",
/** A version each. */
versions: Array<Verified>,
/** What is not as it was. */
findings: Array<ShownFinding>, } | { "what": "made",
/** Their files, relative to the work folder. */
files: Array<string>,
/** Documents with errors, which were not made. */
refused: Array<string>, } | { "what": "found" } & FoundWords | { "what": "meant",
/** The likeliest first. */
words: Array<string>, } | { "what": "listed" } | { "what": "launched" } | { "what": "versions" } & ShownVersions | { "what": "kept",
/** Whether it is kept. */
is_kept: boolean, };

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

/** Where a document goes. */
export type Elsewhere = {
/** `<period>/<name>` */
document: string,
/** `2022-K4` */
period: string,
/** The file name without extension. */
name: string, };

/** What kind of value a field of a head holds. */
export type FieldSort = "text" | "date" | "list" | "choice" | "flag";

/** Something to look at or to change. */
export type FigureAct = { "what": "series" } | { "what": "loose" } | { "what": "unused",
/** The file that defines them. */
own: string, } | { "what": "look",
/** The file with numbers, relative to the work folder. */
file: string,
/** Its description; none: one is guessed. */
description: string | null,
/** The file of that description. */
described_in: string | null,
/** What the user says of the place of the table, where it is guessed. */
wanted: WantedPart, } | { "what": "check",
/** The file with numbers. */
file: string,
/** Its description. */
description: string,
/** The file of that description. */
described_in: string, } | { "what": "show",
/** The file with numbers. */
file: string, } | { "what": "rows",
/** The file with numbers. */
file: string,
/** The sheet, of a workbook. */
sheet: string | null,
/** The first, from 0. */
first: number,
/** So many. */
count: number, } | { "what": "uses",
/** The name of an indicator, fact, chart or table. */
name: string,
/** The file that defines it. */
own: string, } | { "what": "rename",
/** The file that defines it. */
own: string,
/** Its name. */
from: string,
/** Its name from now on. */
to: string, } | { "what": "describe",
/** The file with numbers. */
file: string,
/** What the user says of the place of the table. */
wanted: WantedPart,
/** What the numbers say. */
title: string,
/** Who published them. */
source: string, } | { "what": "role",
/** The description. */
described_in: string,
/** The version that the page saw. */
tag: string,
/** The name of the column. */
column: string,
/** Some of its cells, by which its unit is guessed. */
cells: Array<string>,
/** Its role from now on. */
role: ColumnRole, } | { "what": "edit",
/** The file. */
file: string,
/** Each cell. */
cells: Array<CellEdit>, } | { "what": "append",
/** The file. */
file: string,
/** The cells of each. */
rows: Array<Array<string>>, } | { "what": "drop",
/** The file. */
file: string,
/** What stands in them. */
rows: Array<Array<string>>, };

/** What came of a [`FigureAct`]. */
export type FigureDone = { "what": "series",
/** By title. */
series: Array<SeriesRow>,
/** Files with numbers that no series describes, relative to the work folder. */
loose: Array<string>, } | { "what": "loose",
/** Relative to the work folder. */
loose: Array<string>, } | { "what": "sheet" } & SeenSheet | { "what": "findings",
/** The first of them. */
findings: Array<ShownFinding>, } | { "what": "rows",
/** The first, from 0. */
first: number,
/** The cells of each; fewer than there are columns where the last ones are empty. */
rows: Array<Array<string>>, } | { "what": "described",
/** Its file. */
path: string, } | { "what": "uses",
/** Each place. */
uses: Array<Use>,
/** Texts that were left alone, since they went out already. */
kept: Array<string>, } | { "what": "edited",
/** How many rows it has now. */
rows: number, };

/** One thing at the head of a text. */
export type Filling = {
/** The whole text as it is in the editor. */
text: string,
/** Its key. */
key: string,
/** What kind of value it holds. */
sort: FieldSort,
/** What is filled in; of a list, one a line. Nothing takes the key away. */
value: string, };

/** What a folder holds. */
export type FolderSort = "plain" | "work" | "region";

/** A key of a form. */
export type FormField = {
/** The key. */
key: string,
/** What it is called. */
label: string,
/** What it means. */
about: string,
/** Whether it must be there. */
required: boolean,
/** What it holds. */
holds: Holds, };

/** A table of a form. */
export type FormTable = {
/** What it is called. */
title: string,
/** What it is for. */
about: string,
/** Its keys. */
fields: Array<FormField>,
/** Keys with a name that its author chooses. */
others: OtherKeys | null,
/** Groups of keys of which one is used; the first key of each says which. */
groups: Array<Array<string>>, };

/** Where words stand in a document. */
export type FoundIn = {
/** `<period>/<name>` */
document: string,
/** From its top. */
lines: Array<FoundLine>,
/** How many lines more hold the words. */
more: number, };

/** A line that holds words. */
export type FoundLine = {
/** From 1. */
line: number,
/** Where they begin: from 1, as a browser counts. */
column: number,
/** Some of what stands before them. */
before: string,
/** They, as they are written there. */
words: string,
/** Some of what stands behind them. */
after: string, };

/** Where words stand. */
export type FoundWords = {
/** The newest period first. */
documents: Array<FoundIn>,
/** There are documents beyond these that were not looked through. */
has_more: boolean,
/** Documents that cannot be read, with why. */
unreadable: Array<string>, };

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

/** What stands in a file. */
export type Given = { "sort": "text", "of": string } | { "sort": "number", "of": string } | { "sort": "flag", "of": boolean } | { "sort": "date", "of": string } | { "sort": "list", "of": Array<Given> } | { "sort": "table", "of": Array<Pair> };

/** A document that is neither there nor in the bin, and of which versions are kept. */
export type GoneDocument = {
/** What it was called: `<period>/<name>`. */
document: string,
/** Its newest version. */
version: string,
/** When its text became so, as `2023-03-14T14:05:02.123Z`. */
at: string, };

/** A field of a head. */
export type HeadField = {
/** Its key in the file. */
key: string,
/** What people call it. */
label: string,
/** What it is for. */
about: string,
/** What kind of value it holds. */
sort: FieldSort,
/** Whether each document must have it. */
required: boolean,
/** What is filled in; of a list, one a line. */
value: string,
/** What can be chosen. */
choices: Array<string>,
/** What people call each of those; empty: as they are. */
names: Array<string>,
/** What is wrong with it. */
problem: string | null, };

/** What a key holds. */
export type Holds = { "sort": "text" } | { "sort": "texts" } | { "sort": "integer",
/** No less. */
least: number,
/** No more. */
most: number, } | { "sort": "number" } | { "sort": "date" } | { "sort": "moment" } | { "sort": "flag" } | { "sort": "choice",
/** Those. */
words: Array<string>, } | { "sort": "table",
/** Its keys. */
table: FormTable, } | { "sort": "tables",
/** The keys of each. */
table: FormTable, };

/** A hop on the way to a value: the key of a table, or the place in a list, from 0. */
export type Hop = number | string;

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

/** A version that is kept. */
export type KeptVersion = {
/** Its file. */
version: string,
/** When the text became so, as `2023-03-14T14:05:02.123Z`. */
at: string,
/** Who saved it; none: not known. */
by: string | null,
/** How large it is. */
bytes: number,
/** So many words are in it that the version before it has not; none for the oldest. */
added: number | null,
/** So many words that the version before it has are gone; none for the oldest. */
removed: number | null, };

/** A series that does not reach the new period. */
export type LackingSeries = {
/** Its name. */
series: string,
/** Its file. */
file: string,
/** The last period that it has. */
last: string,
/** The period that is wanted. */
wanted: string, };

/** The text and pictures of a page, in reading order. */
export type Layer = {
/** Its text. */
runs: Array<TextRun>,
/** Its charts and pictures. */
pictures: Array<Picture>,
/** What its text is. */
parts: Array<Part>,
/** Where the cells among its parts stand. */
cells: Array<CellPlace>, };

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
/** Findings that keep it from being made, but for the next. */
errors: number,
/** Sections under which nothing is written yet. */
unwritten: number,
/** Other findings. */
warnings: number,
/** Whether the counts are known yet. */
checked: boolean, };

/** A folder in a list. */
export type ListedFolder = {
/** Its name. */
name: string,
/** Its path. */
path: string,
/** What it holds. */
sort: FolderSort, };

/** A municipality and its code. */
export type ListedMunicipality = {
/** `gm0505` */
code: string,
/** "Dordrecht" */
name: string, };

/** The folders in a folder. */
export type Listing = {
/** Its path. */
folder: string,
/** The path of the folder that it is in. */
above: string | null,
/** By name. */
folders: Array<ListedFolder>, };

/** Rows that a value in a column marks. */
export type MarkedRows = {
/** The column. */
column: number,
/** The value; where it ends in `*`, how it begins. */
value: string,
/** Whether they are left out; else they are totals. */
left_out: boolean, };

/** Another status. */
export type Marking = {
/** `<period>/<name>` */
document: string,
/** The status. */
status: string,
/** Who says so. */
by: string,
/** The day on which it became so. */
on: string,
/** What else there is to say. */
note: string, };

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

/** A comment that somebody makes. */
export type NewComment = {
/** `<period>/<name>` */
document: string,
/** Who makes it. */
by: string,
/** What they say. */
text: string,
/** The words that it is about. */
words: string,
/** What stands before and after these. */
around: Array<string>, };

/** A new work folder. */
export type NewFolder = {
/** The path of the folder that it is made in. */
parent: string,
/** What it is called. */
name: string,
/** The municipality. */
municipality: string,
/** Its code, such as `gm0505`; nothing where it has none. */
code: string,
/** The house colour, such as `#1f5a7a`. */
color: string,
/** Whether the example letters and figures come with it. */
example: boolean,
/** What the top of its letters says of where the organisation is. */
contact: Contact,
/** The logo; none: later. */
logo: Upload | null,
/** The built-in form that its letters follow, or begin from. */
form: string,
/** What is different in it; none: nothing. */
own: OwnForm | null, };

/** A new document. */
export type NewText = {
/** The form that it follows. */
form: string,
/** `2022-K4` */
period: string,
/** Its file name without extension. */
name: string,
/** Its title. */
subject: string,
/** What else is filled in at its head, by key. */
fields: { [key in string]: string }, };

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

/** What the program says of itself to whoever asks. */
export type Offer = {
/** Only who knows the secret can say it. */
proof: string,
/** What a page must put into its own proof. */
challenge: string, };

/** A built-in form of letters. */
export type OfferedForm = {
/** The name of its folder. */
id: string,
/** What its letters are called. */
name: string,
/** The headings that each of them has. */
headings: Array<string>, };

/** A file as it is now. */
export type OpenFile = {
/** Which. */
file: ShelfFile,
/** The version; empty if it is not there yet. */
tag: string,
/** Its text. */
text: string,
/** What stands in it; none where it cannot be read. */
value: Given | null,
/** Where each value stands, in the order of the file. */
sites: Array<Site>,
/** What may stand in it. */
form: FormTable, };

/** Keys with a name that their author chooses. */
export type OtherKeys = {
/** What they mean. */
about: string,
/** A regular expression for their names. */
pattern: string | null,
/** What they hold. */
holds: Holds, };

/** A period with a document of the same name. */
export type OtherPeriod = {
/** `2022-K3` */
period: string,
/** "derde kwartaal 2022" */
name: string, };

/** A form of one's own. */
export type OwnForm = {
/** What its letters are called, such as "Raadsmemo". */
name: string,
/** The headings of its sections. */
headings: Array<string>, };

/** A key and what it holds. */
export type Pair = {
/** The key. */
key: string,
/** What it holds. */
value: Given, };

/** A part of a page: what it is, in how many other parts it lies, and how many runs of text stand in it before the next
 * part. Parts stand in reading order, each before those that lie in it. */
export type Part = [Role, number, number];

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

/** A document of a new period. */
export type PlannedDocument = {
/** `<period>/<name>` */
document: string,
/** Its date in words. */
date: string | null,
/** Keys that must be filled in. */
emptied: Array<string>,
/** How many sentences must be looked at. */
marks: number,
/** How many lines hold a period that somebody typed. */
typed: number, };

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

/** Why something is not done. */
export type Refusal = {
/** What is the matter. */
message: string,
/** What to do. */
hint: string | null,
/** All that stands in the way. */
findings: Array<ShownFinding>, };

/** The key of this run. */
export type Rejoined = {
/** The key. */
key: string, };

/** What a page answers to an [`Offer`]. */
export type Rejoining = {
/** Only who knows the secret can say it. */
proof: string, };

/** What a part of a page is. */
export type Role = "text" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "p" | "quote" | "list" | "item" | "mark" | "figure" | "caption" | "table" | "row" | "columnhead" | "rowhead" | "cell" | "note" | "picture";

/** A column of a sheet. */
export type SeenColumn = {
/** Which. */
number: number,
/** Its name. */
name: string,
/** What it is to the series. */
role: ColumnRole,
/** Its name in formulas, if it has one. */
id: string | null, };

/** A sheet as it stands, and what its description makes of it. Rows and columns count from 0. */
export type SeenSheet = {
/** The file with numbers. */
file: string,
/** The description: the one that was given, or a guess. */
description: string,
/** The file of that description. */
described_in: string,
/** The sheet, of a workbook. */
sheet: string | null,
/** The sheets that can be chosen. */
sheets: Array<string>,
/** How many rows the sheet has. */
rows: number,
/** How many columns it has. */
width: number,
/** The first row of the table, with the names of its columns. */
first: number,
/** The last row of the table. */
last: number,
/** How many of those rows name the columns. */
header_rows: number,
/** The columns of the table. */
columns: Array<SeenColumn>,
/** Values that make a row a total, or leave it out. */
marked: Array<MarkedRows>,
/** Whether its cells can be changed here. */
editable: boolean,
/** What was seen to be wrong while it was guessed. */
findings: Array<ShownFinding>, };

export type SentenceState = "gelijk" | "cijfers" | "gewijzigd" | "nieuw" | "vervallen";

/** A series in the list of all. */
export type SeriesRow = {
/** Its description, relative to the work folder. */
path: string,
/** The file with numbers. */
file: string,
/** Its name in formulas. */
id: string,
/** What it measures. */
title: string,
/** Who published the numbers. */
source: string,
/** Its periods, the first first. */
periods: Array<string>,
/** The last one in words. */
last: string | null,
/** Whether the numbers over that may still change. */
provisional: boolean,
/** How many rows it has. */
rows: number,
/** Its measures. */
measures: Array<ShownMeasure>,
/** Its dimensions. */
dimensions: Array<ShownDimension>,
/** Where it is used. */
used: Array<Use>, };

/** How bad a finding is. */
export type Severity = "fout" | "waarschuwing";

/** A row of a file with numbers. */
export type SheetRow = {
/** From 1. */
number: number,
/** What stands in its cells. */
cells: Array<string>, };

/** Some rows of a file with numbers, as they stand there. */
export type SheetRows = {
/** The first of the file, and those around the one that was asked for. */
rows: Array<SheetRow>, };

/** Something to look at or to change. */
export type ShelfAct = { "what": "files" } | { "what": "open",
/** Relative to the work folder. */
path: string, } | { "what": "change",
/** Relative to the work folder. */
path: string,
/** In this order. */
changes: Array<Change>, } | { "what": "write",
/** Relative to the work folder. */
path: string,
/** The version that the text is based on. */
tag: string,
/** All of it. */
text: string, } | { "what": "make",
/** The kind of file, as `griffel schema` calls it. */
kind: string,
/** What it is called by people; its file name is made from it. */
name: string,
/** A file of the same kind to begin with. */
from: string | null, } | { "what": "discard",
/** Relative to the work folder. */
path: string, } | { "what": "restore",
/** What [`ShelfDone::Files`] calls it. */
entry: string, };

/** What came of a [`ShelfAct`]. */
export type ShelfDone = { "what": "files",
/** By kind, in the order of the manual, and by name. */
files: Array<ShelfFile>,
/** The file in the bin that one became just now. */
discarded: string | null, } | { "what": "file" } & OpenFile | { "what": "clash",
/** Which thing; none: the whole text. */
at: Array<Hop> | null,
/** The file as it is now. */
now: OpenFile, };

/** A file that is there, or can be. */
export type ShelfFile = {
/** Relative to the work folder. */
path: string,
/** The kind of file, as `griffel schema` calls it; a layout is `opmaak`. */
kind: string,
/** What it is called, in its own words. */
label: string,
/** Whether it is in the work folder; a form or layout that is built in is not. */
exists: boolean, };

/** An answer to a comment. */
export type ShownAnswer = {
/** Tells answers apart. */
id: string,
/** Who gave it. */
by: string,
/** When, with its offset. */
at: string,
/** What they say. */
text: string, };

/** A comment. */
export type ShownComment = {
/** Tells comments apart. */
id: string,
/** Who made it. */
by: string,
/** When, with its offset. */
at: string,
/** What they say. */
text: string,
/** The words that it is about. */
words: string,
/** What stands before and after these. */
around: Array<string>,
/** Who settled it; none: it is open. */
settled: Signed | null,
/** In the order in which they were given. */
answers: Array<ShownAnswer>, };

/** The comments on a document. */
export type ShownComments = {
/** `<period>/<name>` */
document: string,
/** In the order in which they were made. */
comments: Array<ShownComment>,
/** Why they cannot be read. */
problem: Denial | null, };

/** A dimension. */
export type ShownDimension = {
/** Its name in formulas. */
id: string,
/** Its name in words. */
name: string,
/** Its values, in the order of the file. */
values: Array<string>, };

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

/** A stretch of a file that becomes something else. Lines and columns as those of a finding. */
export type ShownEdit = { file: string, line: number, column: number, endLine: number, endColumn: number,
/** What stands there; where that is something else by now, nothing is done. */
was: string,
/** What it becomes; the answer to the question comes between the parts. */
parts: Array<string>, };

/** What each document of a form must have at its head. */
export type ShownField = {
/** Its key. */
key: string,
/** What people call it. */
label: string,
/** What kind of value it holds. */
sort: FieldSort,
/** What other documents have there. */
used: Array<string>, };

/** Something that is wrong, or may be, and exactly where. */
export type ShownFinding = { code: string, title: string, severity: Severity, message: string, hints: Array<string>, file: string,
/** In words: "regel 12". */
where: string, line: number | null,
/** In UTF-16 units, from 1. */
column: number | null, endLine: number | null, endColumn: number | null,
/** Whether it is about the document's own text. */
inManuscript: boolean,
/** Whether it is no mistake, but a part that is still to be written. */
unwritten: boolean,
/** The word that no list has, as it stands at its place: what was meant by it can be asked. */
word: string | null,
/** Where it is mended, if that is in a file with numbers. */
mend: ShownSpot | null,
/** What makes it go away by a click, the likeliest first. */
fixes: Array<ShownFix>, };

/** What a button does to make a finding go away. */
export type ShownFix = {
/** What the button says. */
title: string,
/** All of them in one file; together one change. */
edits: Array<ShownEdit>,
/** What must be answered first. */
question: ShownQuestion | null, };

/** A form. */
export type ShownForm = {
/** The name of its folder. */
id: string,
/** What documents are called. */
name: string,
/** A letter or a presentation. */
kind: DocumentKind,
/** What each of its documents must have at its head, besides a subject and a date. */
fields: Array<ShownField>,
/** The headings of its sections. */
sections: Array<string>, };

/** A measure. */
export type ShownMeasure = {
/** Its name in formulas. */
id: string,
/** Its name in words. */
name: string,
/** Its unit. */
unit: string, };

/** A municipality of a region. */
export type ShownMunicipality = {
/** What it is called: its organisation, or else its folder. */
name: string,
/** The path of its work folder. */
path: string,
/** How many letters and presentations there are. */
documents: number,
/** The last period with one of them, in words. */
last: string | null, };

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

/** What a new period begins with. */
export type ShownPlan = {
/** The new period in words. */
period: string,
/** The one that it starts from, in words. */
from: string,
/** Whether the documents were written. */
written: boolean,
/** The new documents. */
documents: Array<PlannedDocument>,
/** Series that do not reach the new period. */
lacking: Array<LackingSeries>,
/** The data has errors, so that not everything could be compared. */
with_errors: boolean, };

/** What only a person can tell. */
export type ShownQuestion = { words: string,
/** An answer with fewer words is none. */
leastWords: number, };

/** The work folders of several municipalities. */
export type ShownRegion = {
/** The name of its folder. */
name: string,
/** In the order of its list. */
municipalities: Array<ShownMunicipality>,
/** What is wrong with its list. */
problems: Array<string>, };

/** A place in a file with numbers. */
export type ShownSpot = {
/** Relative to the root of the work folder. */
file: string,
/** In words: "regel 12, kolom Kosten". */
where: string,
/** From 1; none: the whole file. */
row: number | null,
/** Of a workbook. */
sheet: string | null,
/** The name of the column, where one cell is meant. */
column: string | null,
/** Whether something is missing there: in that cell, or else after that row. */
lacks: boolean, };

/** The versions of a document that are kept. */
export type ShownVersions = {
/** The newest first. */
versions: Array<KeptVersion>,
/** For so many days they are kept here; 0: not at all; none: that cannot be read now. */
days: number | null, };

/** Who did something, and when. */
export type Signed = {
/** Who. */
by: string,
/** When, with its offset. */
at: string, };

/** Where a value stands in the text of its file. */
export type Site = {
/** The way to it. */
at: Array<Hop>,
/** The first line, from 1. */
line: number,
/** The last line. */
endLine: number, };

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

/** What the start page shows. */
export type Start = {
/** The work folders used last, the last one first. */
recent: Array<ListedFolder>,
/** Where people keep their documents. */
home: string,
/** All municipalities that ever had a code. */
municipalities: Array<ListedMunicipality>,
/** The day of that list. */
listed: string,
/** The built-in forms of letters. */
forms: Array<OfferedForm>,
/** By which the page and the next run know each other: see `server::rejoin`. The page keeps it in memory only. */
secret: string,
/** Griffel's version. */
version: string, };

/** What the start page asks. */
export type StartAct = { "what": "browse",
/** Its path; none: where people keep their documents. */
folder: string | null, } | { "what": "open",
/** Its path. */
folder: string, } | { "what": "create" } & NewFolder | { "what": "example" };

/** What came of it. */
export type StartDone = { "what": "folders" } & Listing | { "what": "region" } & ShownRegion | { "what": "opened",
/** Its address, with its key. */
address: string, };

/** How far a document is now. */
export type Step = {
/** `<period>/<name>` */
document: string,
/** Its status. */
status: string,
/** What should be looked at, though it is no error. */
findings: Array<ShownFinding>, };

/** A picture that was stored for a text. */
export type StoredPicture = {
/** Its file, as a text refers to it. */
file: string, };

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
words: Array<Word>, } | { "type": "tried",
/** Which ones. */
number: number,
/** By name. */
all: { [key in string]: TriedOne }, } | { "type": "comments" } & ShownComments | { "type": "present",
/** Which document. */
document: string,
/** What they are called. */
names: Array<string>, } | { "type": "busy",
/** Of which document. */
document: string, } | { "type": "trouble",
/** Of which document; none: of all. */
document: string | null,
/** What happened. */
message: string,
/** What to do. */
hint: string, } | { "type": "unkept",
/** Why. */
message: string, };

/** What a tab shows and is told of again and again. */
export type Topic = { "what": "overview" } | { "what": "difference" } & Compared;

/** What a definition prints that was tried. */
export type TriedOne = {
/** A number as it is printed. */
value: string | null,
/** Its formula with the numbers in it. */
filledIn: string | null,
/** The picture of a chart, SVG. */
svg: string | null,
/** What that tells. */
alt: string | null,
/** The headings of a table. */
head: Array<string>,
/** The cells of its rows. */
rows: Array<Array<string>>,
/** What is wrong. */
findings: Array<ShownFinding>, };

/** Definitions that are being written. */
export type Trying = {
/** Counts up in each tab; the answer has the same. */
number: number,
/** The kind of file that they would stand in: `kengetallen`, `feiten` or `grafieken`. */
kind: string,
/** As they would stand there. */
text: string,
/** The period of the document that would print them. */
period: string, };

/** A file that is brought along. */
export type Upload = {
/** What it is called. */
name: string,
/** Its bytes, as base64. */
data: string, };

/** Something that uses something else. */
export type Use = {
/** What it is called. */
label: string,
/** The file that it stands in. */
file: string,
/** The line there, from 1. */
line: number, };

/** A version that was made again. */
export type Verified = {
/** `<period>/<name>` */
document: string,
/** Which version. */
version: number,
/** Whether it is what was adopted. */
same: boolean,
/** In words. */
verdict: string, };

/** An earlier version of a document. */
export type Wanted = {
/** `<period>/<name>` */
document: string,
/** What [`KeptVersion`] or [`GoneDocument`] call it. */
version: string, };

/** What the user says of the place of a table. */
export type WantedPart = {
/** The sheet; none: the fullest. */
sheet: string | null,
/** The table with the names of its columns, `A3:F20`. */
region: string | null,
/** The named table of a workbook. */
table: string | null,
/** How many rows name the columns. */
header_rows: number | null, };

/** What is wanted once. */
export type Wish = { "what": "full",
/** `<period>/<name>` */
document: string, } | { "what": "list" } | { "what": "bands",
/** `<period>/<name>` */
document: string,
/** Their hashes. */
bands: Array<string>, } | { "what": "try" } & Trying;

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
