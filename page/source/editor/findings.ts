// The findings in the text, underlined in the text.
import { type Diagnostic, setDiagnostics } from "@codemirror/lint";
import type { EditorState, Transaction, TransactionSpec } from "@codemirror/state";
import type { ShownFinding, ShownFix } from "../protocol.ts";
import { rangeOf } from "./place.ts";

/** The fixes of a finding, and how one is done. */
export interface Mend {
  fixesOf(finding: ShownFinding): ShownFix[];
  mend(finding: ShownFinding, fix: ShownFix): void;
  /** What was meant by a word that no list has. */
  meantBy(word: string): Promise<string[]>;
  /** What puts one of those in its place. */
  replacing(finding: ShownFinding, by: string): ShownFix | null;
  /** The word is right from now on. */
  addToList(word: string): Promise<void>;
}

export function underline(state: EditorState, findings: ShownFinding[], mend: Mend | null): TransactionSpec | Transaction {
  const diagnostics: Diagnostic[] = [];
  for (const finding of findings) {
    const range = rangeOf(state.doc, finding);
    if (!range) continue;
    diagnostics.push({
      ...range,
      severity: finding.severity === "fout" ? "error" : "warning",
      message: finding.message,
      renderMessage: () => explanation(finding, mend),
      actions: (mend?.fixesOf(finding) ?? []).map((fix) => ({ name: fix.title, apply: () => mend?.mend(finding, fix) })),
    });
  }
  return setDiagnostics(state, diagnostics);
}

function explanation(finding: ShownFinding, mend: Mend | null): HTMLElement {
  const box = document.createElement("div");
  const message = document.createElement("div");
  message.className = "finding-tip-message";
  message.textContent = finding.message;
  box.append(message);
  for (const hint of finding.hints) {
    const tip = document.createElement("div");
    tip.className = "finding-tip-hint";
    tip.textContent = hint;
    box.append(tip);
  }
  if (mend && finding.word !== null) box.append(wordActions(finding, finding.word, mend));
  return box;
}

/** Buttons for a word that no list has. What was meant is asked now, for this is made when somebody looks. */
function wordActions(finding: ShownFinding, word: string, mend: Mend): HTMLElement {
  const actions = document.createElement("div");
  actions.className = "finding-tip-words";
  const add = button("Toevoegen aan de woordenlijst", () => void mend.addToList(word));
  actions.append(add);
  void mend.meantBy(word).then(
    (words) => {
      const fixes = words.map((one) => mend.replacing(finding, one)).filter((fix) => fix !== null);
      add.before(...fixes.map((fix) => button(fix.title, () => mend.mend(finding, fix))));
    },
    () => {},
  );
  return actions;
}

function button(name: string, run: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "cm-diagnosticAction";
  made.textContent = name;
  made.addEventListener("click", run);
  return made;
}
