import assert from "node:assert/strict";
import { test } from "node:test";
import { ensureSyntaxTree, syntaxTreeAvailable } from "@codemirror/language";
import { EditorSelection, EditorState, type StateCommand } from "@codemirror/state";
import { insertNewlineContinueMarkupCommand } from "@codemirror/lang-markdown";
import { manuscriptSupport } from "../editor/language.ts";
import { asAddress, footnote, insertBelow, insertInSentence, linkAt, nextFootnote, setLink } from "./insertions.ts";
import { hasMark, toggleMark } from "./marks.ts";
import { setHeading, toggleHeading, toggleList, toggleQuote } from "./paragraphs.ts";

/** A text with the cursor at ¦, or selected between two of them. */
function stateOf(text: string): EditorState {
  const [before = "", inside = "", after] = text.split("¦");
  const selection = EditorSelection.single(before.length, after === undefined ? before.length : before.length + inside.length);
  return EditorState.create({ doc: after === undefined ? before + inside : before + inside + after, selection, extensions: [manuscriptSupport] });
}

function shown({ doc, selection }: EditorState): string {
  const { from, to } = selection.main;
  const text = doc.toString();
  return from === to ? `${text.slice(0, from)}¦${text.slice(from)}` : `${text.slice(0, from)}¦${text.slice(from, to)}¦${text.slice(to)}`;
}

function after(text: string, ...commands: StateCommand[]): string {
  let state = stateOf(text);
  for (const command of commands) command({ state, dispatch: (transaction) => (state = transaction.state) });
  return shown(state);
}

const bold = toggleMark("bold");
const italic = toggleMark("italic");
const heading = (level: number) => toggleHeading(level, true);

test("whether there is a mark is told without reading on in the text", () => {
  const text = `${"Een alinea.\n\n".repeat(500)}Een **gr¦oot** plan`;
  const state = stateOf(text);
  const { length } = state.doc;
  assert.ok(!syntaxTreeAvailable(state, length), "it was not read so far");
  assert.equal(hasMark(state, "bold"), false);
  assert.ok(!syntaxTreeAvailable(state, length));
  ensureSyntaxTree(state, length, 5000);
  assert.equal(hasMark(state.update({}).state, "bold"), true);
});

test("a mark is put round words and taken away again", () => {
  assert.equal(after("Een ¦groot¦ plan", bold), "Een **¦groot¦** plan");
  assert.equal(after("Een ¦groot¦ plan", bold, bold), "Een ¦groot¦ plan");
  assert.equal(after("Een gr¦oot plan", bold), "Een **gr¦oot** plan");
  assert.equal(after("Een **gr¦oot** plan", bold), "Een gr¦oot plan");
  assert.equal(after("Een ¦groot¦ plan", italic, bold, italic, bold), "Een ¦groot¦ plan");
  assert.equal(after("Een¦ groot ¦plan", bold), "Een **¦groot¦** plan", "white stays outside");
  assert.equal(after("Een __¦groot¦__ plan", bold), "Een ¦groot¦ plan", "the other sign is known too");
  assert.equal(after("¦Een **groot** plan¦", bold), "**¦Een groot plan¦**", "marks within become one");
  assert.equal(after("**Een ¦groot¦ plan**", bold), "**Een** ¦groot¦ **plan**", "what sticks out keeps its mark");
});

test("a mark without words waits for them, and ends after the last one", () => {
  assert.equal(after("Een ¦", bold), "Een **¦**");
  assert.equal(after("Een **¦**", bold), "Een ¦");
  assert.equal(after("Een **¦**", italic), "Een ***¦***");
  assert.equal(after("Een ***¦***", italic), "Een **¦**");
  assert.equal(after("Een **groot¦**", bold), "Een **groot**¦");
  assert.ok(hasMark(stateOf("Een **¦**"), "bold") && !hasMark(stateOf("Een **¦**"), "italic"));
  assert.ok(!hasMark(stateOf("Een **groot**¦ plan"), "bold"));
  assert.ok(hasMark(stateOf("**Een ¦gr¦oot**"), "bold"));
});

test("a mark goes over lines and cells, and leaves signs alone", () => {
  assert.equal(after("¦- een\n- twee\n\ndrie¦", bold), "- **¦een**\n- **twee**\n\n**drie¦**");
  assert.equal(after("- **¦een**\n- **twee¦**", bold), "- ¦een\n- twee¦");
  assert.equal(after("¦| a | b \\| c |\n|---|---|\n| {{ x | absoluut }} | d |¦", bold), "| **¦a** | **b \\| c** |\n|---|---|\n| **{{ x | absoluut }}** | **d¦** |");
  assert.equal(after('¦## Kop\n\n{{ grafiek("x") }}\n\nTekst.¦', italic), '## *¦Kop*\n\n{{ grafiek("x") }}\n\n*Tekst.¦*');
  assert.equal(after("¦[^1]: Een noot.¦", bold), "[^1]: **¦Een noot.¦**");
});

test("marks of two kinds cross each other nowhere, nor links", () => {
  assert.equal(after("**a ¦b** c¦", italic), "**a *¦b*** *c¦*");
  assert.equal(after("¦a **b¦ c**", italic), "*¦a* ***b¦* c**");
  assert.equal(after("*a **b ¦c¦** d*", italic), "a **b ¦c¦** d");
  assert.equal(after("¦a [b¦ c](https://d.nl) e", bold), "**¦a [b¦ c](https://d.nl)** e");
  assert.equal(after("a [b ¦c¦](https://d.nl) e", bold), "a [b **¦c¦**](https://d.nl) e");
});

test("a placeholder is never broken", () => {
  assert.equal(after("In {{ per¦iode }} kwam", bold), "In **{{ per¦iode }}** kwam");
  assert.equal(after("¦In {{ per¦iode }} kwam", bold), "**¦In {{ periode }}¦** kwam");
  assert.equal(after("In {{ per¦iode¦ }} kwam", bold, bold), "In ¦{{ periode }}¦ kwam");
  assert.equal(after("In {{ per¦iode }} kwam", insertInSentence("{{ a }}")), "In {{ periode }} {{ a }}¦ kwam");
  for (const command of [heading(2), toggleList("bullets"), toggleQuote]) assert.equal(after("In {{ periode\n¦}} kwam", command), "In {{ periode\n¦}} kwam");
  assert.equal(after("In {{ per¦iode }} kwam", footnote), "In {{ periode }}[^1] kwam\n\n[^1]: ¦");
});

test("nothing happens in the head", () => {
  const head = '+++\nonder¦werp = "a"\n+++\n\nTekst.';
  for (const command of [bold, heading(2), toggleList("bullets"), toggleQuote, footnote, insertInSentence("{{ a }}"), insertBelow("{{ a }}")]) {
    assert.equal(after(head, command), head);
  }
});

test("headings come and go, and those of the form stay", () => {
  assert.equal(after("Mijn ¦kop", heading(2)), "## Mijn ¦kop");
  assert.equal(after("Mijn ¦kop", heading(2), heading(2)), "Mijn ¦kop");
  assert.equal(after("## Mijn ¦kop", heading(3)), "### Mijn ¦kop");
  assert.equal(after("# inf¦ormatie", heading(2)), "# inf¦ormatie");
  assert.equal(after("# Een ¦dia", toggleHeading(2, false)), "## Een ¦dia");
  assert.equal(after("Een.\nMijn ¦kop\nTwee.", heading(2)), "Een.\n\n## Mijn ¦kop\n\nTwee.", "it stands by itself");
  assert.equal(after("¦## Een\n## Twee¦", setHeading(0, true)), "¦Een\n\nTwee¦");
  assert.equal(after('{{ grafiek("x¦") }}', heading(2)), '{{ grafiek("x¦") }}');
  assert.equal(after("- een ¦punt", heading(2)), "## een ¦punt");
});

test("lists come and go", () => {
  assert.equal(after("een ¦punt", toggleList("bullets")), "- een ¦punt");
  assert.equal(after("een ¦punt", toggleList("bullets"), toggleList("bullets")), "een ¦punt");
  assert.equal(after("¦Een.\n\nTwee.¦", toggleList("bullets")), "¦- Een.\n- Twee.¦", "items stand under each other");
  assert.equal(after("¦- Een.\n- Twee.¦", toggleList("bullets")), "¦Een.\n\nTwee.¦", "and paragraphs apart");
  assert.equal(after("¦- Een.\n- Twee.¦", toggleList("numbers")), "¦1. Een.\n2. Twee.¦");
  assert.equal(after("1. Een.\n¦Twee.", toggleList("numbers")), "1. Een.\n2. ¦Twee.");
  assert.equal(after("¦- Een.\n  - Onder.\n- Twee.¦", toggleList("numbers")), "¦1. Een.\n  1. Onder.\n2. Twee.¦");
  assert.equal(after("¦- a\n  - b\n- c\n  - d¦", toggleList("numbers")), "¦1. a\n  1. b\n2. c\n  1. d¦");
  assert.equal(after("Tekst:\n¦een\nMeer.", toggleList("bullets")), "Tekst:\n\n- ¦een\n\nMeer.");
  assert.equal(after("¦", toggleList("numbers")), "1. ¦");
  assert.equal(after("> een ¦punt", toggleList("bullets")), "> - een ¦punt");
  assert.equal(after("¦# informatie\n\nEen.¦", toggleList("bullets")), "¦# informatie\n\n- Een.¦", "a fixed heading is no item");
});

test("Enter goes on with a list, and ends it in an empty item", () => {
  const enter = insertNewlineContinueMarkupCommand({ nonTightLists: false });
  assert.equal(after("- een¦", enter), "- een\n- ¦");
  assert.equal(after("- een\n- ¦", enter), "- een\n¦");
  assert.equal(after("1. een¦\n2. twee", enter), "1. een\n2. ¦\n3. twee");
  assert.equal(after("> een¦", enter), "> een\n> ¦");
});

test("a quotation comes and goes", () => {
  assert.equal(after("Mijn kind ¦speelt.", toggleQuote), "> Mijn kind ¦speelt.");
  assert.equal(after("> Mijn kind ¦speelt.", toggleQuote), "Mijn kind ¦speelt.");
  assert.equal(after("¦Een.\n\nTwee.¦", toggleQuote), "¦> Een.\n>\n> Twee.¦");
  assert.equal(after("¦> Een.\n>\n> Twee.¦", toggleQuote), "¦Een.\n\nTwee.¦");
  assert.equal(after("Een.\n¦Twee.\nDrie.", toggleQuote), "Een.\n\n> ¦Twee.\n\nDrie.");
});

test("a footnote has the next number, and its text at the end of the part", () => {
  assert.equal(after("# a\n\nEen.¦\n\n## b\n\nTwee.\n\n# c\n", footnote), "# a\n\nEen.[^1]\n\n## b\n\nTwee.\n\n[^1]: ¦\n\n# c\n");
  assert.equal(after("# a\n\nEen.¦ Twee.[^3]\n\n[^3]: Noot.\n# c\n", footnote), "# a\n\nEen.[^4] Twee.[^3]\n\n[^3]: Noot.\n\n[^4]: ¦\n\n# c\n");
  assert.equal(after("# a\n\nEen.¦\n\n## Notities\n\nZeg.\n", footnote), "# a\n\nEen.[^1]\n\n[^1]: ¦\n\n## Notities\n\nZeg.\n", "on the slide, not in what is said");
  assert.equal(after("Een.[^1] Twee.\n\n[^1]: No¦ot.", footnote), "Een.[^1]¦ Twee.\n\n[^1]: Noot.", "and back");
  assert.equal(after('{{ grafiek("x") }}¦', footnote), '{{ grafiek("x") }}¦');
  assert.equal(nextFootnote("[^voorbeeld] [^2] [^10]"), 11);
});

test("placeholders in a sentence and by themselves", () => {
  assert.equal(after("In ¦ kwam", insertInSentence("{{ a }}")), "In {{ a }}¦ kwam");
  assert.equal(after("Inkwam¦.", insertInSentence("{{ a }}")), "Inkwam {{ a }}¦.");
  assert.equal(after("Kwam.¦", insertInSentence("{{ a }}")), "Kwam. {{ a }}¦");
  assert.equal(after("Kwam (¦)", insertInSentence("{{ a }}")), "Kwam ({{ a }}¦)");
  assert.equal(after("In ¦2022¦ kwam", insertInSentence("{{ periode }}")), "In {{ periode }}¦ kwam");
  assert.equal(after("Een¦.\nTwee.\n\nDrie.", insertBelow("{{ t }}")), "Een.\nTwee.\n\n{{ t }}\n¦\nDrie.");
  assert.equal(after("Een.\n\n¦", insertBelow("{{ t }}")), "Een.\n\n{{ t }}\n¦");
  assert.equal(after("Een.\n¦\nTwee.", insertBelow("{{ t }}")), "Een.\n\n{{ t }}\n¦\nTwee.");
  assert.equal(after("Een.\n¦\n\nTwee.", insertBelow("a\nb")), "Een.\n\na\nb\n¦\nTwee.");
});

test("what is put in above the first heading, or beside a chart, goes where it can be", () => {
  const letter = "+++\n+++\n¦\n# a\n\nEen.";
  assert.equal(after(letter, insertBelow("{{ t }}")), "+++\n+++\n\n# a\n\n{{ t }}\n¦\nEen.");
  assert.equal(after(letter, insertInSentence("{{ a }}")), "+++\n+++\n\n# a\n\n{{ a }}\n¦\nEen.");
  assert.equal(after('{{ grafiek("x") }}¦', insertInSentence("{{ a }}")), '{{ grafiek("x") }}\n\n{{ a }}\n¦');
  assert.equal(after("# a¦\nEen.", insertBelow("{{ t }}")), "# a\n\n{{ t }}\n¦\nEen.");
});

test("links are made, changed and taken away", () => {
  const link = (words: string, address: string): StateCommand => (target) => setLink(linkAt(target.state), words, address)(target);
  assert.equal(after("Zie ¦de begroting¦.", link("de begroting", "https://a.nl")), "Zie [de begroting](https://a.nl)¦.");
  assert.equal(after("Zie [de beg¦roting](https://a.nl).", link("het plan", "mailto:a@b.nl")), "Zie [het plan](mailto:a@b.nl)¦.");
  assert.equal(after("Zie [de beg¦roting](https://a.nl).", link("de begroting", "")), "Zie de begroting¦.");
  assert.equal(after("Zie ¦.", link("a [b]", "https://a.nl/(x)")), "Zie [a \\[b\\]](<https://a.nl/(x)>)¦.");
  assert.equal(linkAt(stateOf("¦- een\n- twee¦")).words, "een", "of the first line, without its sign");
  const there = linkAt(stateOf("Zie [a \\[b\\]](<https://a.nl/(x)>¦)."));
  assert.deepEqual([there.words, there.address, there.exists], ["a [b]", "https://a.nl/(x)", true]);
  assert.equal(asAddress(" www.voorbeeld.nl/a "), "https://www.voorbeeld.nl/a");
  assert.equal(asAddress("griffie@voorbeeld.nl"), "mailto:griffie@voorbeeld.nl");
  assert.equal(asAddress("https://voorbeeld.nl/a?b=c"), "https://voorbeeld.nl/a?b=c");
  for (const wrong of ["javascript:alert(1)", "data:text/html,x", "geen adres", "file:///etc/passwd", "https://", ""]) assert.equal(asAddress(wrong), null, wrong);
});

test("whatever is selected, words and placeholders stay, in their order", () => {
  const pieces = ["een ", "{{ a | b }}", "**vet**", "*schuin* ", "\n", "\n\n", "- ", "1. ", "# ", "## ", "> ", "| c | d |", '{{ grafiek("x") }}', "{% if e %}", "[f](https://g.nl)", "[^1]", "  ", "***h***", "{{ i\nj }}"];
  const commands = [bold, italic, heading(2), heading(3), toggleList("bullets"), toggleList("numbers"), toggleQuote];
  let seed = 7;
  const random = (below: number) => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
  const kept = (text: string) => [...text.replaceAll("*", "").replace(/(?<=^[\s>]*)\d+\. /gm, "").matchAll(/\{\{.*?\}\}|\{%.*?%\}|\p{L}+/gsu)].map(([one]) => one).join(" ");
  for (let round = 0; round < 3000; round += 1) {
    const doc = Array.from({ length: 1 + random(12) }, () => pieces[random(pieces.length)]).join("");
    const [anchor, head] = [random(doc.length + 1), random(doc.length + 1)];
    const before = EditorState.create({ doc, selection: { anchor, head }, extensions: [manuscriptSupport] });
    let state = before;
    const command = commands[random(commands.length)];
    command?.({ state, dispatch: (transaction) => (state = transaction.state) });
    assert.equal(kept(state.doc.toString()), kept(doc), JSON.stringify({ doc, anchor, head, round, command: commands.indexOf(command as StateCommand) }));
  }
});
