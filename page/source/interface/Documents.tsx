// The list of documents at the left.
import { useEffect, useRef, useState } from "preact/hooks";
import { ask } from "../acts.ts";
import { counted } from "../announce.ts";
import { open } from "../navigation.ts";
import { showSearch } from "../searching/searching.ts";
import type { ListedDocument } from "../protocol.ts";
import { listKnown, current, rows, rowsInOrder } from "../state.ts";
import { drafts } from "../tab.ts";
import { Icon } from "./Icon.tsx";
import { showInList, stepTo } from "./listing.ts";
import { PresentationSign } from "./PresentationSign.tsx";
import { Status } from "./Status.tsx";

const FILTER_FROM = 13;

export function Documents() {
  const [filter, setFilter] = useState("");
  const wanted = filter.trim().toLowerCase();
  const found = rowsInOrder.value.filter((row) => `${row.title ?? ""} ${row.name} ${row.periodName}`.toLowerCase().includes(wanted));
  // One stop for Tab: where the arrow keys are, or else the document that is shown.
  const [reached, setReached] = useState<string | null>(null);
  const isFound = (id: string | null) => found.some((row) => row.id === id);
  const stop = isFound(reached) ? reached : isFound(current.value) ? current.value : found[0]?.id;
  useEffect(() => setReached(null), [current.value]);
  const list = useRef<HTMLElement>(null);
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const buttons = [...(list.current?.querySelectorAll<HTMLElement>(".document") ?? [])];
    const to = stepTo(event.key, buttons.indexOf(event.target as HTMLElement), buttons.length);
    if (to === null || !buttons.includes(event.target as HTMLElement)) return;
    event.preventDefault();
    buttons[to]?.focus();
  };
  const periods = [...new Map(found.map((row) => [row.period, row.periodName]))];

  return (
    <nav class="documents" aria-label="Brieven en presentaties" ref={list} onKeyDown={press}>
      {rows.value.length > 0 && (
        <div class="documents-tools">
          <button type="button" class="button small" onClick={() => ask({ what: "new" })}>
            <Icon name="plus" />
            Nieuw
          </button>
          <button type="button" class="button small" onClick={() => ask({ what: "begin", period: "" })}>
            Nieuwe periode
          </button>
          <button type="button" class="button small" title="Ctrl+Shift+F" onClick={showSearch}>
            <Icon name="search" />
            Zoek in alle teksten
          </button>
        </div>
      )}
      {(rows.value.length >= FILTER_FROM || filter) && (
        <div class="filter-place">
          <input
            class="filter"
            type="search"
            placeholder="Zoek op naam of titel"
            aria-label="Zoek een brief of presentatie"
            value={filter}
            onInput={(event) => setFilter(event.currentTarget.value)}
          />
        </div>
      )}
      {periods.map(([period, periodName]) => (
        <section key={period} aria-labelledby={`period-${period}`}>
          <h2 id={`period-${period}`}>{periodName}</h2>
          <ul>
            {found.filter((row) => row.period === period).map((row) => (
              <Document key={row.id} row={row} isStop={row.id === stop} reach={() => setReached(row.id)} />
            ))}
          </ul>
        </section>
      ))}
      {listKnown.value && found.length === 0 && (
        wanted ? <p class="empty">Niets gevonden.</p> : <StartHere />
      )}
    </nav>
  );
}

/** In a folder without documents. */
function StartHere() {
  return (
    <div class="start-here">
      <p>Er zijn nog geen brieven en presentaties in deze map.</p>
      <button type="button" class="button primary" onClick={() => ask({ what: "new" })}>
        Maak uw eerste brief
      </button>
      <button type="button" class="button" onClick={() => ask({ what: "bin" })}>
        Prullenbak
      </button>
    </div>
  );
}

interface DocumentProps {
  row: ListedDocument;
  /** Tab stops at it. */
  isStop: boolean;
  /** It gets the focus. */
  reach: () => void;
}

function Document({ row, isStop, reach }: DocumentProps) {
  const isCurrent = row.id === current.value;
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isCurrent) showInList(button.current?.closest<HTMLElement>(".documents") ?? null, button.current);
  }, [isCurrent]);
  return (
    <li>
      <button
        type="button"
        ref={button}
        class="document"
        aria-current={isCurrent ? "page" : undefined}
        title={row.title ?? row.name}
        tabIndex={isStop ? 0 : -1}
        onFocus={reach}
        onClick={() => void open(row.id)}
      >
        <span class="document-title">{row.title ?? row.name}</span>
        <span class="document-facts">
          {row.kind === "presentatie" && <PresentationSign />}
          <span class="document-name">{row.name}</span>
          {row.status && <Status status={row.status} />}
          <Counts row={row} />
          {/* Of the document shown the bar at the top tells it. */}
          {!isCurrent && drafts.documents.value.has(row.id) && <span class="draft">niet bewaard</span>}
        </span>
      </button>
    </li>
  );
}

function Counts({ row }: { row: ListedDocument }) {
  if (!row.checked) return <span class="unknown" role="img" aria-label="nog niet gecontroleerd" title="Nog niet gecontroleerd" />;
  return (
    <>
      {row.errors > 0 && <Count sort="error" text={counted(row.errors, "fout", "fouten")} count={row.errors} />}
      {row.unwritten > 0 && <Count sort="later" text={counted(row.unwritten, "deel nog te schrijven", "delen nog te schrijven")} count={row.unwritten} />}
      {row.warnings > 0 && (
        <Count sort="warning" text={counted(row.warnings, "waarschuwing", "waarschuwingen")} count={row.warnings} />
      )}
    </>
  );
}

function Count({ sort, text, count }: { sort: "error" | "warning" | "later"; text: string; count: number }) {
  return (
    <span class={`count ${sort}`} title={text}>
      <Icon name={sort === "later" ? "running" : sort} />
      <span aria-hidden="true">{count}</span>
      <span class="unseen">{text}</span>
    </span>
  );
}
