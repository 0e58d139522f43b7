// What came along with a paste, and what could not.

export interface Lost {
  /** Pictures that are no decoration. */
  pictures: number;
  /** Boxes with words beside the text. */
  textBoxes: number;
  mergedCells: number;
  /** Remarks of a colleague in the margin. */
  comments: number;
  /** Footnotes of which only the number was copied. */
  notes: number;
  /** Links that lead to no web page, address or phone. */
  links: number;
  /** Words that were taken away with changes being tracked. */
  deletions: boolean;
  contents: boolean;
  underlining: boolean;
  colours: boolean;
  strikethrough: boolean;
  /** Items with letters, which have numbers now. */
  letters: boolean;
  /** Everything but the words: there is too much of it. */
  everything: boolean;
}

export const nothingLost = (): Lost => ({
  pictures: 0,
  textBoxes: 0,
  mergedCells: 0,
  comments: 0,
  notes: 0,
  links: 0,
  deletions: false,
  contents: false,
  underlining: false,
  colours: false,
  strikethrough: false,
  letters: false,
  everything: false,
});

export interface Kept {
  headings: number;
  lists: number;
  tables: number;
  quotes: number;
  notes: number;
  links: number;
  /** What stands between braces, which Griffel fills in. */
  placeholders: number;
}

/** What is pasted. */
export interface Pasted {
  /** Whole blocks, without their footnotes. */
  blocks: string;
  /** The same as words within a sentence; null: it is more than one block of words. */
  words: string | null;
  /** The texts of the footnotes. */
  notes: string;
  /** Plain text that nothing was changed of: it comes exactly where it is pasted. */
  isAsItIs: boolean;
  kept: Kept;
  lost: Lost;
}
