import assert from "node:assert/strict";
import { test } from "node:test";
import type { FormTable, Given, Holds } from "../protocol.ts";
import { asTyped, at, fieldsOf, fromTyped, number, problemOf, siteOf, wayAfter } from "./values.ts";

const text = (of: string): Given => ({ sort: "text", of });
const field = (holds: Holds, required = false) => ({ label: "Aantal", required, holds });

test("numbers are read as people write them", () => {
  for (const [typed, written] of [["12", "12"], ["5,3", "5.3"], ["5.3", "5.3"], ["1.000", "1000"], ["728.000.000", "728000000"], ["1.234,50", "1234.50"], ["-3", "-3"], ["1 000", "1000"]] as const)
    assert.equal(number(typed), written, typed);
  for (const typed of ["", "x", "1,2,3", "1.00,0", "12a", "1e3"]) assert.equal(number(typed), null, typed);
});

test("what is wrong is told, and what is not goes into the file", () => {
  assert.match(problemOf(field({ sort: "text" }, true), " ") ?? "", /nog niet ingevuld/);
  assert.equal(problemOf(field({ sort: "text" }), ""), null);
  assert.match(problemOf(field({ sort: "date" }), "2023-02-30") ?? "", /geen datum/);
  assert.match(problemOf(field({ sort: "integer", least: 1, most: 5 }), "7") ?? "", /1 tot en met 5/);
  assert.match(problemOf(field({ sort: "number" }), "veel") ?? "", /geen getal/);
  assert.match(problemOf(field({ sort: "choice", words: ["fout", "uit"] }), "aan") ?? "", /fout, uit/);
  assert.deepEqual(fromTyped({ sort: "number" }, "5,3"), { sort: "number", of: "5.3" });
  assert.deepEqual(fromTyped({ sort: "texts" }, " a \n\nb"), { sort: "list", of: [text("a"), text("b")] });
  assert.deepEqual(fromTyped({ sort: "moment" }, "2023-07-08"), { sort: "date", of: "2023-07-08" });
  assert.deepEqual(fromTyped({ sort: "moment" }, "zomerreces 2023"), text("zomerreces 2023"));
  assert.equal(fromTyped({ sort: "text" }, "  "), null);
  assert.equal(asTyped({ sort: "number", of: "5.30" }), "5,30");
});

test("of groups of keys one is used", () => {
  const plain = (key: string) => ({ key, label: key, about: "", required: false, holds: { sort: "text" } as Holds });
  const table: FormTable = { title: "", about: "", fields: ["soort", "reeks", "maten", "kengetallen"].map(plain), others: null, groups: [["reeks", "maten"], ["kengetallen"]] };
  const keys = (value: Given | null) => fieldsOf(table, value).map(({ key }) => key);
  assert.deepEqual(keys(null), ["soort", "reeks", "maten", "kengetallen"]);
  assert.deepEqual(keys({ sort: "table", of: [{ key: "kengetallen", value: text("x") }] }), ["soort", "kengetallen"]);
  assert.deepEqual(keys({ sort: "table", of: [{ key: "reeks", value: text("x") }] }), ["soort", "reeks", "maten"]);
});

test("a line leads to what stands there", () => {
  const sites = [
    { at: ["a"], line: 1, endLine: 4 },
    { at: ["a", "x"], line: 2, endLine: 2 },
    { at: ["a", "x", 0], line: 2, endLine: 2 },
  ];
  assert.deepEqual(siteOf(sites, 2), ["a", "x", 0]);
  assert.deepEqual(siteOf(sites, 3), ["a"]);
  assert.equal(siteOf(sites, 9), null);
  const value: Given = { sort: "table", of: [{ key: "a", value: { sort: "list", of: [text("x")] } }] };
  assert.deepEqual(at(value, ["a", 0]), text("x"));
  assert.equal(at(value, ["a", 1]), null);
});

test("a way is followed through changes that were made after it was seen", () => {
  const item = (index: number, ...more: (string | number)[]) => ["velden", index, ...more];
  const shift = (from: number, to: number) => ({ what: "shift", at: item(from), was: null, to }) as const;
  const after = (list: string[], { at, to }: { at: (string | number)[]; to: number }) => {
    const next = [...list];
    next.splice(to, 0, ...next.splice(Number(at[1]), 1));
    return next;
  };
  const names = ["a", "b", "c", "d"];
  for (const from of names.keys())
    for (const to of names.keys())
      for (const [index, name] of names.entries()) {
        const way = wayAfter(item(index, "label"), shift(from, to));
        assert.equal(after(names, shift(from, to))[Number(way?.[1])], name, `${name} after ${from} to ${to}`);
        assert.equal(way?.[2], "label");
      }
  const gone = { what: "remove", at: item(1), was: null } as const;
  assert.deepEqual([0, 1, 2].map((index) => wayAfter(item(index), gone)), [item(0), null, item(1)]);
  assert.equal(wayAfter(item(1, "label"), gone), null);
  assert.deepEqual(wayAfter(["secties", 2], gone), ["secties", 2], "another list");
  assert.deepEqual(wayAfter(["velden"], gone), ["velden"], "the list itself");
  assert.deepEqual(wayAfter(item(1, "label"), { what: "remove", at: item(1, "label"), was: null }), item(1, "label"), "a field is filled in again");
  assert.deepEqual(wayAfter(["oud", "titel"], { what: "rename", at: ["oud"], to: "nieuw" }), ["nieuw", "titel"]);
  assert.equal(wayAfter(["oud", "titel"], { what: "remove", at: ["oud"], was: null }), null);
});
