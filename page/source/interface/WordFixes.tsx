// The buttons at a word that no list has: what was meant, once that is asked for, and the list.
import { useEffect, useState } from "preact/hooks";
import { announce } from "../announce.ts";
import { mend } from "../fixes.ts";
import type { ShownFinding } from "../protocol.ts";
import { addToList, meantBy, replacing } from "../spelling.ts";

export function WordFixes({ finding, word, opened }: { finding: ShownFinding; word: string; opened: boolean }) {
  const [words, setWords] = useState<string[] | "asked" | null>(null);
  const look = () => {
    if (words !== null) return;
    setWords("asked");
    meantBy(word).then(
      (found) => {
        setWords(found);
        if (found.length === 0) announce("Griffel weet geen ander woord.");
      },
      () => setWords(null),
    );
  };
  useEffect(() => {
    if (opened) look();
  }, [opened]);
  const found = Array.isArray(words) ? words : [];
  return (
    <p class="finding-fixes">
      {!Array.isArray(words) && (
        <button type="button" class="button small" disabled={words === "asked"} onClick={look}>
          Wat is bedoeld?
        </button>
      )}
      {Array.isArray(words) && found.length === 0 && <span class="finding-hint">Griffel weet geen ander woord.</span>}
      {found.map((one) => {
        const fix = replacing(finding, one);
        return (
          fix && (
            <button type="button" class="button small" key={one} onClick={() => mend(finding, fix)}>
              {fix.title}
            </button>
          )
        );
      })}
      <button type="button" class="button small" onClick={() => void addToList(word)}>
        Toevoegen aan de woordenlijst
      </button>
    </p>
  );
}
