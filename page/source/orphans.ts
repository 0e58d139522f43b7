// Unsaved text of letters whose file is gone or has another name: it stays in this browser, and can be copied.
import { draftOf } from "./drafts.ts";
import { notify } from "./notices.ts";
import type { Row } from "./protocol.ts";
import { hello } from "./state.ts";

const told = new Set<string>();

/** Tells, once for each, of unsaved text that belongs to no letter of the list. */
export function tellOfOrphans(documents: Row[]): void {
  const prefix = `griffel.draft.${hello.value?.folder}.`;
  const known = new Set(documents.map((row) => row.id));
  for (const key of keysOfStorage()) {
    if (!key.startsWith(prefix)) continue;
    const document = key.slice(prefix.length);
    const draft = draftOf(document);
    if (known.has(document)) told.delete(document);
    if (known.has(document) || told.has(document) || !draft) continue;
    told.add(document);
    notify({
      kind: `orphan ${document}`,
      tone: "warning",
      text: `Het bestand ${document} is er niet meer. Daarvan staat nog niet-bewaarde tekst in deze browser. Plak die waar u haar wilt hebben.`,
      action: { label: "Kopieer de tekst", run: () => void navigator.clipboard.writeText(draft.text) },
    });
  }
}

function keysOfStorage(): string[] {
  try {
    return Object.keys(localStorage);
  } catch {
    return [];
  }
}
