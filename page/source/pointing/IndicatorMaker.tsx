// A new indicator by pointing: which figures, of when, and what is wanted. Its value in the letter is shown while one chooses.
import { useEffect, useMemo, useState } from "preact/hooks";
import { series } from "../figures/figures.ts";
import { Field } from "../interface/Asking.tsx";
import { Icon } from "../interface/Icon.tsx";
import type { OpenFile, SeriesRow } from "../protocol.ts";
import { codeName } from "../shelf/naming.ts";
import { change, wanted as shownEntry } from "../shelf/shelf.ts";
import { number, pairsOf } from "../shelf/values.ts";
import { type Choice, type Figures, formulaOf, startOf, unitOf, type Wanted, WANTED, whens } from "./formula.ts";
import { FormulaInput } from "./FormulaInput.tsx";
import { PeriodChoice, Value } from "./Shown.tsx";
import { pair, tableText, text } from "./toml.ts";
import { period, Trial } from "./trial.ts";

const UNITS = ["euro", "personen", "aantal", "procent", "procentpunt", "fte", "dagen", "uren"];

export function IndicatorMaker({ file }: { file: OpenFile }) {
  const [isOpen, setOpen] = useState(false);
  if (series.value.length === 0) return null;
  if (!isOpen) {
    return (
      <button type="button" class="button primary maker-opener" onClick={() => setOpen(true)}>
        <Icon name="plus" />
        Nieuw kengetal aanwijzen
      </button>
    );
  }
  return <Maker file={file} close={() => setOpen(false)} />;
}

function Maker({ file, close }: { file: OpenFile; close: () => void }) {
  const all = series.value;
  const [name, setName] = useState("");
  const [figures, setFigures] = useState<Figures>(() => startOf(all[0] as SeriesRow));
  const [when, setWhen] = useState("");
  const [wanted, setWanted] = useState<Wanted>("zelf");
  const [against, setAgainst] = useState("vorig_jaar");
  const [of, setOf] = useState<Figures | null>(null);
  const [own, setOwn] = useState<{ formula?: string; unit?: string }>({});
  const [decimals, setDecimals] = useState("");
  const row = all.find(({ id }) => id === figures.series) ?? null;
  const choices = whens(row, period.value);
  const moment = choices.some(([expression]) => expression === when) ? when : (choices[0]?.[0] ?? "periode");
  const whole = of ?? (wanted === "aandeel" && row ? { ...figures, where: Object.fromEntries(row.dimensions.map(({ id }) => [id, ""])) } : wanted === "per" && row ? { ...figures, measure: row.measures.find(({ id }) => id !== figures.measure)?.id ?? figures.measure } : null);
  const choice: Choice = { figures, when: moment, wanted, against, of: whole };
  const formula = own.formula ?? formulaOf(choice);
  const measured = row?.measures.find(({ id }) => id === figures.measure)?.unit ?? "aantal";
  const unit = own.unit ?? unitOf(wanted, measured);
  const taken = (key: string) => pairsOf(file.value).some((entry) => entry.key === key) || all.some(({ id }) => id === key);
  const key = codeName(name || "Kengetal", taken);
  const pairs = [
    pair("naam", text(name.trim() || "Kengetal")),
    pair("formule", text(formula)),
    pair("eenheid", text(unit)),
    ...(number(decimals) !== null ? [pair("afronding", { sort: "number", of: number(decimals) ?? "0" })] : []),
  ];
  const trial = useMemo(() => new Trial(), []);
  useEffect(() => () => trial.stop(), []);
  useEffect(() => trial.try("kengetallen", tableText(key, pairs), period.value));
  const one = trial.answer.value?.[key] ?? null;
  const choose = (next: Partial<{ wanted: Wanted; figures: Figures }>) => {
    setOwn({});
    if (next.wanted) (setWanted(next.wanted), setOf(null));
    if (next.figures) setFigures(next.figures);
  };
  const make = () => {
    if (!name.trim()) return;
    void change([key], (way) => [{ what: "set", at: way, was: null, value: { sort: "table", of: pairs } }]).then(() => (shownEntry.value = [key]));
    close();
  };
  return (
    <form class="maker" aria-label="Nieuw kengetal" onSubmit={(event) => (event.preventDefault(), make())}>
      <div class="shelf-fields">
        <Field label="Naam" about={name.trim() ? `In brieven en formules: ${key}` : "Hoe het cijfer heet in tabellen en grafieken."}>
          {(id, described) => <input id={id} aria-describedby={described} value={name} onInput={(event) => setName(event.currentTarget.value)} required autocomplete="off" />}
        </Field>
        <FiguresFields figures={figures} choose={(figures) => choose({ figures })} />
        <Field label="Wat wilt u weten?">
          {(id) => (
            <select id={id} value={wanted} onChange={(event) => choose({ wanted: event.currentTarget.value as Wanted })}>
              {(Object.keys(WANTED) as Wanted[]).map((one) => (
                <option key={one} value={one}>
                  {WANTED[one]}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label="Over wanneer?">
          {(id) => (
            <select id={id} value={moment} onChange={(event) => (setOwn({}), setWhen(event.currentTarget.value))}>
              {choices.map(([expression, words]) => (
                <option key={expression} value={expression}>
                  {words}
                </option>
              ))}
            </select>
          )}
        </Field>
        {(wanted === "verandering" || wanted === "groei") && (
          <Field label="Vergeleken met">
            {(id) => (
              <select id={id} value={against} onChange={(event) => (setOwn({}), setAgainst(event.currentTarget.value))}>
                <option value="vorig_jaar">dezelfde periode een jaar eerder</option>
                <option value="vorige">de periode ervoor</option>
              </select>
            )}
          </Field>
        )}
      </div>
      {(wanted === "aandeel" || wanted === "per") && whole && (
        <fieldset class="maker-part">
          <legend>{wanted === "aandeel" ? "Aandeel in" : "Gedeeld door"}</legend>
          <div class="shelf-fields">
            <FiguresFields figures={whole} choose={(figures) => (setOwn({}), setOf(figures))} />
          </div>
        </fieldset>
      )}
      <div class="shelf-fields">
        <Field label="Formule" about="U mag haar ook zelf typen.">
          {(id, described) => <FormulaInput id={id} label="Formule" described={described} value={formula} type={(formula) => setOwn({ ...own, formula })} leave={() => {}} />}
        </Field>
        <Field label="Eenheid">
          {(id) => (
            <>
              <input id={id} list={`${id}-units`} value={unit} onInput={(event) => setOwn({ ...own, unit: event.currentTarget.value })} autocomplete="off" />
              <datalist id={`${id}-units`}>
                {UNITS.map((unit) => (
                  <option key={unit} value={unit} />
                ))}
              </datalist>
            </>
          )}
        </Field>
        <Field label="Cijfers achter de komma">
          {(id) => (
            <select id={id} value={decimals} onChange={(event) => setDecimals(event.currentTarget.value)}>
              <option value="">zoals bij de eenheid hoort</option>
              {["0", "1", "2"].map((one) => (
                <option key={one}>{one}</option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <PeriodChoice />
      <Value one={one} />
      <div class="maker-foot">
        <button type="submit" class="button primary" disabled={!name.trim()}>
          Maak dit kengetal
        </button>
        <button type="button" class="button" onClick={close}>
          Annuleren
        </button>
      </div>
    </form>
  );
}

/** A series, a measure of it, and what of it is meant. */
export function FiguresFields({ figures, choose }: { figures: Figures; choose: (figures: Figures) => void }) {
  const row = series.value.find(({ id }) => id === figures.series);
  return (
    <>
      <Field label="Reeks">
        {(id) => (
          <select
            id={id}
            value={figures.series}
            onChange={(event) => {
              const chosen = series.value.find((one) => one.id === event.currentTarget.value);
              if (chosen) choose(startOf(chosen));
            }}
          >
            {series.value.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label="Cijfer">
        {(id) => (
          <select id={id} value={figures.measure} onChange={(event) => choose({ ...figures, measure: event.currentTarget.value })}>
            {row?.measures.map(({ id, name, unit }) => (
              <option key={id} value={id}>
                {name} ({unit})
              </option>
            ))}
          </select>
        )}
      </Field>
      {row?.dimensions.map((dimension) => (
        <Field key={dimension.id} label={dimension.name}>
          {(id) => (
            <select id={id} value={figures.where[dimension.id] ?? ""} onChange={(event) => choose({ ...figures, where: { ...figures.where, [dimension.id]: event.currentTarget.value } })}>
              <option value="">alles samen</option>
              {dimension.values.map((value) => (
                <option key={value}>{value}</option>
              ))}
            </select>
          )}
        </Field>
      ))}
    </>
  );
}
