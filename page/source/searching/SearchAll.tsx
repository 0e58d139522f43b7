// The window in which one looks for words in all documents.
import { useEffect, useRef } from "preact/hooks";
import { counted } from "../announce.ts";
import { Dialog } from "../interface/Dialog.tsx";
import type { FoundIn } from "../protocol.ts";
import { rows } from "../state.ts";
import { found, goToFound, searchFor, searchShown, wanted } from "./searching.ts";

export function SearchAll() {
  if (!searchShown.value) return null;
  return (
    <Dialog title="Zoeken in alle teksten" sort="search-all" close={() => (searchShown.value = false)}>
      <SearchField />
      <Hits />
    </Dialog>
  );
}

function SearchField() {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // After the window has put the keys to its title.
    const frame = requestAnimationFrame(() => (input.current?.focus(), input.current?.select()));
    return () => cancelAnimationFrame(frame);
  }, []);
  return (
    <div class="search-all-field">
      <input
        ref={input}
        class="filter"
        type="search"
        aria-label="Zoek in alle brieven en presentaties"
        placeholder="Zoek een woord of een paar woorden"
        autocomplete="off"
        maxLength={200}
        value={wanted.value}
        onInput={(event) => searchFor(event.currentTarget.value)}
        onKeyDown={(event) => {
          // A browser would empty the field first; what was looked for stays for the next time.
          if (event.key !== "Escape") return;
          event.preventDefault();
          searchShown.value = false;
        }}
      />
    </div>
  );
}

/** What was found, in a word. */
function summary(): string {
  const now = found.value;
  if (!now) return "Hoofdletters maken niet uit.";
  if (now.what === "problem") return now.message;
  const { documents, has_more } = now.hits;
  if (documents.length === 0) return `“${now.words}” staat in geen enkele tekst.`;
  const lines = documents.reduce((sum, { lines, more }) => sum + lines.length + more, 0);
  const where = `in ${counted(documents.length, "tekst", "teksten")}`;
  return has_more ? `Meer dan ${lines} regels. Typ meer woorden om minder te vinden.` : `${counted(lines, "regel", "regels")} ${where}.`;
}

function Hits() {
  const now = found.value;
  const hits = now?.what === "hits" ? now.hits : null;
  return (
    <>
      <p class="search-all-summary" role="status">
        {summary()}
      </p>
      <div class="search-all-hits">
        {hits?.documents.map((one) => <InDocument key={one.document} found={one} />)}
        {hits && hits.unreadable.length > 0 && (
          <section aria-labelledby="unreadable-title">
            <h3 id="unreadable-title">Niet te lezen</h3>
            <ul>
              {hits.unreadable.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </>
  );
}

function InDocument({ found: { document, lines, more } }: { found: FoundIn }) {
  const id = `found-${document.replace("/", "-")}`;
  const title = rows.value.find((row) => row.id === document)?.title;
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>
        {title ?? document}
        {title && <span class="search-all-name">{document}</span>}
      </h3>
      <ul>
        {lines.map(({ line, column, before, words, after }) => (
          <li key={line}>
            <button type="button" class="search-all-hit" onClick={() => void goToFound(document, line, column)}>
              <span class="search-all-line">
                <span class="unseen">Regel </span>
                {line}
              </span>
              <span>
                {before}
                <mark>{words}</mark>
                {after}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {more > 0 && <p class="search-all-more">En nog {counted(more, "regel", "regels")} in deze tekst.</p>}
    </section>
  );
}
