// A new chart or table by pointing: figures, periods, and a gallery of what the engine makes of them.
import { useEffect, useMemo, useState } from "preact/hooks";
import { latest } from "../connection.ts";
import { series } from "../figures/figures.ts";
import { Field } from "../interface/Asking.tsx";
import { Icon } from "../interface/Icon.tsx";
import type { OpenFile, Pair, SeriesRow } from "../protocol.ts";
import { exhibitName } from "../shelf/naming.ts";
import { change, wanted as shownEntry } from "../shelf/shelf.ts";
import { lines, pairsOf } from "../shelf/values.ts";
import { lengthOf } from "./formula.ts";
import { PeriodChoice, Picture, Wrong } from "./Shown.tsx";
import { pair, tableText, text, texts } from "./toml.ts";
import { period, Trial } from "./trial.ts";

const FORMS: [form: string, words: string][] = [
  ["kolom", "Kolommen"],
  ["lijn", "Lijn"],
  ["staaf", "Staven"],
  ["gegroepeerd", "Kolommen naast elkaar"],
  ["gestapeld", "Gestapelde kolommen"],
  ["streep", "Een streep voor de begroting"],
  ["streep-staaf", "Een streep voor de begroting, liggend"],
  ["kolom-en-lijn", "Twee cijfers boven elkaar"],
  ["waterval", "Waterval"],
  ["tabel", "Tabel"],
];

/** What is drawn with a mark over it, by the card that offers it. */
const MARKED: Record<string, string> = { streep: "kolom", "streep-staaf": "staaf" };

/** What is drawn of two figures and no more or less: nothing is asked of the engine as long as there are others. */
const OF_TWO = ["kolom-en-lijn", ...Object.keys(MARKED)];

/** Names of what is usually the mark: what was meant, and not what happened. */
const MEANT = /begro|raming|budget|plan|norm|doel|streef/i;

const vocabulary = latest("vocabulary");

/** Stands for indicators, where a series could be chosen. */
const INDICATORS = "=";

/** The spans of periods that are offered, by how long the periods of the series are. */
function spans(row: SeriesRow | undefined): [from: string, to: string, words: string][] {
  const own = row?.periods.at(-1) ?? "";
  const length = lengthOf(own);
  const all: [string, string, string][] = [
    ["", "periode", "alle perioden tot en met die van de brief"],
    ["periode", "periode", "alleen de periode van de brief"],
    ["vorig_jaar", "periode", "vanaf een jaar eerder"],
  ];
  if (length === "jaar" || length === lengthOf(period.value)) return all;
  return [[`periode.eerste_${length}`, `periode.laatste_${length}`, "de periode van de brief"], [`periode.vorig_jaar.eerste_${length}`, `periode.laatste_${length}`, "vanaf een jaar eerder"], ["", `periode.laatste_${length}`, "alle perioden tot en met die van de brief"]];
}

export function ExhibitMaker({ file }: { file: OpenFile }) {
  const [isOpen, setOpen] = useState(false);
  if (series.value.length === 0) return null;
  if (!isOpen) {
    return (
      <button type="button" class="button primary maker-opener" onClick={() => setOpen(true)}>
        <Icon name="plus" />
        Nieuwe grafiek of tabel aanwijzen
      </button>
    );
  }
  return <Maker file={file} close={() => setOpen(false)} />;
}

function Maker({ file, close }: { file: OpenFile; close: () => void }) {
  const all = series.value;
  const [id, setId] = useState(all[0]?.id ?? "");
  const row = all.find((one) => one.id === id);
  const [measures, setMeasures] = useState<string[]>(row?.measures[0] ? [row.measures[0].id] : []);
  const [per, setPer] = useState("");
  const [where, setWhere] = useState<Record<string, string>>({});
  const [span, setSpan] = useState(0);
  const [subject, setSubject] = useState("");
  const [title, setTitle] = useState("");
  const [notes, setNotes] = useState("");
  const [emphasis, setEmphasis] = useState(false);
  const [rowsBy, setRowsBy] = useState("");
  const [columnsBy, setColumnsBy] = useState("");
  const [indicators, setIndicators] = useState<string[]>([]);
  const [form, setForm] = useState("kolom");
  const [chosenMark, setMark] = useState("");
  const offered = spans(row);
  const [from, to] = offered[span] ?? offered[0] ?? ["", "periode"];
  // Rows and columns that are described make a table, and no chart.
  const isCrosstab = (form: string) => form === "tabel" && rowsBy !== "";
  const ofSeries = (form: string): Pair[] => [
    pair("reeks", text(id)),
    pair("maten", texts(measures)),
    ...(from ? [pair("van", text(from))] : []),
    pair("tot", text(to)),
    ...(isCrosstab(form) ? [pair("rijen", texts([rowsBy])), ...(columnsBy ? [pair("kolommen", texts([columnsBy]))] : [])] : per ? [pair("per", text(per))] : []),
    ...(Object.values(where).some(Boolean) ? [pair("waar", { sort: "table", of: Object.entries(where).filter(([, value]) => value).map(([key, value]) => pair(key, text(value))) })] : []),
  ];
  const ofIndicators = (): Pair[] => [pair("kengetallen", texts(indicators)), pair("perioden", texts(span === 2 ? ["vorig_jaar", "periode"] : ["periode"]))];
  const marks = id === INDICATORS ? indicators : per ? (row?.dimensions.find((one) => one.id === per)?.values ?? []) : measures;
  const mark = marks.includes(chosenMark) ? chosenMark : (marks.find((name) => MEANT.test(name)) ?? marks.at(-1) ?? "");
  const common = (form: string): Pair[] => [
    pair("soort", text(MARKED[form] ?? form)),
    ...(form in MARKED && mark ? [pair("streep", text(mark))] : []),
    ...(title.trim() ? [pair("titel", text(title.trim()))] : []),
    pair("onderwerp", text(subject.trim() || row?.title || "Voorbeeld")),
    ...(id === INDICATORS ? ofIndicators() : ofSeries(form)),
    ...(emphasis && form !== "tabel" && id !== INDICATORS ? [pair("nadruk", texts([to]))] : []),
    ...(lines(notes).length > 0 ? [pair("toelichting", texts(lines(notes)))] : []),
  ];
  const trial = useMemo(() => new Trial(), []);
  useEffect(() => () => trial.stop(), []);
  const canBe = (form: string) => !OF_TWO.includes(form) || marks.length === 2;
  const forms = FORMS.filter(([form]) => canBe(form));
  useEffect(() => trial.try("grafieken", forms.map(([form]) => tableText(form, common(form))).join("\n"), period.value));
  const tried = trial.answer.value;
  const taken = (key: string) => pairsOf(file.value).some((entry) => entry.key === key);
  const key = exhibitName(subject || "Figuur", taken);
  const make = () => {
    if (!subject.trim()) return;
    void change([key], (way) => [{ what: "set", at: way, was: null, value: { sort: "table", of: common(form) } }]).then(() => (shownEntry.value = [key]));
    close();
  };
  const chosen = tried?.[form] ?? null;
  const chooseSeries = (next: string) => {
    const row = all.find((one) => one.id === next);
    setId(next);
    setMeasures(row?.measures[0] ? [row.measures[0].id] : []);
    setPer("");
    setWhere({});
    setSpan(0);
    setRowsBy("");
    setColumnsBy("");
  };
  return (
    <form class="maker" aria-label="Nieuwe grafiek of tabel" onSubmit={(event) => (event.preventDefault(), make())}>
      <div class="shelf-fields">
        <Field label="Reeks">
          {(field) => (
            <select id={field} value={id} onChange={(event) => chooseSeries(event.currentTarget.value)}>
              <option value={INDICATORS}>kengetallen in plaats van een reeks</option>
              {all.map(({ id, title }) => (
                <option key={id} value={id}>
                  {title}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label="Over wanneer?">
          {(field) => (
            <select id={field} value={String(span)} onChange={(event) => setSpan(Number(event.currentTarget.value))}>
              {offered.map(([, , words], index) => (
                <option key={index} value={String(index)}>
                  {words}
                </option>
              ))}
            </select>
          )}
        </Field>
        {row && row.dimensions.length > 0 && (
          <Field label="Verdeeld per" about="Een lijn, staaf of kolom voor elke waarde.">
            {(field, described) => (
              <select id={field} aria-describedby={described} value={per} onChange={(event) => setPer(event.currentTarget.value)}>
                <option value="">niet verdeeld</option>
                {row.dimensions.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </select>
            )}
          </Field>
        )}
        {row?.dimensions
          .filter((dimension) => dimension.id !== per)
          .map((dimension) => (
            <Field key={dimension.id} label={dimension.name}>
              {(field) => (
                <select id={field} value={where[dimension.id] ?? ""} onChange={(event) => setWhere({ ...where, [dimension.id]: event.currentTarget.value })}>
                  <option value="">alles samen</option>
                  {dimension.values.map((value) => (
                    <option key={value}>{value}</option>
                  ))}
                </select>
              )}
            </Field>
          ))}
      </div>
      <fieldset class="maker-part">
        <legend>Welke cijfers?</legend>
        {id === INDICATORS && <IndicatorChoice chosen={indicators} choose={setIndicators} />}
        {row?.measures.map(({ id, name, unit }) => (
          <label key={id} class="check">
            <input type="checkbox" checked={measures.includes(id)} onChange={({ currentTarget: { checked } }) => setMeasures((now) => (checked ? [...now, id] : now.filter((one) => one !== id)))} />
            {name} ({unit})
          </label>
        ))}
      </fieldset>
      {form === "tabel" && row && (
        <fieldset class="maker-part">
          <legend>Rijen en kolommen van de tabel</legend>
          <div class="shelf-fields">
            <Axis label="Rijen" none="zoals Griffel ze zet" row={row} value={rowsBy} choose={setRowsBy} />
            {rowsBy && <Axis label="Kolommen" none="de cijfers naast elkaar" row={row} value={columnsBy} choose={setColumnsBy} />}
          </div>
        </fieldset>
      )}
      <PeriodChoice />
      <fieldset class="gallery">
        <legend>Hoe ziet het eruit?</legend>
        {FORMS.map(([one, words]) => {
          const shown = canBe(one) ? tried?.[one] : undefined;
          const fits = Boolean(shown && (shown.svg || shown.head.length > 0) && !shown.findings.some(({ severity }) => severity === "fout"));
          return (
            <label key={one} class={`gallery-card${form === one ? " chosen" : ""}${fits ? "" : " misfit"}`}>
              <span>
                <input type="radio" name="exhibit-form" value={one} checked={form === one} onChange={() => setForm(one)} /> {words}
              </span>
              {shown && fits ? <Picture one={shown} /> : <span class="field-about">{canBe(one) ? (shown ? (shown.findings[0]?.message ?? "Past niet bij deze cijfers.") : "Griffel tekent…") : "Kies hierboven precies twee cijfers."}</span>}
            </label>
          );
        })}
      </fieldset>
      {form in MARKED && marks.length > 1 && (
        <Field label="Wat wordt de streep?" about="Het andere cijfer wordt een kolom of een staaf.">
          {(field, described) => (
            <select id={field} aria-describedby={described} value={mark} onChange={(event) => setMark(event.currentTarget.value)}>
              {marks.map((name) => (
                <option key={name} value={name}>
                  {row?.measures.find((one) => one.id === name)?.name ?? name}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <Wrong one={chosen} />
      {chosen?.alt && <p class="field-about">Wie de grafiek niet kan zien, hoort: {chosen.alt}</p>}
      <div class="shelf-fields">
        <Field label="Onderwerp" about={subject.trim() ? `In brieven: ${key}` : "Wat er te zien is. De eenheid komt er vanzelf achter."}>
          {(field, described) => <input id={field} aria-describedby={described} value={subject} onInput={(event) => setSubject(event.currentTarget.value)} required autocomplete="off" />}
        </Field>
        <Field label="Titel" about="De boodschap in een zin. Invulplekken mogen." required={false}>
          {(field, described) => <input id={field} aria-describedby={described} value={title} onInput={(event) => setTitle(event.currentTarget.value)} autocomplete="off" />}
        </Field>
        <Field label="Toelichting" about="Zinnen onder de figuur, een per regel." required={false}>
          {(field, described) => <textarea id={field} aria-describedby={described} rows={2} value={notes} onInput={(event) => setNotes(event.currentTarget.value)} />}
        </Field>
      </div>
      <label class="check">
        <input type="checkbox" checked={emphasis} onChange={(event) => setEmphasis(event.currentTarget.checked)} />
        Nadruk op de laatste periode
      </label>
      <div class="maker-foot">
        <button type="submit" class="button primary" disabled={!subject.trim() || (id === INDICATORS ? indicators : measures).length === 0}>
          Maak deze figuur
        </button>
        <button type="button" class="button" onClick={close}>
          Annuleren
        </button>
      </div>
    </form>
  );
}

/** What each row or column of a table is. */
function Axis({ label, none, row, value, choose }: { label: string; none: string; row: SeriesRow; value: string; choose: (value: string) => void }) {
  return (
    <Field label={label}>
      {(id) => (
        <select id={id} value={value} onChange={(event) => choose(event.currentTarget.value)}>
          <option value="">{none}</option>
          <option value="periode">een voor elke periode</option>
          {row.dimensions.map(({ id, name }) => (
            <option key={id} value={id}>
              een voor elke waarde van {name.toLowerCase()}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** Indicators by their Dutch names, with what they are in the letter shown. */
function IndicatorChoice({ chosen, choose }: { chosen: string[]; choose: (change: (now: string[]) => string[]) => void }) {
  const [search, setSearch] = useState("");
  const words = vocabulary.value?.words.filter(({ kind }) => kind === "kengetal" || kind === "feit") ?? [];
  const wanted = search.trim().toLowerCase();
  const found = words.filter(({ label, detail }) => chosen.includes(label) || `${label} ${detail}`.toLowerCase().includes(wanted));
  return (
    <>
      <input class="shelf-search" type="search" aria-label="Zoek een kengetal" placeholder="Zoek een kengetal" value={search} onInput={(event) => setSearch(event.currentTarget.value)} />
      <div class="indicator-choice">
        {found.slice(0, 40).map(({ label, detail, value }) => (
          <label key={label} class="check">
            <input type="checkbox" checked={chosen.includes(label)} onChange={({ currentTarget: { checked } }) => choose((now) => (checked ? [...now, label] : now.filter((one) => one !== label)))} />
            {detail} {value && `(${value})`}
          </label>
        ))}
      </div>
    </>
  );
}
