// Earlier versions of a document: which there are, what was different then, and the way back to one.
import { defaultKeymap } from "@codemirror/commands";
import { MergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { useEffect, useRef, useState } from "preact/hooks";
import { announce, counted } from "../announce.ts";
import { desk, dismiss, openNew, perform } from "../acts.ts";
import * as editor from "../editor/editor.ts";
import { manuscriptSupport } from "../editor/language.ts";
import type { KeptVersion, ShownVersions } from "../protocol.ts";
import { reasonOf } from "../refused.ts";
import { current, noun, shown } from "../state.ts";
import { copy } from "../tab.ts";
import { goBackTo, textOfVersion, versionsOf } from "../versions.ts";
import { dayOf, momentOf, timeOf } from "../when.ts";
import { Dialog } from "./Dialog.tsx";
import { stepTo } from "./listing.ts";

export function VersionsDialog({ document }: { document: string }) {
  const [known, setKnown] = useState<ShownVersions | null>(null);
  const [chosen, setChosen] = useState<KeptVersion | null>(null);
  const [text, setText] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    versionsOf(document).then(
      (found) => {
        setKnown(found);
        setChosen(found.versions[0] ?? null);
      },
      (error: unknown) => setProblem(reasonOf(error)),
    );
  }, [document]);
  useEffect(() => {
    if (!chosen) return;
    let isLate = false;
    setText(null);
    textOfVersion(document, chosen.version).then(
      (found) => !isLate && setText(found),
      (error: unknown) => !isLate && setProblem(reasonOf(error)),
    );
    return () => void (isLate = true);
  }, [chosen]);
  const isShown = document === current.value;
  const adopted = isShown && shown.value?.adopted != null;
  const isGone = desk.value?.gone.some((gone) => gone.document === document) ?? false;
  const then = chosen ? momentOf(new Date(chosen.at), new Date()) : "";
  /** What the button does; it says why when it is not done. */
  const tryTo = async (run: () => Promise<void>) => {
    setBusy(true);
    setProblem(null);
    try {
      await run();
    } catch (error) {
      setProblem(reasonOf(error));
    }
    setBusy(false);
  };
  const putBack = () =>
    tryTo(async () => {
      if (text === null) return;
      await goBackTo(document, text, then);
      dismiss();
    });
  const revive = () =>
    tryTo(async () => {
      if (!chosen) return;
      const done = await perform({ what: "revive", document, version: chosen.version }, "document");
      await openNew(done.document);
    });
  const take = () => {
    if (text === null) return;
    copy(text);
    announce("De tekst van deze versie is gekopieerd.");
  };
  return (
    <Dialog title={`Eerdere versies van ${document}`} sort="versions" close={dismiss}>
      {known && known.versions.length === 0 ? (
        <div class="dialog-content">
          <p>{nothingKept(known.days)}</p>
        </div>
      ) : (
        <div class="versions">
          <VersionList versions={known?.versions ?? []} chosen={chosen} choose={setChosen} />
          <div class="version-shown">
            {text === null || !chosen ? (
              <p class="version-waiting">{problem ? "" : "Even wachten…"}</p>
            ) : (
              <Compared key={chosen.version} then={text} when={then} now={isShown ? editor.text() : null} />
            )}
          </div>
        </div>
      )}
      <div role="alert">{problem && <p class="refusal version-problem">{problem}</p>}</div>
      <footer class="dialog-foot">
        <button type="button" class="button" disabled={text === null} onClick={take}>
          Kopieer de tekst
        </button>
        <span class="version-note">{adopted ? "Vastgesteld: u kunt een versie bekijken, niet terugzetten." : howLong(known)}</span>
        <span class="space" />
        {isShown && !adopted && (
          <button
            type="button"
            class="button primary"
            disabled={text === null || isBusy || editor.asShown(text) === editor.text()}
            title={known?.days === 0 ? "Ctrl+Z maakt het ongedaan." : "De tekst van nu blijft bewaard, en Ctrl+Z maakt het ongedaan."}
            onClick={() => void putBack()}
          >
            Zet deze versie terug
          </button>
        )}
        {isGone && (
          <button type="button" class="button primary" disabled={text === null || isBusy} onClick={() => void revive()}>
            Haal {document} terug
          </button>
        )}
      </footer>
    </Dialog>
  );
}

const nothingKept = (days: number | null): string =>
  days === 0
    ? "In deze werkmap bewaart Griffel geen eerdere versies. Dat staat bij Gegevens, Gemeente, Bewaren."
    : "Er zijn nog geen eerdere versies. Griffel bewaart er een zodra u iets verandert, en daarna om de paar minuten.";

const howLong = (known: ShownVersions | null): string =>
  known && known.days !== null && known.versions.length > 0 ? `Griffel bewaart een versie hoogstens ${counted(known.days, "dag", "dagen")}.` : "";

interface ListProps {
  versions: KeptVersion[];
  chosen: KeptVersion | null;
  choose: (version: KeptVersion) => void;
}

/** One stop for Tab; the arrows go through it. */
function VersionList({ versions, chosen, choose }: ListProps) {
  const list = useRef<HTMLUListElement>(null);
  const now = new Date();
  const byArrow = (event: KeyboardEvent) => {
    const at = versions.findIndex(({ version }) => version === chosen?.version);
    const next = stepTo(event.key, at, versions.length);
    const version = next === null ? undefined : versions[next];
    if (next === null || !version) return;
    event.preventDefault();
    choose(version);
    list.current?.querySelectorAll("button")[next]?.focus();
  };
  return (
    <ul class="version-list" aria-label="Versies" ref={list} onKeyDown={byArrow}>
      {versions.map((version) => {
        const isChosen = version.version === chosen?.version;
        const at = new Date(version.at);
        return (
          <li key={version.version}>
            <button type="button" class="version-item" aria-current={isChosen} tabIndex={isChosen ? 0 : -1} onClick={() => choose(version)}>
              <span class="version-when">
                {dayOf(at, now)} {timeOf(at)}
              </span>
              {version.by && <span class="version-by">{version.by}</span>}
              <span class="version-change">{whatChanged(version)}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function whatChanged({ added, removed }: KeptVersion): string {
  if (added === null || removed === null) return "de oudste versie";
  const words = (count: number) => counted(count, "woord", "woorden");
  if (added === 0 && removed === 0) return "geen ander woord";
  if (removed === 0) return `${words(added)} erbij`;
  if (added === 0) return `${words(removed)} eraf`;
  return `${words(added)} erbij, ${removed} eraf`;
}

/** A text of then beside that of now; alone where there is none now. */
function Compared({ then, when, now }: { then: string; when: string; now: string | null }) {
  const place = useRef<HTMLDivElement>(null);
  const asThen = editor.asShown(then);
  useEffect(() => {
    const parent = place.current;
    if (!parent) return;
    if (now === null) {
      const view = new EditorView({ parent, state: EditorState.create({ doc: asThen, extensions: side(`Toen: ${when}`) }) });
      return () => view.destroy();
    }
    const merge = new MergeView({
      parent,
      a: { doc: asThen, extensions: side(`Toen: ${when}`) },
      b: { doc: now, extensions: side("Nu") },
      collapseUnchanged: { margin: 3, minSize: 6 },
    });
    return () => merge.destroy();
  }, []);
  return (
    <>
      <div class={now === null ? "merge-heads alone" : "merge-heads"}>
        <h3>Toen: {when}</h3>
        {now !== null && <h3>Nu</h3>}
      </div>
      {now === asThen && <p class="version-same">Deze versie is gelijk aan de {noun.value} van nu.</p>}
      <div class="merge" ref={place} />
    </>
  );
}

const side = (label: string) => [
  editor.common,
  manuscriptSupport,
  editor.sameLineBreaks(),
  keymap.of(defaultKeymap),
  EditorState.readOnly.of(true),
  EditorView.contentAttributes.of({ "aria-label": label }),
];
