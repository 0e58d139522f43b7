// HTML to Markdown: what goes, what is counted, how words and signs stay apart.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Element, Root } from "hast";
import { fromHtml } from "hast-util-from-html";
import type { Nodes } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { convert } from "./convert.ts";
import { prepared } from "./prepare.ts";
import { TooMuch } from "./survey.ts";

const paste = (html: string, taken: string[] = []) => convert(fromHtml(prepared(html)), new Set(taken));
const blocks = (html: string): string => paste(html).blocks;

test("headings begin at the second level and leave none out", () => {
  assert.equal(blocks("<h3>a</h3><h1>b</h1><h3>c</h3><h6>d</h6><h2>e</h2>"), "## a\n\n## b\n\n### c\n\n#### d\n\n### e");
  assert.equal(blocks("<h1></h1><p>a</p><h4><b>b</b> <i>c</i></h4>"), "a\n\n## b *c*");
});

test("footnotes get numbers that the text does not have", () => {
  const html = '<p>a<sup><a href="#n1" id="r1">1</a></sup> b<sup><a href="#n2" id="r2">2</a></sup></p><p id="n1"><a href="#r1">1</a> een</p><p id="n2"><a href="#r2">2</a> <b>twee</b></p>';
  const pasted = paste(html, ["1", "noot", "7"]);
  assert.equal(pasted.blocks, "a[^8] b[^9]");
  assert.equal(pasted.notes, "[^8]: een\n\n[^9]: **twee**");
  assert.equal(pasted.words, "a[^8] b[^9]");
  assert.equal(pasted.kept.notes, 2);
});

test("a footnote of which the text was not copied is told of", () => {
  const { blocks: words, lost } = paste('<p>a<a style="mso-footnote-id:ftn1" href="#_ftn1" name="_ftnref1">[1]</a>.</p>');
  assert.equal(words, "a.");
  assert.equal(lost.notes, 1);
});

test("what cannot come along is counted", () => {
  const { blocks: words, lost } = paste(
    `<p><u>a</u> <s>b</s> <span style="color:#c00000">c</span> <a href="https://x.nl"><u>d</u></a> <a href="file:///C:/e.docx">e</a>
    <img src="https://x.nl/f.png"><img src="g.gif" width="1"><span style="mso-deleted:x">g</span></p>
    <table><tr><th colspan="2">h</th></tr><tr><td>i</td><td>j</td></tr></table><ol type="a"><li>k</li></ol>`,
  );
  assert.equal(words, "a b c [d](https://x.nl) e\n\n| h |   |\n| - | - |\n| i | j |\n\n1. k");
  const { underlining, strikethrough, colours, links, pictures, mergedCells, letters, deletions, comments, textBoxes } = lost;
  assert.deepEqual(
    { underlining, strikethrough, colours, links, pictures, mergedCells, letters, deletions, comments, textBoxes },
    { underlining: true, strikethrough: true, colours: true, links: 1, pictures: 1, mergedCells: 1, letters: true, deletions: true, comments: 0, textBoxes: 0 },
  );
});

test("remarks in the margin are counted, and do not come along", () => {
  const word = '<p>a<span class="MsoCommentReference"><span><a class="msocomanchor" id="_anchor_1" href="#_msocom_1" name="_msoanchor_1">[A1]</a></span></span></p><div style="mso-element:comment-list"><div style="mso-element:comment"><a name="_msocom_1"></a><p class="MsoCommentText">b</p></div></div>';
  const docs = '<p>a<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup></p><div><p><a href="#cmnt_ref1" id="cmnt1">[a]</a> b</p></div>';
  for (const html of [word, docs]) {
    const { blocks: words, lost } = paste(html);
    assert.deepEqual([words, lost.comments], ["a", 1]);
  }
});

test("the colours and underlined words of links, headings and black text are no loss", () => {
  const { lost } = paste('<h1 style="color:#2F5496">a</h1><p style="color:rgb(32,33,36);background:white"><a href="https://x.nl" style="color:blue;text-decoration:underline">b</a></p>');
  assert.equal(lost.colours || lost.underlining, false);
});

test("signs of bold and italic stand against words, not against white space", () => {
  assert.equal(blocks("<p>een<b> twee </b>drie <i>vier,</i>vijf</p>"), "een **twee** drie *vier*,vijf");
  assert.equal(blocks("<p><b>een</b> <b>twee</b><b></b><b> </b>drie</p>"), "**een twee** drie");
  assert.equal(blocks("<p><b>Let op:</b>tekst en woord<b>(vet)</b></p>"), "**Let op**:tekst en woord(**vet**)");
  assert.equal(blocks("<p><b>een <i>twee</i> drie</b></p>"), "**een *twee* drie**");
  assert.equal(blocks('<p><a href="https://x.nl"> een </a>twee</p>'), "[een](https://x.nl) twee");
  assert.equal(blocks("<p><b>een<br>twee</b></p>"), "**een**\\\n**twee**");
});

test("only what would be a sign of Markdown is escaped", () => {
  assert.equal(blocks("<p>R&amp;D, a_b_c, 5 * 3, [1], C#, € 5, x &lt; y, 10% ~ #1 (a) {b}</p>"), "R&D, a_b_c, 5 * 3, [1], C#, € 5, x < y, 10% ~ #1 (a) {b}");
  assert.equal(blocks("<p>bedrag*</p><p>*voorlopig</p>"), "bedrag*\n\n*voorlopig");
  assert.equal(blocks("<p>*a* en _b_ en `c` `d` en &lt;u&gt; en &amp;amp;</p>"), "\\*a\\* en \\_b\\_ en \\`c\\` \\`d\\` en \\<u> en \\&amp;");
  assert.equal(blocks("<p># a</p><p>&gt; b</p><p>2025. c</p><p>---</p>"), "\\# a\n\n\\> b\n\n2025\\. c\n\n\\---");
});

test("within a sentence the beginning of the words means nothing", () => {
  assert.equal(paste("<p>2025. Dat was goed</p>").words, "2025. Dat was goed");
  assert.equal(paste("<h2>Een kop</h2>").words, "Een kop");
  assert.equal(paste("<ul><li>een <b>punt</b></li></ul>").words, "een **punt**");
  assert.equal(paste("<p>a</p><p>b</p>").words, null);
});

test("placeholders stay as they are, also in tables", () => {
  const { blocks: written, kept } = paste("<p>In {{ periode }} *hielp* {{ a_b * c_d[0] }} *ons*</p><table><tr><td>{{ x | absoluut }} | y</td><td>z</td></tr></table>");
  assert.match(written, /^In \{\{ periode \}\} \\\*hielp\\\* \{\{ a_b \* c_d\[0\] \}\} \\\*ons\\\*\n/);
  assert.match(written, /\| \{\{ x \| absoluut \}\} \\\| y \| z \|/);
  assert.equal(kept.placeholders, 3);
});

test("what nobody sees does not come along", () => {
  assert.equal(
    blocks("<p>a\u00ad\u200bb\ufeff\ue123c\u00a0d \u2018e\u2019 ﬁ\u2011g<span style='display:none'>x</span><span hidden>y</span><o:p></o:p></p><p>&nbsp;</p><noscript>n</noscript><template>t</template>"),
    "abc d ‘e’ fi-g",
  );
});

test("links lead to pages, addresses and phones only", () => {
  const link = (href: string, words = "tekst"): string => blocks(`<p><a href="${href}">${words}</a></p>`);
  assert.equal(link("https://x.nl/a_(b)?c=1&amp;d={{e}}"), "[tekst](https://x.nl/a_%28b%29?c=1&d=%7B%7Be%7D%7D)");
  assert.equal(link("tel:+31787700000"), "[tekst](tel:+31787700000)");
  assert.equal(link("https://www.x.nl/", "x.nl"), "x.nl");
  assert.equal(link("mailto:a@x.nl", "a@x.nl"), "a@x.nl");
  for (const bad of ["javascript:alert(1)", "java\nscript:alert(1)", "vbscript:x", "data:text/html,x", "file:///etc/passwd", "//x.nl", "/nieuws", "#kop", "ftp://x.nl", ""]) {
    assert.equal(link(bad), "tekst", bad);
  }
});

test("items that were typed are a list; one line with a dash is not", () => {
  assert.equal(blocks("<p>• een</p><p>o twee</p><p>o drie</p><p>• vier</p>"), "- een\n  - twee\n  - drie\n- vier");
  assert.equal(blocks("<p>Zie:<br>1. een<br>2. twee<br>klaar</p>"), "Zie:\n\n1. een\n2. twee\n\nklaar");
  assert.equal(blocks("<p>– een streep</p><p>tekst</p>"), "– een streep\n\ntekst");
});

test("items of Word are known without its styles as well", () => {
  const marker = (sign: string) => `<!--[if !supportLists]--><span>${sign}<span>&nbsp;&nbsp;</span></span><!--[endif]-->`;
  assert.equal(blocks(`<p style="margin-left:36pt">${marker("·")}een</p><p style="margin-left:72pt">${marker("o")}twee</p><p style="margin-left:1.27cm">${marker("·")}drie</p>`), "- een\n  - twee\n- drie");
  assert.equal(blocks(`<p style="mso-list:l0 level1 lfo1">${marker("(iv)")}vier</p>`), "4. vier");
  assert.equal(blocks('<p style="mso-list:none">geen</p>'), "geen");
});

test("lines that a mail program broke are put together, other lines stay", () => {
  const lines = ["De gemeenteraad heeft gisteren besloten dat de pilot met een jaar wordt", "verlengd. Dat betekent dat de wijkteams ook volgend jaar op dezelfde", "manier kunnen werken."];
  assert.equal(blocks(`<pre>${lines.join("\n")}</pre>`), lines.join(" "));
  assert.equal(blocks(`<div>${lines.join("<br>\n")}</div>`), lines.join(" "));
  assert.equal(blocks("<pre>Postbus 8\n3300 AA Dordrecht</pre>"), "Postbus 8\\\n3300 AA Dordrecht");
});

test("tables inside tables, and tables for the looks, are no tables", () => {
  assert.equal(blocks("<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td><td>c</td></tr></table>"), "| a | b |\n| - | - |\n\nc");
  assert.equal(blocks("<table><tr><td><h2>a</h2><p>b</p></td><td>c</td></tr></table>"), "## a\n\nb\n\nc");
});

test("rows and columns in which nothing stands are left out, and cells are in one line", () => {
  assert.equal(blocks("<table><tr><td></td><td>a</td><td></td><td>b</td></tr><tr><td></td></tr><tr><td></td><td>c<br>d<ul><li>e</li><li>f</li></ul></td><td></td><td>1</td></tr></table>"), "| a         |  b |\n| --------- | -: |\n| c d; e; f |  1 |");
});

test("lists lie no deeper than Griffel reads them", () => {
  let html = "x";
  for (let depth = 0; depth < 30; depth += 1) html = `<ul><li>n${html}</li></ul>`;
  assert.ok(!/^ {12}- /m.test(blocks(html)));
  assert.equal(blocks(html).match(/n/g)?.length, 30, "all words are there");
});

test("elements in elements without end, and more than a letter can hold, cost no more than a moment", () => {
  let deep: Element = { type: "element", tagName: "b", properties: {}, children: [{ type: "text", value: "diep" }] };
  for (let depth = 0; depth < 100_000; depth += 1) deep = { type: "element", tagName: depth % 2 ? "div" : "span", properties: {}, children: [deep] };
  assert.equal(convert({ type: "root", children: [deep] }).blocks, "diep");
  const cell = (): Element => ({ type: "element", tagName: "td", properties: {}, children: [{ type: "text", value: "1" }] });
  const row = (): Element => ({ type: "element", tagName: "tr", properties: {}, children: Array.from({ length: 50 }, cell) });
  const table = (rows: number): Root => ({ type: "root", children: [{ type: "element", tagName: "table", properties: {}, children: Array.from({ length: rows }, row) }] });
  assert.throws(() => convert(table(10_000)), TooMuch);
  assert.throws(() => convert(table(500)), TooMuch);
  assert.equal(convert(table(100)).kept.tables, 1);
  const links = fromHtml(`${'<a href="#x" id="y">a</a>'.repeat(5000)}<div id="x">${"<p>b</p>".repeat(5000)}</div>`);
  assert.equal(convert(links).kept.notes, 0);
  const wide = fromHtml(`<table>${'<tr><td rowspan="1000" colspan="1000">a</td></tr>'.repeat(300)}</table>`);
  assert.throws(() => convert(wide), TooMuch);
});

test("whatever is pasted, the same words are read back", () => {
  let seed = 20_230_314;
  const random = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  const pieces = ["woord", " ", "*", "_", "**", "`", "[a]", "(b)", "[x](y)", "!", "&lt;b&gt;", "&amp;lt;", "\\", "#", "1.", "-", "+", "&gt;", "|", "é", ".", ":", "“", "2022", "~", "=", "[^1]", "€ 5"];
  const inside = (depth: number): string =>
    Array.from({ length: 1 + random(4) }, () => {
      const kind = depth > 0 ? random(8) : 0;
      const words = kind > 3 ? inside(depth - 1) : Array.from({ length: 1 + random(4) }, () => pieces[random(pieces.length)]).join("");
      return kind === 4 ? `<b>${words}</b>` : kind === 5 ? `<i>${words}</i>` : kind === 6 ? `<a href="https://x.nl">${words}</a>` : words;
    }).join("");
  const seen = (node: Nodes): string => {
    assert.ok(!["html", "image", "heading", "blockquote", "thematicBreak", "code", "inlineCode", "definition"].includes(node.type), node.type);
    if ("value" in node) return node.value;
    return "children" in node ? node.children.map(seen).join("") : "";
  };
  for (let round = 0; round < 600; round += 1) {
    const words = `a${inside(3)}`;
    const html = fromHtml(`<p>${words}</p>`);
    const { blocks: written } = convert(html);
    const expected = seenIn(html);
    assert.equal(seen(fromMarkdown(written)).replace(/\s+/g, " "), expected, `${words}\n${written}`);
  }
});

function seenIn(html: Root): string {
  const words = (node: Root | Root["children"][number]): string => ("value" in node ? node.value : "children" in node ? node.children.map((child) => words(child as Root["children"][number])).join("") : "");
  return words(html).replace(/\s+/g, " ").trim();
}
