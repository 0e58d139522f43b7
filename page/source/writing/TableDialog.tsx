// A typed table as cells: one of the text, or a new one of which the size is asked first.
import { useEffect, useRef, useState } from "preact/hooks";
import * as editor from "../editor/editor.ts";
import { Dialog } from "../interface/Dialog.tsx";
import { Field } from "../interface/Field.tsx";
import { Icon, type IconName } from "../interface/Icon.tsx";
import { insertBelow } from "./insertions.ts";
import { leaveAid } from "./leave.ts";
import {
  aligned,
  type Alignment,
  cellsFrom,
  emptyTable,
  MOST_COLUMNS,
  MOST_ROWS,
  movedColumn,
  movedRow,
  pasted,
  type Table,
  tableAt,
  withCell,
  withColumn,
  withoutColumn,
  withoutRow,
  withRow,
  writeTable,
} from "./table.ts";

/** The table at the cursor, with its lines as they stand there. */
function tableHere() {
  const state = editor.state();
  const found = tableAt(state, state.selection.main.head);
  return found && { ...found, lines: state.sliceDoc(found.from, found.to) };
}

export function TableDialog() {
  const [before] = useState(tableHere);
  const [table, setTable] = useState<Table | null>(before?.table ?? null);
  if (!table) return <Size choose={setTable} />;
  return <Grid before={before} first={table} />;
}

/** How large a new table is. */
function Size({ choose }: { choose: (table: Table) => void }) {
  const [columns, setColumns] = useState("3");
  const [rows, setRows] = useState("3");
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const first = form.current?.querySelector("input");
    first?.focus();
    first?.select();
  }, []);
  const number = (typed: string, most: number) => (/^\d+$/.test(typed.trim()) && Number(typed) >= 1 && Number(typed) <= most ? Number(typed) : null);
  const [width, height] = [number(columns, MOST_COLUMNS), number(rows, MOST_ROWS)];
  const submit = (event: Event) => {
    event.preventDefault();
    if (width && height) choose(emptyTable(height, width));
  };
  return (
    <Dialog title="Tabel" sort="table-size" close={() => leaveAid()}>
      <form class="asking" ref={form} onSubmit={submit} noValidate>
        <div class="dialog-content">
          <p class="asking-lead">Voor cijfers is een tabel uit cijfers beter: die klopt vanzelf. Die vindt u bij Invoegen.</p>
          <div class="side-by-side">
            <Field label="Kolommen" problem={width ? null : `Kies een getal van 1 tot en met ${MOST_COLUMNS}.`}>
              {(id, described) => <input id={id} aria-describedby={described} inputMode="numeric" value={columns} onInput={(event) => setColumns(event.currentTarget.value)} />}
            </Field>
            <Field label="Rijen" about="De kop telt niet mee." problem={height ? null : `Kies een getal van 1 tot en met ${MOST_ROWS}.`}>
              {(id, described) => <input id={id} aria-describedby={described} inputMode="numeric" value={rows} onInput={(event) => setRows(event.currentTarget.value)} />}
            </Field>
          </div>
        </div>
        <div class="dialog-foot">
          <button type="submit" class="button primary" disabled={!width || !height}>
            Verder
          </button>
          <button type="button" class="button" onClick={() => leaveAid()}>
            Annuleren
          </button>
        </div>
      </form>
    </Dialog>
  );
}

const SIDES: [side: Alignment, label: string][] = [
  ["left", "Links"],
  ["center", "Midden"],
  ["right", "Rechts"],
];

function Grid({ before, first }: { before: ReturnType<typeof tableHere>; first: Table }) {
  const [table, setTable] = useState(first);
  const [{ row, column }, setPlace] = useState({ row: 0, column: 0 });
  const [isLeaving, setLeaving] = useState(false);
  const [isOther, setOther] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  const wanted = useRef<{ row: number; column: number } | null>({ row: 0, column: 0 });
  const isChanged = JSON.stringify(table) !== JSON.stringify(first);
  const inputAt = (row: number, column: number) => body.current?.querySelector<HTMLInputElement>(`[data-cell="${row} ${column}"]`);
  useEffect(() => {
    if (!wanted.current) return;
    const input = inputAt(wanted.current.row, wanted.current.column);
    input?.focus();
    input?.select();
    wanted.current = null;
  });
  /** Changes the table, and goes to a cell of it. */
  const change = (next: Table, row: number, column: number) => {
    const place = { row: Math.max(0, Math.min(row, next.rows.length - 1)), column: Math.max(0, Math.min(column, next.alignment.length - 1)) };
    setTable(next);
    setLeaving(false);
    setPlace(place);
    wanted.current = place;
  };
  const goTo = (to: number) => {
    if (to < 0) return;
    if (to < table.rows.length) change(table, to, column);
    else if (table.rows.length <= MOST_ROWS) change(withRow(table, to), to, column);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) put();
    else if (event.key === "Enter") goTo(event.shiftKey ? row - 1 : row + 1);
    else if (event.key === "ArrowDown" && row + 1 < table.rows.length) goTo(row + 1);
    else if (event.key === "ArrowUp") goTo(row - 1);
    else return;
    event.preventDefault();
  };
  const onPaste = (event: ClipboardEvent) => {
    const cells = cellsFrom(event.clipboardData?.getData("text/plain") ?? "");
    // Words go into the cell as they always do.
    if (cells.length < 2 && (cells[0]?.length ?? 0) < 2) return;
    event.preventDefault();
    change(pasted(table, row, column, cells), row, column);
  };
  const put = (asNew = false) => {
    const lines = writeTable(table);
    const here = tableHere();
    if (before && !asNew) {
      if (here?.lines !== before.lines) return setOther(true);
      const insert = lines.join(editor.state().lineBreak);
      return leaveAid(() => void editor.run(({ state, dispatch }) => {
        dispatch(state.update({ changes: { from: here.from, to: here.to, insert }, selection: { anchor: here.from + 2 }, userEvent: "input.insert", scrollIntoView: true }));
        return true;
      }));
    }
    leaveAid(() => void editor.run(insertBelow(lines.join("\n"))));
  };
  const close = () => (isChanged && !isLeaving ? setLeaving(true) : leaveAid());
  const isHead = row === 0;
  const act = (icon: IconName | null, label: string, words: string, disabled: boolean, run: () => void) => (
    <button type="button" class="button small" aria-label={label} disabled={disabled} onClick={run}>
      {icon && <Icon name={icon} />}
      {words}
    </button>
  );
  const { rows, alignment } = table;
  return (
    <Dialog title={before ? "Tabel bewerken" : "Nieuwe tabel"} sort="table-window" close={close}>
      <div class="table-tools">
        <div class="table-tool" role="group" aria-label="Rij">
          <span>Rij</span>
          {act("plus", "Rij erboven", "erboven", isHead || rows.length > MOST_ROWS, () => change(withRow(table, row), row, column))}
          {act("plus", "Rij eronder", "eronder", rows.length > MOST_ROWS, () => change(withRow(table, row + 1), row + 1, column))}
          {act("up", "Rij omhoog", "", row < 2, () => change(movedRow(table, row, row - 1), row - 1, column))}
          {act("down", "Rij omlaag", "", isHead || row === rows.length - 1, () => change(movedRow(table, row, row + 1), row + 1, column))}
          {act("close", "Rij weg", "weg", isHead || rows.length < 3, () => change(withoutRow(table, row), row, column))}
        </div>
        <div class="table-tool" role="group" aria-label="Kolom">
          <span>Kolom</span>
          {act("plus", "Kolom links ervan", "links", alignment.length >= MOST_COLUMNS, () => change(withColumn(table, column), row, column))}
          {act("plus", "Kolom rechts ervan", "rechts", alignment.length >= MOST_COLUMNS, () => change(withColumn(table, column + 1), row, column + 1))}
          {act("left", "Kolom naar links", "", column === 0, () => change(movedColumn(table, column, column - 1), row, column - 1))}
          {act("right", "Kolom naar rechts", "", column === alignment.length - 1, () => change(movedColumn(table, column, column + 1), row, column + 1))}
          {act("close", "Kolom weg", "weg", alignment.length < 2, () => change(withoutColumn(table, column), row, column))}
        </div>
        <div class="table-tool" role="group" aria-label="Waar de woorden van deze kolom staan">
          <span>Staat</span>
          {SIDES.map(([side, label]) => (
            <button key={side} type="button" class="chip" aria-pressed={alignment[column] === side} onClick={() => change(aligned(table, column, side), row, column)}>
              {label}
            </button>
          ))}
        </div>
      </div>
      <div class="table-cells" ref={body}>
        <table>
          <tbody>
            {rows.map((cells, at) => (
              <tr key={at}>
                {cells.map((cell, other) => (
                  <td key={other} class={at === 0 ? "cell-head" : undefined}>
                    <input
                      data-cell={`${at} ${other}`}
                      class={`align-${alignment[other]}`}
                      aria-label={at === 0 ? `Kop van kolom ${other + 1}` : `Rij ${at}, ${rows[0]?.[other] || `kolom ${other + 1}`}`}
                      value={cell}
                      autocomplete="off"
                      // A wide cell is read as a whole.
                      size={Math.max(8, Math.min(40, Math.max(...rows.map((line) => (line[other] ?? "").length))))}
                      onFocus={() => setPlace({ row: at, column: other })}
                      onInput={(event) => {
                        setTable(withCell(table, at, other, event.currentTarget.value));
                        setLeaving(false);
                      }}
                      onKeyDown={onKeyDown}
                      onPaste={onPaste}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="table-help">Tab gaat naar de volgende cel, Enter naar die eronder. Plak cellen uit Excel vanaf de cel waar u bent.</p>
      <div role="alert">
        {isOther && (
          <div class="refusal table-other">
            <p>Deze tabel is intussen in de tekst veranderd. Er wordt niets overschreven.</p>
            <button type="button" class="button small" onClick={() => put(true)}>
              Zet deze als nieuwe tabel eronder
            </button>
          </div>
        )}
        {isLeaving && <p class="refusal table-other">Wat u veranderde, staat nog niet in de tekst. Wilt u het weggooien?</p>}
      </div>
      <div class="dialog-foot">
        <button type="button" class="button primary" onClick={() => put()}>
          {before ? "Verander de tabel" : "Zet in de tekst"}
        </button>
        <button type="button" class="button" onClick={close}>
          {isLeaving ? "Gooi weg" : "Annuleren"}
        </button>
      </div>
    </Dialog>
  );
}
