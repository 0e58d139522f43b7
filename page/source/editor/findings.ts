// The findings in the text, underlined in the text.
import { type Diagnostic, setDiagnostics } from "@codemirror/lint";
import type { EditorState, Transaction, TransactionSpec } from "@codemirror/state";
import type { ShownFinding, ShownFix } from "../protocol.ts";
import { rangeOf } from "./place.ts";

/** The fixes of a finding, and how one is done. */
export interface Mend {
  fixesOf(finding: ShownFinding): ShownFix[];
  mend(finding: ShownFinding, fix: ShownFix): void;
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
      renderMessage: () => explanation(finding),
      actions: (mend?.fixesOf(finding) ?? []).map((fix) => ({ name: fix.title, apply: () => mend?.mend(finding, fix) })),
    });
  }
  return setDiagnostics(state, diagnostics);
}

function explanation(finding: ShownFinding): HTMLElement {
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
  return box;
}
