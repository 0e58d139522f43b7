// The field of a formula: a line of text, with completion of what a formula can name.
import { type Completion, type CompletionContext, type CompletionResult, autocompletion } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { EditorState, Transaction } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { useEffect, useRef } from "preact/hooks";
import { latest } from "../connection.ts";
import { nonce } from "../editor/editor.ts";
import { phrases } from "../editor/phrases.ts";
import { series } from "../figures/figures.ts";

const vocabulary = latest("vocabulary");

interface Props {
  id: string;
  label: string;
  described: string | undefined;
  value: string;
  type: (text: string) => void;
  leave: () => void;
}

export function FormulaInput({ id, label, described, value, type, leave }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  // The view stays as long as the field; what it tells goes to what is there now.
  const tell = useRef({ type, leave });
  tell.current = { type, leave };
  useEffect(() => {
    if (!place.current) return;
    view.current = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: value,
        extensions: [
          EditorView.cspNonce.of(nonce),
          EditorState.phrases.of(phrases),
          EditorView.lineWrapping,
          history(),
          // A formula is one line.
          EditorState.transactionFilter.of((transaction) => (transaction.newDoc.lines > 1 ? [] : transaction)),
          autocompletion({ override: [complete], icons: false }),
          keymap.of([...historyKeymap, ...defaultKeymap.filter(({ key }) => key !== "Enter")]),
          EditorView.contentAttributes.of({ id, "aria-label": label, spellcheck: "false", ...(described ? { "aria-describedby": described } : {}) }),
          EditorView.updateListener.of((update) => {
            if (update.transactions.some((one) => one.docChanged && one.annotation(Transaction.remote) !== true)) tell.current.type(update.state.doc.toString());
          }),
          EditorView.domEventHandlers({ blur: () => void tell.current.leave() }),
        ],
      }),
    });
    return () => view.current?.destroy();
  }, []);
  useEffect(() => {
    const editor = view.current;
    // What is being typed is newer than what was told of it.
    if (!editor || editor.hasFocus || editor.state.doc.toString() === value) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value.replaceAll("\n", " ") }, annotations: Transaction.remote.of(true) });
  }, [value]);
  return <div class="formula-input" ref={place} />;
}

function complete(context: CompletionContext): CompletionResult | null {
  return completeFormula(context, context.state.doc.sliceString(0, context.pos));
}

/** What can be named at the end of a formula. */
export function completeFormula(context: CompletionContext, before: string): CompletionResult | null {
  const dotted = /([a-z_][\w]*)\.([\w]*)$/i.exec(before);
  if (dotted) {
    const [, name = "", typed = ""] = dotted;
    const row = series.value.find(({ id }) => id === name);
    if (!row) return null;
    const options = row.measures.map(({ id, name, unit }): Completion => ({ label: id, detail: unit, info: name }));
    return { from: context.pos - typed.length, options, validFor: /^\w*$/ };
  }
  const typed = /[\w]*$/.exec(before)?.[0] ?? "";
  if (typed === "" && !context.explicit) return null;
  const words = vocabulary.value?.words.filter(({ kind }) => ["kengetal", "feit", "periode"].includes(kind)) ?? [];
  const functions = ["som", "cumulatief", "gemiddelde", "eerste", "laatste"];
  const options: Completion[] = [
    ...series.value.map(({ id, title }) => ({ label: id, detail: "reeks", info: title, apply: `${id}.`, boost: 2 })),
    ...words.map(({ label, detail, value }) => ({ label, detail: value ?? "", info: detail })),
    ...functions.map((name) => ({ label: name, detail: "functie", apply: `${name}(` })),
  ];
  return { from: context.pos - typed.length, options, validFor: /^\w*$/ };
}
