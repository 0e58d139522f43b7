// A sheet with what Griffel makes of it in colours, and what can be said better by clicking.
import { useState } from "preact/hooks";
import { counted } from "../announce.ts";
import { Field, FindingList } from "../interface/Asking.tsx";
import { Icon } from "../interface/Icon.tsx";
import { nextPeriod } from "../naming.ts";
import type { ColumnRole, SeenSheet } from "../protocol.ts";
import { change, opened } from "../shelf/shelf.ts";
import { at, itemsOf } from "../shelf/values.ts";
import { appendRows, canUndoCells, CHUNK, describe, fetchRows, giveRole, problems, rowAt, sheet, showInProgram, undoCells, wanted } from "./figures.ts";
import { Grid } from "./Grid.tsx";
import { nextRows, range } from "./range.ts";

/** The sheet of the description that is open. */
export function DescribedSheet() {
  const shown = sheet.value;
  if (!shown) return null;
  const role = (column: number, role: ColumnRole) => {
    const known = shown.columns.find(({ number }) => number === column);
    const from = shown.first + shown.header_rows;
    const cells = [0, 1, 2, 3].map((row) => rowAt(from + row)?.[column] ?? "").filter(Boolean);
    if (known) void giveRole(known.name, cells, role);
  };
  const put = (key: string, value: string | number | null) =>
    void change([key], (way, now) => {
      const was = at(now.value, way);
      if (value === null) return was ? [{ what: "remove", at: way, was }] : [];
      return [{ what: "set", at: way, was, value: typeof value === "number" ? { sort: "number", of: String(value) } : { sort: "text", of: value } }];
    });
  return (
    <Whole
      key={shown.file}
      shown={shown}
      role={role}
      placeTable={(region) => put("bereik", region)}
      headings={(rows) => put("kopregels", rows === 1 ? null : rows)}
      chooseSheet={(name) => put("blad", name)}
      isDescribed
    />
  );
}

/** A file that nothing describes yet. */
export function NewSheet({ file }: { file: string }) {
  const shown = sheet.value;
  const [title, setTitle] = useState("");
  const [source, setSource] = useState("");
  if (!shown || shown.file !== file) return <p class="empty">Griffel bekijkt {file}…</p>;
  const say = (more: Partial<typeof wanted.value>) => (wanted.value = { ...wanted.value, ...more });
  return (
    <article class="shelf-open" aria-label={file}>
      <header class="shelf-open-head">
        <div>
          <h2>{file.split("/").at(-1)}</h2>
          <p class="field-about">Kijk of Griffel het goed ziet. Vul daarna in wat de cijfers zijn. U kunt later alles nog veranderen.</p>
        </div>
      </header>
      <Whole key={shown.file} shown={shown} role={null} placeTable={(region) => say({ region })} headings={(header_rows) => say({ header_rows })} chooseSheet={(name) => say({ sheet: name, region: null, header_rows: null })} />
      <form
        class="describe"
        onSubmit={(event) => {
          event.preventDefault();
          void describe(file, title, source);
        }}
      >
        <div class="side-by-side">
          <Field label="Titel" about="Wat de cijfers zeggen. Dit staat bij elke grafiek en tabel.">
            {(id, described) => <input id={id} aria-describedby={described} value={title} onInput={(event) => setTitle(event.currentTarget.value)} required autocomplete="off" />}
          </Field>
          <Field label="Bron" about="Wie de cijfers heeft gemaakt.">
            {(id, described) => <input id={id} aria-describedby={described} value={source} onInput={(event) => setSource(event.currentTarget.value)} required autocomplete="off" />}
          </Field>
        </div>
        <button type="submit" class="button primary">
          Maak hier een reeks van
        </button>
      </form>
    </article>
  );
}

interface Props {
  shown: SeenSheet;
  role: ((column: number, role: ColumnRole) => void) | null;
  placeTable: (region: string) => void;
  headings: (rows: number) => void;
  chooseSheet: (name: string) => void;
  isDescribed?: boolean;
}

function Whole({ shown, role, placeTable, headings, chooseSheet, isDescribed }: Props) {
  const [row, setRow] = useState<number | null>(null);
  const numbers = shown.columns.map(({ number }) => number);
  const [left, right] = numbers.length > 0 ? [Math.min(...numbers), Math.max(...numbers)] : [0, Math.max(0, shown.width - 1)];
  const wrong = problems.value;
  const errors = wrong?.filter(({ severity }) => severity === "fout").length ?? 0;
  const warnings = (wrong?.length ?? 0) - errors;
  return (
    <section class="sheet-view" aria-label="Het bestand met cijfers">
      <div class="sheet-tools">
        <span class="sheet-file">
          {shown.file.split("/").at(-1)}, {counted(shown.rows, "regel", "regels")}
        </span>
        {shown.sheets.length > 1 && (
          <label>
            Blad{" "}
            <select value={shown.sheet ?? ""} onChange={(event) => chooseSheet(event.currentTarget.value)}>
              {shown.sheets.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </label>
        )}
        <label>
          Regels met kolomnamen{" "}
          <select value={String(shown.header_rows)} onChange={(event) => headings(Number(event.currentTarget.value))}>
            {[1, 2, 3, 4, 5].map((rows) => (
              <option key={rows}>{rows}</option>
            ))}
          </select>
        </label>
        <span>Tabel: {range(shown.first, shown.last, left, right)}</span>
        <button type="button" class="button small" onClick={() => void showInProgram()}>
          Open in {/\.(xlsx?|ods)$/i.test(shown.file) ? "Excel" : "uw eigen programma"}
        </button>
        {shown.editable && isDescribed && (
          <>
            <NewPeriod shown={shown} />
            <button type="button" class="button small" disabled={!canUndoCells.value} onClick={() => void undoCells()}>
              <Icon name="reset" />
              Cel terug
            </button>
          </>
        )}
      </div>
      <div class="sheet-row" aria-live="polite">
        {row === null ? (
          <span class="field-about">
            {shown.editable && isDescribed ? "Dubbelklik op een cel, of typ, om haar te veranderen. " : ""}Klik op een regel als de tabel ergens anders begint of eindigt.
          </span>
        ) : (
          <>
            <strong>Regel {row + 1}:</strong>
            <button type="button" class="button small" disabled={row > shown.last} onClick={() => placeTable(range(row, shown.last, left, right))}>
              De tabel begint hier
            </button>
            <button type="button" class="button small" disabled={row < shown.first} onClick={() => placeTable(range(shown.first, row, left, right))}>
              De tabel eindigt hier
            </button>
            <button type="button" class="button small" disabled={row < shown.first || row - shown.first > 4} onClick={() => headings(row - shown.first + 1)}>
              Tot hier kolomnamen
            </button>
            {isDescribed && <Provisional shown={shown} row={row} />}
          </>
        )}
      </div>
      <Grid key={shown.file} sheet={shown} row={row} choose={setRow} role={role} />
      <Legend shown={shown} />
      {wrong === null ? (
        <p class="field-about">Griffel leest alle cijfers…</p>
      ) : wrong.length > 0 ? (
        <details class="sheet-findings" open={errors > 0}>
          <summary>
            {errors > 0 && counted(errors, "fout", "fouten")}
            {errors > 0 && warnings > 0 && " en "}
            {warnings > 0 && counted(warnings, "waarschuwing", "waarschuwingen")}
          </summary>
          <FindingList findings={wrong.map((finding) => ({ ...finding, inManuscript: false }))} />
        </details>
      ) : (
        <p class="asking-fine">
          <Icon name="ok" /> Griffel kan alle cijfers lezen.
        </p>
      )}
    </section>
  );
}

function Legend({ shown }: { shown: SeenSheet }) {
  const kinds = new Set(shown.columns.map(({ role }) => role));
  return (
    <p class="legend">
      {kinds.has("period") && <span class="role-period">periode</span>}
      {kinds.has("dimension") && <span class="role-dimension">verdeling</span>}
      {(kinds.has("measure") || kinds.has("across")) && <span class="role-measure">cijfers</span>}
      {kinds.has("unused") && <span class="role-unused">niet gebruikt</span>}
      <span class="heading">kolomnamen</span>
      {shown.marked.some(({ left_out }) => !left_out) && <span class="total">totaal, telt niet dubbel</span>}
      {shown.marked.some(({ left_out }) => left_out) && <span class="left-out">weggelaten</span>}
    </p>
  );
}

/** Rows for a new period, below those of the last one. */
function NewPeriod({ shown }: { shown: SeenSheet }) {
  const [name, setName] = useState<string | null>(null);
  const period = shown.columns.find(({ role }) => role === "period")?.number;
  // What stands below the table would come between.
  if (period === undefined || shown.last !== shown.rows - 1) return null;
  const begin = async () => {
    await fetchRows(Math.max(0, shown.last - CHUNK), shown.last);
    setName(nextPeriod(rowAt(shown.last)?.[period] ?? ""));
  };
  const add = () => {
    if (!name?.trim()) return;
    const from = Math.max(shown.first + shown.header_rows, shown.last - 2 * CHUNK);
    const rows = Array.from({ length: shown.last - from + 1 }, (_, index) => rowAt(from + index) ?? []);
    const keep = shown.columns.filter(({ role }) => role === "dimension").map(({ number }) => number);
    void appendRows(nextRows(rows, period, keep, name.trim(), shown.width));
    setName(null);
  };
  if (name === null) {
    return (
      <button type="button" class="button small" onClick={() => void begin()}>
        <Icon name="plus" />
        Nieuwe periode
      </button>
    );
  }
  return (
    <form class="new-period" onSubmit={(event) => (event.preventDefault(), add())} onKeyDown={(event) => event.key === "Escape" && (event.stopPropagation(), setName(null))}>
      <label>
        Periode <input value={name} onInput={(event) => setName(event.currentTarget.value)} size={10} />
      </label>
      <button type="submit" class="button primary small">
        Voeg toe
      </button>
      <button type="button" class="button small" onClick={() => setName(null)}>
        Annuleren
      </button>
    </form>
  );
}

/** From the period of a row on, numbers may still change. */
function Provisional({ shown, row }: { shown: SeenSheet; row: number }) {
  const period = shown.columns.find(({ role }) => role === "period")?.number;
  const name = period === undefined ? "" : (rowAt(row)?.[period] ?? "");
  if (!name || row < shown.first + shown.header_rows || row > shown.last) return null;
  const marks = itemsOf(at(opened.value?.value ?? null, ["voorlopig"]));
  const index = marks.findIndex((mark) => JSON.stringify(at(mark, ["vanaf"])) === JSON.stringify({ sort: "text", of: name }));
  const toggle = () =>
    void change(["voorlopig", index >= 0 ? index : marks.length], (way) =>
      index >= 0
        ? [{ what: "remove", at: way, was: marks[index] ?? null }]
        : [{ what: "set", at: way, was: null, value: { sort: "table", of: [{ key: "vanaf", value: { sort: "text", of: name } }] } }],
    );
  return (
    <button type="button" class="button small" aria-pressed={index >= 0} onClick={toggle}>
      Voorlopig vanaf {name}
    </button>
  );
}
