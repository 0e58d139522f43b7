// What several parts of the page show.
import { computed, signal } from "@preact/signals";
import type { AdoptedVersion, ListedDocument, NumberOrigin, ShownFinding, ShownSpot } from "./protocol.ts";

export const rows = signal<ListedDocument[]>([]);
/** Findings in data files that all documents use. */
export const sharedFindings = signal<ShownFinding[]>([]);
/** False until the server told which documents there are. */
export const listKnown = signal(false);

/** The ids of the documents that are presentations. */
export const presentations = computed(() => new Set(rows.value.filter(({ kind }) => kind === "presentatie").map(({ id }) => id)));

/** The document that is shown. */
export const current = signal<string | null>(null);
export const currentRow = computed(() => rows.value.find((row) => row.id === current.value) ?? null);

/** Whether that is a presentation. */
export const isPresentation = computed(() => currentRow.value?.kind === "presentatie");
/** How it is called: "brief" or "presentatie". */
export const noun = computed(() => (isPresentation.value ? "presentatie" : "brief"));
/** "deze brief" or "deze presentatie" */
export const thisDocument = computed(() => `deze ${noun.value}`);

/** What is known about the document shown; null: nothing yet. */
export interface Shown {
  title: string | null;
  status: string | null;
  adopted: AdoptedVersion | null;
  findings: ShownFinding[];
  numbers: NumberOrigin[];
  /** It cannot be made as it is now. */
  hasErrors: boolean;
  /** The pages on the screen are older than the findings. */
  pagesOutdated: boolean;
  hasPages: boolean;
  /** The pages show unsaved text of another tab. */
  fromElsewhere: boolean;
}

export const shown = signal<Shown | null>(null);
export const trouble = signal<{ document: string | null; message: string; hint: string } | null>(null);
/** The pages take so long that one may wonder. */
export const busy = signal(false);

/** Key of the number or exhibit whose provenance is shown. */
export const chosenAnchor = signal<string | null>(null);
/** Index of the finding that was chosen last, for next and previous. */
export const chosenFinding = signal<ShownFinding | null>(null);

export const helpShown = signal(false);
/** A text file that is shown read-only. */
export const sourceShown = signal<{ file: string; line: number | null; message: string } | null>(null);

/** A place in a file with numbers that is shown, and why. */
export const sheetShown = signal<{ spot: ShownSpot; message: string; finding: ShownFinding | null } | null>(null);

/** The line of the placeholder that is being typed; what is wrong with it is told when the cursor leaves it. */
export const typingLine = signal<number | null>(null);

/** The code of text that cannot be read as text with placeholders; where that shows depends on what follows. */
const UNREADABLE = "B001";

const isBeingTyped = ({ severity, inManuscript, line, code }: ShownFinding): boolean =>
  typingLine.value !== null && severity === "fout" && inManuscript && (line === typingLine.value || code === UNREADABLE);

/** Findings of the document, worst first, then by place. */
export const sortedFindings = computed(() => {
  const weight = (finding: ShownFinding) => (finding.severity !== "fout" ? 2 : finding.unwritten ? 1 : 0);
  return (shown.value?.findings ?? []).filter((finding) => !isBeingTyped(finding)).sort(
    (a, b) =>
      weight(a) - weight(b) ||
      Number(b.inManuscript) - Number(a.inManuscript) ||
      a.file.localeCompare(b.file) ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column ?? 0) - (b.column ?? 0),
  );
});

/** brief-2 before brief-10. */
const { compare: naturally } = new Intl.Collator("nl", { numeric: true });

/** Documents with the newest period first, as the list shows them. */
export const rowsInOrder = computed(() => {
  const periods = [...new Set(rows.value.map((row) => row.period))].reverse();
  const byName = [...rows.value].sort((a, b) => naturally(a.name, b.name));
  return periods.flatMap((period) => byName.filter((row) => row.period === period));
});

/** Keys of the numbers and exhibits in the order of the document. */
export const anchors = computed(() => [...new Set((shown.value?.numbers ?? []).map((number) => number.anchor))]);
