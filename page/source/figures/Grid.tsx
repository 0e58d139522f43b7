// The cells of a sheet. Only those in sight are drawn, so that a hundred thousand rows take no longer than a hundred.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { ColumnRole, SeenSheet } from "../protocol.ts";
import { chunks, editCell, fetchRows, rowAt, wantedRow } from "./figures.ts";
import { letters } from "./range.ts";

const ROW = 28;
const NUMBER = 58;
const WIDTH = 150;
/** Rows and columns beyond the edge are drawn too, so that scrolling shows no gaps. */
const BEYOND = 8;

export const ROLES: Record<ColumnRole, string> = {
  period: "periode",
  dimension: "verdeling",
  measure: "cijfers",
  across: "cijfers per periode",
  unused: "niet gebruikt",
};

interface Props {
  sheet: SeenSheet;
  /** The row that was chosen, from 0. */
  row: number | null;
  choose: (row: number) => void;
  /** Null: roles cannot be changed yet. */
  role: ((column: number, role: ColumnRole) => void) | null;
}

export function Grid({ sheet, row: chosen, choose, role }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [sight, setSight] = useState({ top: 0, left: 0, height: 420, width: 900 });
  const [cell, setCell] = useState({ row: sheet.first, column: 0 });
  /** What is typed in a cell, and what stood there when that began: it may be another by now. */
  const [typed, setTyped] = useState<{ text: string; was: string } | null>(null);
  void chunks.value;
  const columnCount = Math.max(sheet.width, 1);
  const first = Math.max(0, Math.floor(sight.top / ROW) - BEYOND);
  const last = Math.min(sheet.rows - 1, Math.ceil((sight.top + sight.height) / ROW) + BEYOND);
  const firstColumn = Math.max(0, Math.floor((sight.left - NUMBER) / WIDTH) - 1);
  const lastColumn = Math.min(columnCount - 1, Math.ceil((sight.left + sight.width) / WIDTH) + 1);
  useEffect(() => void fetchRows(first, last), [first, last, sheet]);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const seen = () => setSight({ top: element.scrollTop, left: element.scrollLeft, height: element.clientHeight, width: element.clientWidth });
    const resized = new ResizeObserver(seen);
    resized.observe(element);
    element.addEventListener("scroll", seen, { passive: true });
    // What is above the table is of less use than the table.
    element.scrollTop = Math.max(0, sheet.first - 4) * ROW;
    return () => (resized.disconnect(), element.removeEventListener("scroll", seen));
  }, [sheet.file, sheet.sheet]);

  const show = (row: number, column: number) => {
    const element = box.current;
    if (!element) return;
    const top = row * ROW;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + 3 * ROW > element.scrollTop + element.clientHeight) element.scrollTop = top + 3 * ROW - element.clientHeight;
    const left = column * WIDTH;
    if (left < element.scrollLeft) element.scrollLeft = left;
    else if (left + NUMBER + WIDTH > element.scrollLeft + element.clientWidth) element.scrollLeft = left + NUMBER + WIDTH - element.clientWidth;
  };
  const wanted = wantedRow.value;
  useEffect(() => {
    if (!wanted || wanted.row >= sheet.rows) return;
    wantedRow.value = null;
    setCell({ row: wanted.row, column: 0 });
    choose(wanted.row);
    show(wanted.row, 0);
  }, [wanted, sheet]);
  const move = (rows: number, columns: number) => {
    const row = Math.max(0, Math.min(sheet.rows - 1, cell.row + rows));
    const column = Math.max(0, Math.min(columnCount - 1, cell.column + columns));
    setCell({ row, column });
    choose(row);
    show(row, column);
  };
  const text = (row: number, column: number) => rowAt(row)?.[column] ?? "";
  const canEdit = sheet.editable && cell.row >= sheet.first + sheet.header_rows && cell.row <= sheet.last;
  const finish = (keep: boolean) => {
    if (typed !== null && keep) void editCell({ row: cell.row, column: cell.column, was: typed.was, becomes: typed.text });
    setTyped(null);
    box.current?.focus();
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.target !== box.current) return;
    const page = Math.max(1, Math.floor(sight.height / ROW) - 2);
    const moves: Record<string, [number, number]> = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1], PageDown: [page, 0], PageUp: [-page, 0] };
    const by = moves[event.key];
    if (by) move(...by);
    else if (event.key === "Home") move(event.ctrlKey ? -sheet.rows : 0, -columnCount);
    else if (event.key === "End") move(event.ctrlKey ? sheet.rows : 0, columnCount);
    else if (canEdit && (event.key === "Enter" || event.key === "F2")) setTyped(begin(text(cell.row, cell.column)));
    else if (canEdit && (event.key === "Delete" || event.key === "Backspace")) void editCell({ ...cell, was: text(cell.row, cell.column), becomes: "" });
    else if (canEdit && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) setTyped((before) => ({ text: (before?.text ?? "") + event.key, was: before?.was ?? text(cell.row, cell.column) }));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const roleOf = (column: number) => sheet.columns.find(({ number }) => number === column);
  const mark = (row: number): string => {
    if (row < sheet.first || row > sheet.last) return "outside";
    if (row < sheet.first + sheet.header_rows) return "heading";
    const cells = rowAt(row);
    const found = cells && sheet.marked.find(({ column, value }) => (value.endsWith("*") ? (cells[column] ?? "").startsWith(value.slice(0, -1)) : cells[column] === value));
    return !found ? "" : found.left_out ? "left-out" : "total";
  };
  const columns = Array.from({ length: lastColumn - firstColumn + 1 }, (_, at) => firstColumn + at);
  const rows = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
  const left = (column: number) => ({ left: `${NUMBER + column * WIDTH}px`, width: `${WIDTH}px` });
  return (
    <div
      class="grid"
      ref={box}
      role="grid"
      tabIndex={0}
      aria-label="De cellen van het bestand"
      aria-rowcount={sheet.rows + 1}
      aria-colcount={columnCount + 1}
      aria-activedescendant={`cell-${cell.row}-${cell.column}`}
      onKeyDown={pressed}
    >
      <div class="grid-all" role="presentation" style={{ height: `${(sheet.rows + 1) * ROW + 12}px`, width: `${NUMBER + columnCount * WIDTH}px` }}>
        <div class="grid-head" role="row" aria-rowindex={1} style={{ height: `${ROW + 6}px` }}>
          <div class="grid-number" role="columnheader" style={{ width: `${NUMBER}px` }}>
            <span class="unseen">Regel</span>
          </div>
          {columns.map((column) => {
            const known = roleOf(column);
            return (
              <div key={column} class={`grid-cell role-${known?.role ?? "none"}`} role="columnheader" aria-colindex={column + 2} style={left(column)}>
                {known && role ? (
                  <select
                    class="grid-role"
                    aria-label={`Wat is kolom ${letters(column)}, ${known.name}?`}
                    value={known.role}
                    onChange={(event) => role(column, event.currentTarget.value as ColumnRole)}
                  >
                    {(Object.keys(ROLES) as ColumnRole[])
                      .filter((one) => one !== "across" || known.role === "across")
                      .map((one) => (
                        <option key={one} value={one}>
                          {ROLES[one]}
                        </option>
                      ))}
                  </select>
                ) : (
                  <span>{known ? ROLES[known.role] : letters(column)}</span>
                )}
              </div>
            );
          })}
        </div>
        {rows.map((row) => {
          const cells = rowAt(row);
          const kind = mark(row);
          return (
            <div key={row} class={`grid-row ${kind}${row === chosen ? " chosen" : ""}`} role="row" aria-rowindex={row + 2} style={{ transform: `translateY(${row * ROW}px)`, height: `${ROW}px` }}>
              <div class="grid-number" role="rowheader" style={{ width: `${NUMBER}px` }} onClick={() => choose(row)} title="Kies deze regel">
                {row + 1}
              </div>
              {columns.map((column) => {
                const isHere = cell.row === row && cell.column === column;
                const value = cells?.[column] ?? "";
                const isNumber = ["measure", "across"].includes(roleOf(column)?.role ?? "");
                return (
                  <div
                    key={column}
                    id={`cell-${row}-${column}`}
                    class={`grid-cell role-${roleOf(column)?.role ?? "none"}${isHere ? " here" : ""}${isNumber ? " number" : ""}`}
                    role="gridcell"
                    aria-colindex={column + 2}
                    style={left(column)}
                    title={value.length > 18 ? value : undefined}
                    onClick={() => (setCell({ row, column }), choose(row))}
                    onDblClick={() => sheet.editable && kind !== "outside" && kind !== "heading" && (setCell({ row, column }), setTyped(begin(value)))}
                  >
                    {isHere && typed !== null ? <CellInput typed={typed.text} set={(text) => setTyped({ ...typed, text })} finish={finish} place={`${letters(column)}${row + 1}`} /> : value}
                  </div>
                );
              })}
            </div>
          );
        })}
      </div>
    </div>
  );
}

const begin = (text: string) => ({ text, was: text });

function CellInput({ typed, set, finish, place }: { typed: string; set: (text: string) => void; finish: (keep: boolean) => void; place: string }) {
  const input = useRef<HTMLInputElement>(null);
  const isDone = useRef(false);
  const end = (keep: boolean) => {
    if (isDone.current) return;
    isDone.current = true;
    finish(keep);
  };
  useLayoutEffect(() => input.current?.focus(), []);
  return (
    <input
      ref={input}
      aria-label={`Cel ${place}`}
      value={typed}
      onInput={(event) => set(event.currentTarget.value)}
      onBlur={() => end(true)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Enter") end(true);
        if (event.key === "Escape") end(false);
      }}
    />
  );
}
