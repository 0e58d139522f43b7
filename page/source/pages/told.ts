// What the server told last of the pages of a document, and which of them the sheets follow: all pages of a letter, and of a
// presentation the chosen slide alone.
import type { Layer, ShownDocument, ShownPage } from "../protocol.ts";

export const EMPTY: Layer = { runs: [], pictures: [], parts: [], cells: [] };

/** What the sheets follow. */
export interface Followed {
  document: string | null;
  /** Tells apart what starts anew on the sheets: the document, or a slide of it. */
  subject: string;
  pages: ShownPage[];
  layers: Layer[];
  /** The index of the first of them among all pages. */
  firstPage: number;
  /** Of the unsaved text they were made from. */
  revision: number | null;
}

export class ToldPages {
  document: string | null = null;
  pages: ShownPage[] = [];
  layers: Layer[] = [];
  followed: Followed = { document: null, subject: "", pages: [], layers: [], firstPage: 0, revision: null };

  private revision: number | null = null;

  get hasSlides(): boolean {
    return this.pages.some(({ slide }) => slide);
  }

  /** Takes in what the server told of a document. Without new pages the last ones stay. */
  update(message: ShownDocument): void {
    if (message.document !== this.document) {
      this.document = message.document;
      this.pages = [];
      this.layers = [];
    }
    if (message.pages) {
      const earlier = message.full ? [] : this.layers;
      this.pages = message.pages;
      this.layers = this.pages.map((_, index) => message.layers[index] ?? earlier[index] ?? EMPTY);
    }
    this.revision = message.revision;
  }

  /** Decides what the sheets follow: `page` is the one that shows the chosen slide, if there are slides. */
  follow(page: number | null, slide: number | undefined): void {
    const { document, revision } = this;
    if (!this.hasSlides) {
      this.followed = { document, subject: document ?? "", pages: this.pages, layers: this.layers, firstPage: 0, revision };
    } else if (page !== null) {
      this.followed = {
        document,
        subject: `${document} ${slide}`,
        pages: this.pages.slice(page, page + 1),
        layers: this.layers.slice(page, page + 1),
        firstPage: page,
        revision,
      };
    } else this.followed = { ...this.followed, document, revision };
  }
}
