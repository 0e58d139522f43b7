// A text file of the work folder, read-only, at the line that a finding is about.
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { useEffect, useRef, useState } from "preact/hooks";
import { common } from "../editor/editor.ts";
import { setMark, softMark } from "../editor/mark.ts";
import { Refused } from "../refused.ts";
import { fetchSource } from "../requests.ts";
import { sourceShown } from "../state.ts";
import { Dialog } from "./Dialog.tsx";

export function SourceFile() {
  const source = sourceShown.value;
  if (!source) return null;
  return (
    <Dialog title={source.file} sort="source" close={() => (sourceShown.value = null)}>
      <p class="source-message">
        {source.line !== null && `Regel ${source.line}: `}
        {source.message}
      </p>
      <Content file={source.file} line={source.line} />
      <p class="source-note">Dit bestand kunt u hier alleen lezen. Verander het in uw eigen programma.</p>
    </Dialog>
  );
}

function Content({ file, line }: { file: string; line: number | null }) {
  const place = useRef<HTMLDivElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    let view: EditorView | null = null;
    let gone = false;
    fetchSource(file).then(
      (text) => {
        if (gone || !place.current) return;
        view = show(place.current, file, text, line);
      },
      (error: unknown) => setProblem(error instanceof Refused ? error.message : String(error)),
    );
    return () => {
      gone = true;
      view?.destroy();
    };
  }, [file, line]);
  return (
    <div class="source-text" ref={place}>
      {problem && <p class="empty">{problem}</p>}
    </div>
  );
}

function show(parent: HTMLElement, file: string, text: string, lineNumber: number | null): EditorView {
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        common,
        softMark,
        EditorState.readOnly.of(true),
        EditorView.contentAttributes.of({ "aria-label": `Inhoud van ${file}` }),
      ],
    }),
  });
  if (lineNumber !== null && lineNumber >= 1 && lineNumber <= view.state.doc.lines) {
    const line = view.state.doc.line(lineNumber);
    view.dispatch({
      selection: { anchor: line.from },
      effects: [setMark.of({ from: line.from, to: line.to }), EditorView.scrollIntoView(line.from, { y: "center" })],
    });
  }
  view.focus();
  return view;
}
