// The overview of all documents: what is ready, what is missing, what is due.
import { useEffect, useRef } from "preact/hooks";
import { ask } from "../acts.ts";
import { counted } from "../announce.ts";
import { make } from "../making.ts";
import { board, hideOverview, openFromOverview, openPromise } from "../overview.ts";
import type { Board, Due, DocumentRow, PeriodRow, PromiseRow, PromiseState, Standing } from "../protocol.ts";
import { noun, presentations, sheetShown } from "../state.ts";
import { Icon } from "./Icon.tsx";
import { Notices } from "./Notices.tsx";
import { NextStep } from "./Steps.tsx";
import { PresentationSign } from "./PresentationSign.tsx";
import { Status } from "./Status.tsx";

export function Overview() {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    heading.current?.focus({ preventScroll: true });
    return () => {
      // Whoever chose a document goes on there.
      if (document.activeElement === document.body && before instanceof HTMLElement) before.focus();
    };
  }, []);
  const shown = board.value;
  return (
    <section class="overview" aria-labelledby="overview-title">
      <div class="overview-page">
        <header class="overview-head">
          <h1 id="overview-title" tabIndex={-1} ref={heading}>
            {shown ? `Hoe staat het op ${date(shown.op)}?` : "Hoe staat het?"}
          </h1>
          <button type="button" class="button" onClick={hideOverview}>
            <Icon name="back" />
            Terug naar de {noun.value}
          </button>
        </header>
        <Notices />
        {shown ? <Content board={shown} /> : <p class="empty">Alles wordt nagekeken.</p>}
      </div>
    </section>
  );
}

function Content({ board }: { board: Board }) {
  const { samenvatting: counts, perioden, toezeggingen } = board;
  const total = counts.brieven;
  return (
    <>
      <dl class="tiles">
        <Tile count={total} label={presentations.value.size > 0 ? "brieven en presentaties" : total === 1 ? "brief" : "brieven"} />
        <Tile count={counts.te_laat} label="te laat" tone="error" />
        <Tile count={counts.met_fouten} label="met fouten" tone="error" />
        <Tile count={counts.missen_cijfers} label={counts.missen_cijfers === 1 ? "mist cijfers" : "missen cijfers"} tone="warning" />
        <Tile count={counts.klaar} label="klaar" tone="good" />
        <Tile
          count={counts.toezeggingen_te_laat}
          label={counts.toezeggingen_te_laat === 1 ? "toezegging te laat" : "toezeggingen te laat"}
          tone="error"
        />
      </dl>
      <div class="overview-columns">
        <div class="periods">
          {perioden.map((period) => <Period key={period.periode} period={period} />)}
          {perioden.length === 0 && <p class="empty">Er zijn nog geen brieven en presentaties, en geen datums in data/kalender.toml.</p>}
        </div>
        {toezeggingen.length > 0 && <Promises promises={toezeggingen} />}
      </div>
    </>
  );
}

function Tile({ count, label, tone }: { count: number; label: string; tone?: string }) {
  return (
    <div class={count > 0 && tone ? `tile ${tone}` : "tile"}>
      <dt>{label}</dt>
      <dd>{count}</dd>
    </div>
  );
}

function Period({ period }: { period: PeriodRow }) {
  const id = `overview-${period.periode}`;
  const dates = (["college", "verzenden", "raad"] as const).filter((what) => period.datums[what]);
  return (
    <section class="period" aria-labelledby={id}>
      <header class="period-head">
        <h2 id={id}>{capitalised(period.naam)}</h2>
        {dates.length > 0 ? (
          <dl class="moments">
            {dates.map((what) => (
              <div key={what}>
                <dt>{what}</dt>
                <dd>{date(period.datums[what])}</dd>
              </div>
            ))}
          </dl>
        ) : (
          <p class="moments">geen datums in de kalender</p>
        )}
      </header>
      {period.brieven.length > 0 && (
        <table class="period-documents" aria-labelledby={id}>
          <thead>
            <tr>
              <th scope="col">Stand</th>
              <th scope="col">{period.brieven.some(({ naam }) => presentations.value.has(naam)) ? "Brief of presentatie" : "Brief"}</th>
              <th scope="col">Status</th>
              <th scope="col">Volgende datum</th>
              <th scope="col">Meldingen</th>
              <th scope="col">Schrijver</th>
              <th scope="col">Doen</th>
            </tr>
          </thead>
          <tbody>{period.brieven.map((row) => <Row key={row.naam} row={row} />)}</tbody>
        </table>
      )}
      {period.brieven.length === 0 && (
        <p class="period-note">
          <Mark state={period.volgende && period.volgende.dagen < 0 ? "te laat" : "nog geen stukken"} />
          {period.volgende && period.volgende.dagen < 0 && "nog geen stukken, "}
          {period.volgende && next(period.volgende)}
          <Begin period={period.periode} />
        </p>
      )}
      {period.brieven.length > 0 && (
        <p class="period-note period-acts">
          <button
            type="button"
            class="button small"
            aria-label={`Maak alle PDF's van ${period.naam}`}
            onClick={() => void make(period.periode)}
          >
            Maak alle PDF's
          </button>
        </p>
      )}
      {period.vervolg && (
        <p class="period-note quiet">
          Nog geen vervolg over {period.vervolg.periode}: {period.vervolg.zonder.map((id) => id.split("/").at(-1)).join(", ")}.
          <Begin period={period.vervolg.periode} />
        </p>
      )}
    </section>
  );
}

function Begin({ period }: { period: string }) {
  return (
    <>
      {" "}
      <button type="button" class="button small" aria-label={`Begin deze periode: ${period}`} onClick={() => ask({ what: "begin", period })}>
        Begin deze periode
      </button>
    </>
  );
}

function Row({ row }: { row: DocumentRow }) {
  const { fouten, waarschuwingen, volgende } = row;
  return (
    <tr class="document-row" onClick={() => void openFromOverview(row.naam)}>
      <td class="row-state">
        <Mark state={row.stand} />
      </td>
      <th scope="row">
        <button type="button" class="row-title" onClick={(event) => (event.stopPropagation(), void openFromOverview(row.naam))}>
          {row.titel ?? row.naam}
        </button>
        <span class="row-name">
          {presentations.value.has(row.naam) && <PresentationSign />}
          {row.naam}
        </span>
        {missing(row).map(({ words, file }) => (
          <span class="row-missing" key={words}>
            <Icon name="warning" />
            <span>
              mist {words}{" "}
              <button type="button" class="link" onClick={(event) => (event.stopPropagation(), showMissing(file, words))}>
                {file}
              </button>
            </span>
          </span>
        ))}
      </th>
      <td>
        {row.status && <Status status={row.status} />}
        {row.verzonden_versie !== undefined && <span class="due-needs">versie {row.verzonden_versie} verzonden, correctie loopt</span>}
      </td>
      <td>
        {volgende && (
          <>
            <span class={volgende.dagen < 0 ? "due late" : "due"}>{next(volgende)}</span>
            <span class="due-needs">nodig: {volgende.nodig}</span>
          </>
        )}
      </td>
      <td>
        {fouten > 0 && (
          <span class="count error">
            <Icon name="error" />
            {counted(fouten, "fout", "fouten")}
          </span>
        )}
        {waarschuwingen > 0 && (
          <span class="count warning">
            <Icon name="warning" />
            {counted(waarschuwingen, "waarschuwing", "waarschuwingen")}
          </span>
        )}
        {fouten + waarschuwingen === 0 && <span class="none">geen</span>}
      </td>
      <td>{row.schrijver ?? <span class="none">niet ingevuld</span>}</td>
      <td>
        <NextStep document={row.naam} status={row.status} ask={(status) => ask({ what: "step", document: row.naam, status })} />
      </td>
    </tr>
  );
}

function Promises({ promises }: { promises: PromiseRow[] }) {
  return (
    <section class="promises" aria-labelledby="promises-title">
      <h2 id="promises-title">Toezeggingen aan de raad</h2>
      <ul>{promises.map((promise) => <Promised key={`${promise.bestand} ${promise.regel} ${promise.wat}`} promise={promise} />)}</ul>
    </section>
  );
}

function Promised({ promise }: { promise: PromiseRow }) {
  const isQuote = promise.bron === "brief";
  const file = promise.bestand.replace(/^data\/(brieven\/|presentaties\/)?/, "").replace(/\.md$/, "");
  return (
    <li>
      <button type="button" class="promise" onClick={() => openPromise(promise)}>
        <span class="promise-head">
          <Mark state={promise.stand} />
          <span class="promise-due">{time(promise)}</span>
        </span>
        <span class="promise-what">{isQuote ? `“${promise.wat}”` : promise.wat}</span>
        <span class="promise-place">
          {file}
          {promise.regel !== null && `, regel ${promise.regel}`}
          {promise.brief && promise.brief !== file && ` · antwoord: ${promise.brief}`}
        </span>
      </button>
    </li>
  );
}

const MARKS = {
  "te laat": ["error", "late"],
  "niet te lezen": ["warning", "warn"],
  "zonder datum": ["warning", "warn"],
  loopt: ["running", "runs"],
  open: ["running", "runs"],
  onderweg: ["running", "runs"],
  "nog geen stukken": ["running", "runs"],
  klaar: ["ok", "done"],
  nagekomen: ["ok", "done"],
  "te laat nagekomen": ["ok", "done"],
} as const;

function Mark({ state }: { state: Standing | PromiseState | "nog geen stukken" }) {
  const [icon, sort] = MARKS[state];
  return (
    <span class={`mark ${sort}`}>
      <Icon name={icon} />
      {state}
    </span>
  );
}

/** A line for each series, with all its periods, and its file. */
function missing({ mist }: DocumentRow): { words: string; file: string }[] {
  const periods = new Map<string, string[]>();
  for (const { reeks, maat, bestand, periode } of mist) {
    const what = `${maat ? `${reeks}, ${maat},` : reeks}\n${bestand}`;
    periods.set(what, [...(periods.get(what) ?? []), periode]);
  }
  return [...periods].map(([what, over]) => {
    const [series, file = ""] = what.split("\n");
    return { words: `${series} over ${over.join(", ")}`, file };
  });
}

/** Shows the end of the file that lacks figures. */
function showMissing(file: string, words: string): void {
  const spot = { file, where: "", row: null, sheet: null, column: null, lacks: true };
  sheetShown.value = { spot, message: `Hier mist ${words}.`, finding: null };
}

const days = (count: number) => counted(count, "dag", "dagen");

function next({ wat, dagen }: Due): string {
  if (dagen === 0) return `${wat} vandaag`;
  return dagen > 0 ? `${wat} over ${days(dagen)}` : `${wat} ${days(-dagen)} te laat`;
}

function time({ uiterlijk, dagen, stand }: PromiseRow): string {
  if (uiterlijk === null || dagen === null) return "dit reces staat niet in de kalender";
  const due = `uiterlijk ${date(uiterlijk)}`;
  if (stand === "nagekomen" || stand === "te laat nagekomen") return due;
  if (dagen === 0) return `${due}, dat is vandaag`;
  return dagen > 0 ? `${due}, over ${days(dagen)}` : `${due}, ${days(-dagen)} geleden`;
}

const { format } = new Intl.DateTimeFormat("nl", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

/** "14 maart 2023" */
const date = (iso: string | null) => (iso ? format(new Date(iso)) : "");

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
