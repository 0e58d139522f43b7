// Beside the form of an indicator, fact, chart, table or series: what it prints now, where it is used, and another name for it
// everywhere.
import { useEffect, useMemo, useState } from "preact/hooks";
import { latest } from "../connection.ts";
import * as editor from "../editor/editor.ts";
import { Uses } from "../figures/SeriesList.tsx";
import { Field } from "../interface/Asking.tsx";
import { Icon } from "../interface/Icon.tsx";
import { reasonOf } from "../refused.ts";
import { postFigures } from "../requests.ts";
import type { OpenFile, Pair, Use } from "../protocol.ts";
import { manuscript } from "../tab.ts";
import { current, shown } from "../state.ts";
import { hideShelf, look, opened, openFile, problem, wanted } from "../shelf/shelf.ts";
import { withCall } from "./insert.ts";
import { Picture, Value, Wrong } from "./Shown.tsx";
import { tableText } from "./toml.ts";
import { period, Trial } from "./trial.ts";

const listed = latest("listed");
const shownDocument = latest("document");

/** After many documents were looked at one after another, it is asked once, in milliseconds. */
const SOON = 400;

/** What a name in formulas looks like. */
const IDENTIFIER = "^[a-z][a-z0-9_]*$";

/** The kinds of file whose entries can be tried. */
export const canBeTried = (file: OpenFile | null): boolean => ["kengetallen", "feiten", "grafieken"].includes(file?.file.kind ?? "");

export function Beside({ entry }: { entry: Pair }) {
  const file = opened.value;
  const trial = useMemo(() => new Trial(), []);
  useEffect(() => () => trial.stop(), []);
  const text = entry.value.sort === "table" ? tableText(entry.key, entry.value.of) : "";
  useEffect(() => {
    if (file && text) trial.try(file.file.kind, text, period.value);
  }, [text, file?.tag, period.value]);
  if (!file) return null;
  const one = trial.answer.value?.[entry.key] ?? null;
  return (
    <div class="beside">
      {file.file.kind === "grafieken" ? (
        <div class="tried">
          {one && (one.svg || one.head.length > 0) && <Picture one={one} of={entry.key} />}
          {one?.alt && (
            <details>
              <summary>Tekst voor wie de grafiek niet kan zien</summary>
              <p>{one.alt}</p>
            </details>
          )}
          <Wrong one={one} />
        </div>
      ) : (
        <Value one={one} />
      )}
      <Copy entry={entry} />
      <UsedIn name={entry.key} own={file.file.path} />
    </div>
  );
}

/** What a file defines and nothing uses. */
export function Unused({ file }: { file: OpenFile }) {
  const [uses, setUses] = useState<Use[]>([]);
  useEffect(() => {
    let gone = false;
    postFigures({ what: "unused", own: file.file.path }).then(
      (done) => !gone && done.what === "uses" && setUses(done.uses),
      () => {},
    );
    return () => void (gone = true);
  }, [file.tag]);
  if (uses.length === 0) return null;
  return (
    <details class="used-in">
      <summary>{uses.length === 1 ? "Eén hiervan wordt" : `${uses.length} hiervan worden`} nergens gebruikt</summary>
      <Uses uses={uses} />
    </details>
  );
}

/** Puts a placeholder where the cursor is in the text, and goes there. */
function putInText(call: string): void {
  const { text, line } = withCall(editor.text(), editor.cursor().line, call);
  editor.replaceByUser(text);
  manuscript.changed();
  hideShelf();
  requestAnimationFrame(() => editor.goToPlace(line, 1));
}

/** What stands in a text to print it. */
function Copy({ entry }: { entry: Pair }) {
  const [isCopied, setCopied] = useState(false);
  const kind = opened.value?.file.kind;
  const isTable = entry.value.sort === "table" && entry.value.of.some(({ key, value }) => key === "soort" && value.of === "tabel");
  const call = kind === "grafieken" ? `{{ ${isTable ? "tabel" : "grafiek"}("${entry.key}") }}` : `{{ ${entry.key} }}`;
  return (
    <p class="copy-call">
      In de brief typt u <code>{call}</code>{" "}
      <button type="button" class="button small" onClick={() => void navigator.clipboard.writeText(call).then(() => setCopied(true))}>
        {isCopied ? "Gekopieerd" : "Kopieer"}
      </button>{" "}
      {current.value && !shown.value?.adopted && (
        <button type="button" class="button small" onClick={() => putInText(call)}>
          Zet in {current.value}
        </button>
      )}
    </p>
  );
}

function UsedIn({ name, own }: { name: string; own: string }) {
  const [uses, setUses] = useState<Use[] | null>(null);
  const tag = opened.value?.tag;
  // A letter that changed may use it by now.
  const letters = `${listed.value?.document.id} ${shownDocument.value?.disk} ${shownDocument.value?.revision}`;
  useEffect(() => {
    let gone = false;
    const ask = () =>
      postFigures({ what: "uses", name, own }).then(
        (done) => !gone && done.what === "uses" && setUses(done.uses),
        () => {},
      );
    const timer = setTimeout(() => void ask(), uses === null ? 0 : SOON);
    return () => (clearTimeout(timer), void (gone = true));
  }, [name, own, tag, letters, listed.value]);
  if (uses === null) return null;
  if (uses.length === 0) return <p class="field-about">Niets gebruikt dit.</p>;
  return (
    <details class="used-in">
      <summary>Gebruikt op {uses.length === 1 ? "1 plaats" : `${uses.length} plaatsen`}</summary>
      <Uses uses={uses} />
    </details>
  );
}

/** Where a series is used, and another name for it. */
export function SeriesName({ file }: { file: OpenFile }) {
  const { path } = file.file;
  const stem = (path.split("/").at(-1) ?? "").replace(/\.toml$/, "");
  const name = stem.replaceAll("-", "_");
  return (
    <div class="beside">
      <UsedIn name={name} own={path} />
      <RenameEverywhere key={path} name={name} file={file} pattern={IDENTIFIER} movesTo={(to) => `${path.slice(0, -`${stem}.toml`.length)}${to}.toml`} />
    </div>
  );
}

interface Renamed {
  name: string;
  file: OpenFile;
  /** What fits. */
  pattern: string | null | undefined;
  /** The file that has a name from then on, where it is the file that is named. */
  movesTo?: (to: string) => string;
}

/** Another name, wherever it is used. */
export function RenameEverywhere({ name, file, pattern, movesTo }: Renamed) {
  const [typed, setTyped] = useState(name);
  const [told, setTold] = useState<string | null>(null);
  const fits = !pattern || new RegExp(pattern).test(typed.trim());
  const rename = async (event: Event) => {
    event.preventDefault();
    const to = typed.trim();
    try {
      const done = await postFigures({ what: "rename", own: file.file.path, from: name, to });
      problem.value = null;
      await openFile(movesTo?.(to) ?? file.file.path);
      await look();
      if (!movesTo) wanted.value = [to];
      if (done.what === "uses" && done.kept.length > 0) problem.value = `Vastgesteld, en dus niet veranderd: ${done.kept.join(", ")}.`;
    } catch (error) {
      setTold(reasonOf(error));
      await openFile(file.file.path);
    }
  };
  return (
    <form class="rename" onSubmit={(event) => void rename(event)}>
      <Field label="Naam in formules en teksten" problem={!fits ? "Gebruik kleine letters, cijfers en _, en begin met een letter." : told}>
        {(id, described) => <input id={id} aria-describedby={described} value={typed} onInput={(event) => setTyped(event.currentTarget.value)} autocomplete="off" spellcheck={false} />}
      </Field>
      <button type="submit" class="button small" disabled={typed.trim() === name || !typed.trim() || !fits}>
        <Icon name="save" />
        Verander overal
      </button>
    </form>
  );
}
