// Below the text: how many words it has, and how long reading them takes; of what is selected, if something is.
import { useEffect, useState } from "preact/hooks";
import * as editor from "../editor/editor.ts";
import { endOfHead } from "../editor/head.ts";
import { isPresentation } from "../state.ts";
import { countInWords, wordsIn } from "./count.ts";

/** After so long without a change it is counted, in milliseconds. */
const SOON = 250;

export function WordCount() {
  const state = editor.seen.value;
  const isDeck = isPresentation.value;
  const [told, setTold] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => {
      const { main } = state.selection;
      const end = endOfHead(state.doc);
      const isSelection = !main.empty && main.to > end;
      const text = isSelection ? state.sliceDoc(Math.max(main.from, end), main.to) : state.sliceDoc(end);
      setTold(countInWords(wordsIn(text), isSelection, isDeck));
    }, SOON);
    return () => clearTimeout(timer);
  }, [state.doc, state.selection, isDeck]);
  return <p class="word-count">{told}</p>;
}
