// What two people wrote is all there, nothing is there that nobody wrote, and who is asked is asked rightly.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { merge, type Merged } from "./merge.ts";
import { cut } from "./pieces.ts";

const BASE = `+++
onderwerp = "Jeugdhulp"
datum = 2023-02-14
contact = "jeugd@voorbeeld.nl"
+++

# aanleiding

Dit is een. Dit is twee. Dit is drie.

# vervolg

- punt een
- punt twee

Dit is het einde.
`;

const changed = (...changes: [string, string][]) =>
  changes.reduce((text, [from, to]) => {
    assert.ok(text.includes(from), from);
    return text.replace(from, () => to);
  }, BASE);

/** Merges without a conflict, and the other way round too. */
function merged(mine: string, theirs: string): string {
  const { text, conflicts } = merge(BASE, mine, theirs);
  assert.deepEqual(conflicts, []);
  assert.deepEqual(merge(BASE, theirs, mine).conflicts, []);
  return text;
}

test("changes of different sentences, also side by side, are both there", () => {
  const mine = changed(["Dit is een.", "Dit is meer dan een."], ["punt twee", "punt twee, en meer"]);
  const theirs = changed(["Dit is twee.", "Nu is het twee."]);
  assert.equal(merged(mine, theirs), changed(["Dit is een. Dit is twee.", "Dit is meer dan een. Nu is het twee."], ["punt twee", "punt twee, en meer"]));
});

test("changes of different lines of the head are both there", () => {
  const mine = changed(["2023-02-14", "2023-02-15"]);
  assert.equal(merged(mine, changed(["jeugd@", "anna@"])), changed(["2023-02-14", "2023-02-15"], ["jeugd@", "anna@"]));
});

test("what both add at one place is there twice, theirs first", () => {
  assert.equal(merged(changed(["drie.", "drie. Mijn zin."]), changed(["drie.", "drie. Uw zin."])), changed(["drie.", "drie. Uw zin. Mijn zin."]));
  assert.equal(merged(changed(["Dit is een.", "Mijn zin. Dit is een."]), changed(["Dit is een.", "Uw zin. Dit is een."])), changed(["Dit is een.", "Uw zin. Mijn zin. Dit is een."]));
  assert.equal(merged(changed(["drie.", "drie.\n\nMijn zin."]), changed(["drie.", "drie.\n\nUw zin."])), changed(["drie.", "drie.\n\nUw zin.\n\nMijn zin."]));
  assert.equal(merged(`${BASE}\nMijn zin.\n`, `${BASE}\nUw zin.\n`), `${BASE}\nUw zin.\n\nMijn zin.\n`);
});

test("what is added to a paragraph stays in it, whatever the other adds behind or before it", () => {
  const both = changed(["drie.", "drie. Zin.\n\nEen alinea."]);
  assert.equal(merged(changed(["drie.", "drie. Zin."]), changed(["drie.", "drie.\n\nEen alinea."])), both);
  assert.equal(merged(changed(["drie.", "drie.\n\nEen alinea."]), changed(["drie.", "drie. Zin."])), both);
  const before = changed(["Dit is een.", "Een alinea.\n\nZin. Dit is een."]);
  assert.equal(merged(changed(["Dit is een.", "Een alinea.\n\nDit is een."]), changed(["Dit is een.", "Zin. Dit is een."])), before);
  assert.equal(merged(changed(["Dit is een.", "Zin. Dit is een."]), changed(["Dit is een.", "Een alinea.\n\nDit is een."])), before);
});

test("what is added where the other took something away stands by itself", () => {
  assert.equal(merged(changed(["een.", "een. Mijn zin."]), changed(["Dit is een. ", ""])), changed(["Dit is een.", "Mijn zin."]));
  assert.equal(merged(changed(["twee.", "twee. Mijn zin."]), changed(["\nDit is een. Dit is twee. Dit is drie.\n", ""])), changed(["Dit is een. Dit is twee. Dit is drie.", "Mijn zin."]));
});

test("white space is merged too", () => {
  const mine = changed(["een. Dit", "een.\n\nDit"]);
  assert.equal(merged(mine, changed(["drie.", "drie. Zin."])), changed(["een. Dit", "een.\n\nDit"], ["drie.", "drie. Zin."]));
  assert.equal(merged(changed(["- punt twee", "  - punt twee"]), changed(["punt een", "punt 1"])), changed(["- punt twee", "  - punt twee"], ["punt een", "punt 1"]));
});

test("two changes of one sentence are a conflict, in which both stand", () => {
  const { text, conflicts } = merge(BASE, changed(["is twee", "is 2"], ["einde", "slot"]), changed(["is twee", "wordt twee"], ["is een", "is 1"]));
  assert.equal(text, changed(["Dit is twee.", "Dit wordt twee. Dit is 2."], ["einde", "slot"], ["is een", "is 1"]));
  assert.deepEqual(conflicts.map(({ mine, theirs }) => ({ mine, theirs })), [{ mine: "Dit is 2.", theirs: "Dit wordt twee." }]);
  const [{ from, to, versions }] = conflicts as [Merged["conflicts"][0]];
  assert.equal(text.slice(from, to), versions.both.text);
  assert.equal(versions.mine.text, " Dit is 2. ");
  assert.equal(versions.theirs.text, " Dit wordt twee. ");
  assert.deepEqual(versions.both.whose.map(({ from, to, side }) => `${side}: ${versions.both.text.slice(from, to)}`), ["theirs: Dit wordt twee.", "mine: Dit is 2."]);
});

test("a sentence that one took out and the other changed stays until somebody chooses", () => {
  const without = changed(["Dit is een. ", ""]);
  const mine = changed(["is een", "is 1"]);
  for (const { text, conflicts } of [merge(BASE, without, mine), merge(BASE, mine, without)]) {
    assert.equal(text, mine);
    assert.equal(conflicts.length, 1);
  }
  const [conflict] = merge(BASE, mine, without).conflicts;
  assert.ok(conflict);
  assert.equal(mine.slice(0, conflict.from) + conflict.versions.theirs.text + mine.slice(conflict.to), without);
});

test("a head has a key once: of two values the other's stays as a remark", () => {
  const { text, conflicts } = merge(BASE, changed(["jeugd@", "anna@"]), changed(["jeugd@", "bert@"]));
  assert.equal(conflicts.length, 1);
  assert.equal(text, changed(['contact = "jeugd@voorbeeld.nl"', '# contact = "bert@voorbeeld.nl"\ncontact = "anna@voorbeeld.nl"']));
  const added = merge(BASE, changed(["datum", "versie = 2\ndatum"]), changed(["contact", "versie = 3\ncontact"]));
  assert.equal(added.conflicts.length, 1);
  assert.equal(added.text, changed(["contact", "# versie = 3\nversie = 2\ncontact"]));
});

test("what one adds to the head does not get into a table of the other's", () => {
  const [table, key] = [changed(['nl"\n+++', 'nl"\n[extra]\na = 1\n+++']), changed(['nl"\n+++', 'nl"\nversie = 2\n+++'])];
  const both = changed(['nl"\n+++', 'nl"\nversie = 2\n[extra]\na = 1\n+++']);
  assert.equal(merged(table, key), both);
  assert.equal(merged(key, table), both);
});

test("line ends of two signs stay", () => {
  const windows = (text: string) => text.replaceAll("\n", "\r\n");
  const [mine, theirs] = [changed(["twee.", "twee. Mijn zin."], ["punt een", "punt 1"]), changed(["is drie", "is 3"], ["punt twee", "punt 2"])];
  assert.equal(merge(windows(BASE), windows(mine), windows(theirs)).text, windows(merge(BASE, mine, theirs).text));
});

/** A text and what two people make of it: each sentence has a number of its own. */
const edited = fc
  .record({
    paragraphs: fc.array(fc.record({ sort: fc.constantFrom("sentences", "sentences", "list", "heading"), size: fc.integer({ min: 1, max: 5 }) }), { maxLength: 6 }),
    mine: edits("mijn"),
    theirs: edits("hun"),
    lineBreak: fc.constantFrom("\n", "\r\n"),
  })
  .map(({ paragraphs, mine, theirs, lineBreak }) => {
    let number = 0;
    const base: Block[] = paragraphs.map(({ sort, size }) => ({ sort, words: Array.from({ length: sort === "heading" ? 1 : size }, () => `Zin ${(number += 1)} van toen`) }));
    const text = (blocks: Block[]) => written(blocks).replaceAll("\n", lineBreak);
    return { base: text(base), mine: text(mine(base)), theirs: text(theirs(base)) };
  });

interface Block {
  sort: string;
  words: string[];
}

function written(blocks: Block[]): string {
  const paragraph = ({ sort, words }: Block) =>
    sort === "list" ? words.map((item) => `- ${item}`).join("\n") : sort === "heading" ? `## ${words[0]}` : words.map((sentence) => `${sentence}.`).join(" ");
  return `+++\nonderwerp = "x"\n+++\n\n${blocks.filter(({ words }) => words.length > 0).map(paragraph).join("\n\n")}\n`;
}

function edits(who: string) {
  const edit = fc.record({ what: fc.constantFrom("change", "change", "add", "remove", "paragraph", "same", "split"), block: fc.nat(20), at: fc.nat(20) });
  return fc.array(edit, { maxLength: 6 }).map((all) => (base: Block[]) => {
    const blocks = base.map(({ sort, words }) => ({ sort, words: [...words] }));
    all.forEach(({ what, block, at }, index) => {
      const chosen = blocks[block % Math.max(blocks.length, 1)];
      const place = at % Math.max(chosen?.words.length ?? 1, 1);
      const own = `Zin ${index} ${who}`;
      if (!chosen || what === "paragraph") blocks.splice(block % (blocks.length + 1), 0, { sort: "sentences", words: [own] });
      else if (what === "change" && chosen.words.length > 0) chosen.words[place] = `${chosen.words[place]} ${who} ${index}`;
      else if (what === "same" && chosen.words.length > 0) chosen.words[place] = "Zin van beiden";
      else if (what === "add" && chosen.sort !== "heading") chosen.words.splice(place, 0, own);
      else if (what === "remove" && chosen.sort !== "heading") chosen.words.splice(place, 1);
      else if (what === "split" && chosen.sort === "sentences") blocks.splice(blocks.indexOf(chosen) + 1, 0, { sort: "sentences", words: chosen.words.splice(place) });
    });
    return blocks;
  });
}

const RUNS = { seed: 22, numRuns: 3000 };
const textsOf = (text: string) => cut(text).map((piece) => piece.text).filter(Boolean);
const count = (all: string[]) => all.reduce((times, text) => times.set(text, (times.get(text) ?? 0) + 1), new Map<string, number>());

test("every sentence that somebody wrote or changed is in the merge, and nothing that neither wrote", () => {
  fc.assert(
    fc.property(edited, ({ base, mine, theirs }) => {
      const { text } = merge(base, mine, theirs);
      const [inMerge, inBase, inMine, inTheirs] = [count(textsOf(text)), count(textsOf(base)), count(textsOf(mine)), count(textsOf(theirs))];
      for (const side of [inMine, inTheirs]) {
        for (const [words, times] of side) if (times > (inBase.get(words) ?? 0)) assert.ok((inMerge.get(words) ?? 0) >= times - (inBase.get(words) ?? 0), `${words} is lost:\n${text}`);
      }
      for (const [words, times] of inMerge) assert.ok(times <= (inMine.get(words) ?? 0) + (inTheirs.get(words) ?? 0), `${words} is nobody's:\n${text}`);
      // What both left as it was is there once more, unless somebody wrote it again.
      for (const [words, times] of inBase) if (inMine.get(words) === times && inTheirs.get(words) === times) assert.ok((inMerge.get(words) ?? 0) >= times, words);
    }),
    RUNS,
  );
});

test("what only one changed, or both alike, is exactly that", () => {
  fc.assert(
    fc.property(edited, ({ base, mine }) => {
      for (const [my, their] of [[mine, mine], [base, mine], [mine, base]] as const) assert.deepEqual(merge(base, my, their), { text: mine, conflicts: [] });
    }),
    RUNS,
  );
});

test("whether there is a conflict does not depend on who is asked", () => {
  fc.assert(
    fc.property(edited, ({ base, mine, theirs }) => {
      const [one, two] = [merge(base, mine, theirs), merge(base, theirs, mine)];
      assert.deepEqual(one.conflicts.map(({ mine, theirs }) => [mine, theirs]), two.conflicts.map(({ mine, theirs }) => [theirs, mine]));
    }),
    RUNS,
  );
});

test("what is saved after a merge is followed by the other as it is", () => {
  fc.assert(
    fc.property(edited, ({ base, mine, theirs }) => {
      const { text, conflicts } = merge(base, mine, theirs);
      for (const { from, to, versions } of conflicts) {
        assert.equal(text.slice(from, to), versions.both.text);
        for (const [choice, version] of Object.entries(versions)) {
          for (const { from, to, side } of version.whose) assert.ok((side === "mine" ? mine : theirs).includes(version.text.slice(from, to).replace(/^# /, "")), choice);
        }
      }
      assert.deepEqual(merge(theirs, theirs, text), { text, conflicts: [] });
    }),
    RUNS,
  );
});
