// Unsaved text of documents whose file is gone or has another name: it stays in this browser, and can be copied.
import type { Drafts } from "./drafts.ts";
import type { Notices } from "./notices.ts";

export class Orphans {
  private readonly drafts: Drafts;
  private readonly notices: Notices;
  private readonly copy: (text: string) => void;
  private readonly told = new Set<string>();

  constructor(drafts: Drafts, notices: Notices, copy: (text: string) => void) {
    this.drafts = drafts;
    this.notices = notices;
    this.copy = copy;
  }

  /** Tells, once for each, of unsaved text that belongs to no document of the list. */
  tell(documents: readonly { id: string }[]): void {
    const known = new Set(documents.map(({ id }) => id));
    for (const document of this.drafts.documents.value) {
      const draft = this.drafts.of(document);
      if (known.has(document)) this.told.delete(document);
      if (known.has(document) || this.told.has(document) || !draft) continue;
      this.told.add(document);
      this.notices.notify({
        kind: `orphan ${document}`,
        tone: "warning",
        text: `Het bestand ${document} is er niet meer. Daarvan staat nog niet-bewaarde tekst in deze browser. Plak die waar u haar wilt hebben.`,
        action: { label: "Kopieer de tekst", run: () => this.copy(draft.text) },
      });
    }
  }
}
