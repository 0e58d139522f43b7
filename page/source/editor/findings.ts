// The findings in the letter, underlined in the text.
import { type Diagnostic, setDiagnostics } from "@codemirror/lint";
import type { EditorState, Transaction, TransactionSpec } from "@codemirror/state";
import type { Finding } from "../protocol.ts";

/** The piece of text that a finding is about. */
export function rangeOf(state: EditorState, finding: Finding): { from: number; to: number } | null {
  if (finding.line === null || finding.line < 1 || finding.line > state.doc.lines) return null;
  const line = state.doc.line(finding.line);
  if (finding.column === null) {
    const indent = line.text.length - line.text.trimStart().length;
    return { from: line.from + indent, to: line.to };
  }
  const from = Math.min(line.from + finding.column - 1, line.to);
  const lastLine = state.doc.line(Math.min(finding.endLine ?? finding.line, state.doc.lines));
  const to = finding.endColumn === null ? line.to : Math.min(lastLine.from + finding.endColumn - 1, lastLine.to);
  return { from, to: Math.max(from, to) };
}

export function underline(state: EditorState, findings: Finding[]): TransactionSpec | Transaction {
  const diagnostics: Diagnostic[] = [];
  for (const finding of findings) {
    const range = finding.inLetter ? rangeOf(state, finding) : null;
    if (!range) continue;
    diagnostics.push({
      ...range,
      severity: finding.severity === "fout" ? "error" : "warning",
      message: finding.message,
      renderMessage: () => explanation(finding),
    });
  }
  return setDiagnostics(state, diagnostics);
}

function explanation(finding: Finding): HTMLElement {
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
