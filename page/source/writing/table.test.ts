import assert from "node:assert/strict";
import { test } from "node:test";
import { EditorState } from "@codemirror/state";
import {
  aligned,
  cellsFrom,
  emptyTable,
  movedColumn,
  movedRow,
  pasted,
  readTable,
  tableAt,
  withCell,
  withColumn,
  withoutColumn,
  withoutRow,
  withRow,
  writeTable,
} from "./table.ts";

const LINES = ["| Wijk | Datum | Kinderen |", "|---|:---:|--:|", "| Crabbehof | a \\| b | {{ bso_crabbehof | absoluut }} |", "Wielwijk | | 3"];

test("a table is read and written with its columns under each other", () => {
  const table = readTable(LINES);
  assert.ok(table);
  assert.deepEqual(table.alignment, ["left", "center", "right"]);
  assert.deepEqual(table.rows[1], ["Crabbehof", "a | b", "{{ bso_crabbehof | absoluut }}"]);
  assert.deepEqual(table.rows[2], ["Wielwijk", "", "3"]);
  const written = writeTable(table);
  assert.deepEqual(written, [
    "| Wijk      | Datum  |                       Kinderen |",
    "|-----------|:------:|-------------------------------:|",
    "| Crabbehof | a \\| b | {{ bso_crabbehof | absoluut }} |",
    "| Wielwijk  |        |                              3 |",
  ]);
  assert.deepEqual(readTable(written), table, "nothing is lost on the way");
});

test("whatever is typed in cells comes back as it was", () => {
  const strange = ["|", "a|b", "\\|", "{{ a | b }} | c", "  wit  om  ", "**vet**", "`|`", "é𝌆", "[^1]", ""];
  const table = { ...emptyTable(2, 5), rows: [strange.slice(0, 5), strange.slice(5), ["", "", "", "", "x"]] };
  const again = readTable(writeTable(table));
  assert.deepEqual(again?.rows, [["|", "a|b", "|", "{{ a | b }} | c", "wit om"], ["**vet**", "`|`", "é𝌆", "[^1]", ""], ["", "", "", "", "x"]]);
});

test("too many cells make it wider, and what is no table is none", () => {
  assert.deepEqual(readTable(["| a |", "|---|", "| b | c |"])?.rows, [["a", ""], ["b", "c"]]);
  assert.equal(readTable(["| a | b |", "|---|", "| c |"]), null);
  assert.equal(readTable(["a", "b"]), null);
});

test("the table of the cursor is found", () => {
  const at = (text: string) => tableAt(EditorState.create({ doc: text.replace("¦", "") }), text.indexOf("¦"));
  const found = at("Tekst.\n\n| a | b |\n|---|---|\n| c¦ | d |\n\nMeer.");
  assert.equal(found?.from, 8);
  assert.deepEqual(found?.table.rows, [["a", "b"], ["c", "d"]]);
  assert.equal(at("Te¦kst.\n\n| a |\n|---|"), null);
  assert.equal(at("| a |\n|---|\n{% for x in y %}\n| {{ x }}¦ |\n{% endfor %}"), null, "rows that are made by a program line are no cells");
  assert.equal(at("{{ a | b }}¦"), null);
});

test("rows and columns come, go and move; the heading stays", () => {
  let table = withCell(withCell(emptyTable(2, 2), 0, 0, "kop"), 1, 0, "een");
  assert.deepEqual(table.rows, [["kop", ""], ["een", ""], ["", ""]]);
  assert.deepEqual(withRow(table, 0).rows[0], ["kop", ""]);
  assert.deepEqual(withoutRow(table, 0), table);
  assert.deepEqual(movedRow(table, 1, 2).rows, [["kop", ""], ["", ""], ["een", ""]]);
  assert.deepEqual(movedRow(table, 1, 0), table);
  assert.deepEqual(movedRow(table, 2, 3), table);
  table = aligned(table, 0, "right");
  assert.deepEqual(movedColumn(table, 0, 1).alignment, ["left", "right"]);
  assert.deepEqual(withColumn(table, 1).rows[0], ["kop", "", ""]);
  assert.deepEqual(withoutColumn(table, 0).rows[1], [""]);
  assert.deepEqual(withoutColumn(withoutColumn(table, 0), 0).alignment, ["left"], "one column stays");
});

test("cells of a spreadsheet fill those from the one on", () => {
  const cells = cellsFrom('Wijk\tAantal\r\n"a ""b""\nc"\t1\r\nd\t\r\n');
  assert.deepEqual(cells, [["Wijk", "Aantal"], ['a "b"\nc', "1"], ["d", ""]]);
  assert.deepEqual(pasted(emptyTable(1, 1), 1, 0, cells).rows, [["", ""], ["Wijk", "Aantal"], ['a "b" c', "1"], ["d", ""]]);
  assert.deepEqual(cellsFrom("los"), [["los"]]);
  assert.deepEqual(cellsFrom('zei "ja"\t"'), [['zei "ja"', '"']], "a quotation mark that is not closed is one");
  const huge = pasted(emptyTable(1, 1), 1, 0, cellsFrom("a\t".repeat(200) + "\n" + "b\n".repeat(2000)));
  assert.deepEqual([huge.alignment.length, huge.rows.length], [30, 501], "it grows within bounds");
});
