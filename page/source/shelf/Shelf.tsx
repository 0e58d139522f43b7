// What all documents share, in one place over the document: a list of files, and the one that is open, as a form or as text.
import { useEffect, useRef, useState } from "preact/hooks";
import { loose } from "../figures/figures.ts";
import { SeriesList } from "../figures/SeriesList.tsx";
import { DescribedSheet, NewSheet } from "../figures/Sheet.tsx";
import { Field } from "../interface/Asking.tsx";
import { Icon } from "../interface/Icon.tsx";
import { Notices } from "../interface/Notices.tsx";
import { SeriesName, Unused } from "../pointing/Beside.tsx";
import { ExhibitMaker } from "../pointing/ExhibitMaker.tsx";
import { IndicatorMaker } from "../pointing/IndicatorMaker.tsx";
import type { OpenFile, ShelfFile } from "../protocol.ts";
import { noun, sharedFindings } from "../state.ts";
import { CellClash, Clash } from "./Clash.tsx";
import { TableForm } from "./FormTable.tsx";
import { RawFile } from "./RawFile.tsx";
import { asText, canUndo, discardFile, files, findings, hideShelf, makeFile, opened, openFile, place, problem, undo } from "./shelf.ts";

const GROUPS: { title: string; kinds: string[]; makes?: { kind: string; label: string; about: string } }[] = [
  { title: "Kengetallen en figuren", kinds: ["kengetallen", "feiten", "grafieken"] },
  { title: "Reeksen met cijfers", kinds: ["reeks"] },
  { title: "Pilots", kinds: ["pilot"], makes: { kind: "pilot", label: "Nieuwe pilot", about: "Hoe de pilot heet, zoals Jeugdhulp naar voren." } },
  { title: "Raad en zaken", kinds: ["kalender", "zaken"] },
  { title: "Gemeente en huisstijl", kinds: ["gemeente", "schrijfwijzer"] },
  { title: "Sjablonen", kinds: ["sjabloon"], makes: { kind: "sjabloon", label: "Nieuw sjabloon", about: "Hoe het document heet, zoals Memo." } },
  { title: "Opmaak", kinds: ["opmaak"] },
];

export function Shelf() {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    heading.current?.focus({ preventScroll: true });
    return () => {
      if (document.activeElement === document.body && before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <section class="shelf" aria-labelledby="shelf-title">
      <header class="shelf-head">
        <h1 id="shelf-title" tabIndex={-1} ref={heading}>
          Gegevens
        </h1>
        <button type="button" class="button" onClick={hideShelf}>
          <Icon name="back" />
          Terug naar de {noun.value}
        </button>
      </header>
      <div class="shelf-columns">
        <FileList />
        <div class="shelf-page">
          <Notices />
          {problem.value && (
            <p class="refusal" role="alert">
              {problem.value}
            </p>
          )}
          <Shown />
        </div>
      </div>
      <Clash />
      <CellClash />
    </section>
  );
}

function Shown() {
  const { value } = place;
  if (value.what === "series") return <SeriesList />;
  if (value.what === "loose") return <NewSheet key={value.file} file={value.file} />;
  return opened.value ? <Open key={opened.value.file.path} file={opened.value} /> : <Welcome />;
}

function Welcome() {
  return <p class="empty">Kies links wat u wilt bekijken of veranderen. Wat u verandert, is meteen bewaard.</p>;
}

function FileList() {
  return (
    <nav class="shelf-files" aria-label="Gegevens">
      {GROUPS.map(({ title, kinds, makes }) => {
        const own = files.value.filter(({ kind }) => kinds.includes(kind));
        return (
          <div key={title}>
            <h2>{title}</h2>
            <ul>
              {kinds.includes("reeks") && (
                <li>
                  <button type="button" class="shelf-file" aria-current={place.value.what === "series" ? "page" : undefined} onClick={() => (place.value = { what: "series" })}>
                    <strong>Alle reeksen</strong>
                    {loose.value.length > 0 && <span class="shelf-new">{loose.value.length} nieuw</span>}
                  </button>
                </li>
              )}
              {own.map((file) => (
                <li key={file.path}>
                  <FileButton file={file} />
                </li>
              ))}
            </ul>
            {makes && <Make {...makes} />}
          </div>
        );
      })}
    </nav>
  );
}

function FileButton({ file }: { file: ShelfFile }) {
  const errors = sharedFindings.value.filter((finding) => finding.file === file.path && finding.severity === "fout").length;
  const isOpen = place.value.what === "file" && opened.value?.file.path === file.path;
  return (
    <button type="button" class="shelf-file" aria-current={isOpen ? "page" : undefined} onClick={() => void openFile(file.path)}>
      <span>{file.label}</span>
      {errors > 0 && <span class="shelf-count">{errors === 1 ? "1 fout" : `${errors} fouten`}</span>}
      {!file.exists && <span class="shelf-fact">{["sjabloon", "opmaak"].includes(file.kind) ? "ingebouwd" : "nog leeg"}</span>}
    </button>
  );
}

function Make({ kind, label, about }: { kind: string; label: string; about: string }) {
  const [typed, setTyped] = useState<string | null>(null);
  const [from, setFrom] = useState("");
  const others = kind === "sjabloon" ? files.value.filter((file) => file.kind === kind) : [];
  if (typed === null) {
    return (
      <button type="button" class="button small add" onClick={() => (setTyped(""), setFrom(others[0]?.path ?? ""))}>
        <Icon name="plus" />
        {label}
      </button>
    );
  }
  const run = async (event: Event) => {
    event.preventDefault();
    if (await makeFile(kind, typed, from || null)) setTyped(null);
  };
  return (
    <form class="add-form" onSubmit={(event) => void run(event)}>
      <Field label="Naam" about={about}>
        {(id, described) => <input id={id} aria-describedby={described} value={typed} onInput={(event) => setTyped(event.currentTarget.value)} required autocomplete="off" />}
      </Field>
      {others.length > 0 && (
        <Field label="Begint als">
          {(id) => (
            <select id={id} value={from} onChange={(event) => setFrom(event.currentTarget.value)}>
              {others.map(({ path, label }) => (
                <option key={path} value={path}>
                  {label}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <button type="submit" class="button primary small">
        Maak
      </button>
      <button type="button" class="button small" onClick={() => setTyped(null)}>
        Annuleren
      </button>
    </form>
  );
}

function Open({ file }: { file: OpenFile }) {
  const isText = asText.value || file.value === null;
  const { path, label, exists, kind } = file.file;
  const canGo = exists && ["pilot", "reeks", "sjabloon", "opmaak"].includes(kind);
  const isBuiltIn = !exists && ["sjabloon", "opmaak"].includes(kind);
  return (
    <article class="shelf-open" aria-label={label}>
      <header class="shelf-open-head">
        <div>
          <h2>{label}</h2>
          <p class="field-about">
            {file.form.about} {path}
          </p>
        </div>
        <div class="shelf-tools">
          {kind !== "opmaak" && (
            <div class="views-choice" role="group" aria-label="Hoe u dit ziet">
              <button type="button" class="view" aria-pressed={!isText} disabled={file.value === null} onClick={() => (asText.value = false)}>
                Formulier
              </button>
              <button type="button" class="view" aria-pressed={isText} onClick={() => (asText.value = true)}>
                Als tekst
              </button>
            </div>
          )}
          <button type="button" class="button small" disabled={!canUndo.value} onClick={() => void undo()}>
            <Icon name="reset" />
            Maak ongedaan
          </button>
          {canGo && (
            <button type="button" class="button small" onClick={() => void discardFile(path)}>
              Gooi weg
            </button>
          )}
        </div>
      </header>
      {isBuiltIn && <p class="notice quiet">{kind === "opmaak" ? "Deze opmaak" : "Dit sjabloon"} zit in Griffel. Verandert u iets, dan komt er een eigen versie in uw werkmap.</p>}
      <Loose />
      {kind === "reeks" && file.value !== null && <DescribedSheet />}
      {kind === "reeks" && !isText && <SeriesName file={file} />}
      {!isText && exists && ["kengetallen", "grafieken"].includes(kind) && <Unused file={file} />}
      {!isText && kind === "kengetallen" && <IndicatorMaker file={file} />}
      {!isText && kind === "grafieken" && <ExhibitMaker file={file} />}
      {isText ? <RawFile file={file} /> : <TableForm table={file.form} value={file.value} way={[]} />}
    </article>
  );
}

/** Findings that no field is about. */
function Loose() {
  const loose = findings.value.filter(({ at }) => at === null);
  if (loose.length === 0) return null;
  return (
    <ul class="in-the-way">
      {loose.map(({ finding }, index) => (
        <li key={index}>
          <Icon name={finding.severity === "fout" ? "error" : "warning"} />
          <span>
            {finding.where && `${finding.where}: `}
            {finding.message} {finding.hints[0]}
          </span>
        </li>
      ))}
    </ul>
  );
}
