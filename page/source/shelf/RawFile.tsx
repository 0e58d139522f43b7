// A file as its text, with completion of what may stand where, and findings under it; saved after a short pause.
import { type CompletionContext, type CompletionResult, autocompletion } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { searchKeymap } from "@codemirror/search";
import { EditorState, Transaction } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { useEffect, useRef, useState } from "preact/hooks";
import { lineBreakOf, smallestChange } from "../editor/change.ts";
import { common } from "../editor/editor.ts";
import { type Mend, underline } from "../editor/findings.ts";
import { setMark, softMark } from "../editor/mark.ts";
import { fixesOf, mend } from "../fixes.ts";
import type { FormField, FormTable, Holds, OpenFile } from "../protocol.ts";
import { addToList, meantBy, replacing } from "../spelling.ts";
import { completeFormula } from "../pointing/FormulaInput.tsx";
import { suggestions } from "./names.ts";
import { findings, wanted, wantedLine, write } from "./shelf.ts";

/** Findings of this file are mended in the file; to the underlines they are about the text that is shown. */
const mendFile: Mend = {
  fixesOf: (finding) => fixesOf({ ...finding, inManuscript: false }),
  mend: (finding, fix) => mend({ ...finding, inManuscript: false }, fix),
  meantBy,
  replacing,
  addToList,
};

/** So long nothing is typed before it is saved, in milliseconds. */
const PAUSE = 800;

export function RawFile({ file }: { file: OpenFile }) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const form = useRef(file.form);
  const [isSaved, setSaved] = useState(true);
  /** The same, as it is at once. */
  const isTyped = useRef(false);
  useEffect(() => {
    if (!place.current) return;
    let timer = 0;
    const save = () => {
      clearTimeout(timer);
      const text = view.current?.state.sliceDoc();
      if (text === undefined || !isTyped.current) return;
      void write(text).then(() => {
        // More was typed meanwhile: that is saved after its own pause.
        if (view.current?.state.sliceDoc() !== text) return;
        isTyped.current = false;
        setSaved(true);
      });
    };
    const typed = EditorView.updateListener.of((update) => {
      if (!update.transactions.some((transaction) => transaction.docChanged && transaction.annotation(Transaction.remote) !== true)) return;
      isTyped.current = true;
      setSaved(false);
      clearTimeout(timer);
      timer = window.setTimeout(save, PAUSE);
    });
    view.current = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: file.text,
        extensions: [
          common,
          softMark,
          history(),
          keymap.of([{ key: "Mod-s", run: () => (save(), true) }, ...searchKeymap, ...historyKeymap, ...defaultKeymap]),
          autocompletion({ override: [(context) => complete(context, form.current)], icons: false }),
          EditorState.lineSeparator.of(lineBreakOf(file.text)),
          EditorView.contentAttributes.of({ "aria-label": `Tekst van ${file.file.label}`, spellcheck: "false" }),
          typed,
          EditorView.domEventHandlers({ blur: () => void save() }),
        ],
      }),
    });
    return () => {
      save();
      view.current?.destroy();
      view.current = null;
    };
  }, []);
  useEffect(() => {
    const editor = view.current;
    // What is being typed is newer than what the file has.
    if (!editor || isTyped.current) return;
    const change = smallestChange(editor.state.sliceDoc(), file.text, lineBreakOf(file.text));
    if (change) editor.dispatch({ changes: change, annotations: [Transaction.remote.of(true), Transaction.addToHistory.of(false)] });
  }, [file.text, isSaved]);
  const told = findings.value;
  useEffect(() => {
    const editor = view.current;
    if (!editor || !isSaved) return;
    editor.dispatch(underline(editor.state, told.map(({ finding }) => ({ ...finding, inManuscript: true })), mendFile));
  }, [told, isSaved]);
  useEffect(() => {
    const line = wantedLine.value ?? (wanted.value && file.sites.find((site) => JSON.stringify(site.at) === JSON.stringify(wanted.value))?.line);
    const editor = view.current;
    if (!editor || !line || line > editor.state.doc.lines) return;
    const { from, to } = editor.state.doc.line(line);
    editor.dispatch({ effects: [setMark.of({ from, to }), EditorView.scrollIntoView(from, { y: "center" })] });
  }, [wanted.value, wantedLine.value]);
  return (
    <div class="shelf-raw">
      <p class="field-about" role="status">
        {!isSaved ? "Wordt bewaard…" : file.file.exists ? "Bewaard." : ""} {file.file.kind !== "opmaak" && "Ctrl+spatie laat zien wat hier kan staan."}
      </p>
      <div class="shelf-text" ref={place} />
    </div>
  );
}

/** The table that the cursor is in, by the nearest heading above it. */
function tableAt(form: FormTable, heading: string | null): FormTable | null {
  if (heading === null) return form;
  const steps = [...heading.matchAll(/"([^"]*)"|'([^']*)'|([^."'\s]+)/g)].map(([, double, single, bare]) => double ?? single ?? bare ?? "");
  let table: FormTable | null = form;
  for (const step of steps) {
    const holds: Holds | undefined = table?.fields.find(({ key }) => key === step)?.holds ?? table?.others?.holds;
    table = holds?.sort === "table" || holds?.sort === "tables" ? holds.table : null;
  }
  return table;
}

function complete(context: CompletionContext, form: FormTable): CompletionResult | null {
  const { doc } = context.state;
  const line = doc.lineAt(context.pos);
  const before = line.text.slice(0, context.pos - line.from);
  let heading: string | null = null;
  for (let number = line.number; number > 0 && heading === null; number -= 1) heading = /^\s*\[\[?([^\]]+)\]/.exec(doc.line(number).text)?.[1] ?? null;
  const table = tableAt(form, heading);
  if (!table || /^\s*(\[|#)/.test(before)) return null;
  const formula = /^\s*formule\s*=\s*"([^"]*)$/.exec(before);
  if (formula) return completeFormula(context, formula[1] ?? "");
  const value = /^\s*([\w-]+)\s*=\s*("?)([^"]*)$/.exec(before);
  if (value) {
    const [, key = "", quote = "", typed = ""] = value;
    const holds = table.fields.find((field) => field.key === key)?.holds;
    const words = holds?.sort === "choice" ? holds.words : holds?.sort === "flag" && !quote ? ["true", "false"] : suggestions(key);
    const closes = quote && !line.text.slice(before.length).startsWith('"') ? '"' : "";
    const text = (word: string) => (holds?.sort === "flag" || quote ? `${word}${closes}` : `"${word}"`);
    return words.length === 0 ? null : { from: context.pos - typed.length, options: words.map((word) => ({ label: word, apply: text(word) })) };
  }
  const typed = /^\s*([\w-]*)$/.exec(before)?.[1];
  if (typed === undefined || (typed === "" && !context.explicit)) return null;
  return {
    from: context.pos - typed.length,
    options: table.fields.map((field) => ({ label: field.key, detail: field.required ? "moet" : "", info: field.about, apply: `${field.key} = ${begin(field)}` })),
  };
}

function begin({ holds }: FormField): string {
  return holds.sort === "texts" ? "[" : ["text", "choice", "moment"].includes(holds.sort) ? '"' : "";
}
