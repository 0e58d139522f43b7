// A new document: from nothing, by its form; or from one that is there. And another name or place for one.
import { useEffect, useState } from "preact/hooks";
import * as editor from "../editor/editor.ts";
import { ask, desk, discard, openNew, perform, worker } from "../acts.ts";
import { nameFrom, nextPeriod } from "../naming.ts";
import type { FieldSort, ShownForm } from "../protocol.ts";
import { current, rows, rowsInOrder } from "../state.ts";
import { Asking, Field } from "./Asking.tsx";

export function NewDocument() {
  const forms = desk.value?.forms ?? [];
  const [formId, setForm] = useState("");
  const form = forms.find(({ id }) => id === formId) ?? forms.find(({ kind }) => kind === "brief") ?? forms[0];
  const newest = rowsInOrder.value[0]?.period;
  const [period, setPeriod] = useState(newest ?? "");
  const [subject, setSubject] = useState("");
  const [name, setName] = useState<string | null>(null);
  const [fields, setFields] = useState<Record<string, string>>({});
  const today = desk.value?.today ?? "";
  useEffect(() => {
    if (!period && today) setPeriod(today.slice(0, 4));
  }, [today]);
  const value = (key: string) => fields[key] ?? (key === "datum" ? today : key === "schrijver" ? worker() : "");
  const set = (key: string, value: string) => setFields({ ...fields, [key]: value });
  const called = name ?? nameFrom(subject);
  const run = async () => {
    if (!form) return;
    const filled = Object.fromEntries(["datum", "schrijver", ...form.fields.map(({ key }) => key)].map((key) => [key, value(key)]));
    const made = await perform({ what: "create", form: form.id, period, name: called, subject, fields: filled }, "document");
    await openNew(made.document);
    // A window that closes gives the focus back; then it goes to where one writes.
    setTimeout(editor.goToFirstGap);
  };
  return (
    <Asking title="Nieuwe brief of presentatie" sort="new" does="Maak" disabled={!form || !subject.trim() || !period.trim()} run={run}>
      {rows.value.length > 0 && (
        <p class="asking-lead">
          Lijkt het op iets wat er al is?{" "}
          <button
            type="button"
            class="link"
            onClick={() => ask({ what: "copy", document: current.value ?? rowsInOrder.value[0]?.id ?? "", period: newest ?? "" })}
          >
            Begin met een eerdere brief
          </button>
        </p>
      )}
      <Field label="Soort">
        {(id) => (
          <select id={id} value={form?.id ?? ""} onChange={(event) => setForm(event.currentTarget.value)}>
            {forms.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label="Onderwerp" about="De titel die bovenaan komt.">
        {(id, described) => (
          <input id={id} aria-describedby={described} value={subject} onInput={(event) => setSubject(event.currentTarget.value)} required autocomplete="off" />
        )}
      </Field>
      <div class="side-by-side">
        <PeriodField value={period} set={setPeriod} />
        <Field label="Datum">
          {(id) => <input id={id} type="date" value={value("datum")} onInput={(event) => set("datum", event.currentTarget.value)} required />}
        </Field>
      </div>
      {form?.fields.map(({ key, label, sort, used }) => (
        <Field key={key} label={label} about={key === "zaaknummer" ? "Nog niet bekend? Dat kan later." : undefined}>
          {(id, described) => <Value id={id} described={described} sort={sort} value={value(key)} used={used} set={(value) => set(key, value)} />}
        </Field>
      ))}
      <Field label="Naam van het bestand" about="Zo heet het stuk in de lijst en in de map.">
        {(id, described) => (
          <input id={id} aria-describedby={described} value={called} onInput={(event) => setName(event.currentTarget.value)} required autocomplete="off" />
        )}
      </Field>
      {form && form.sections.length > 0 && <Sections form={form} />}
    </Asking>
  );
}

function Sections({ form }: { form: ShownForm }) {
  return (
    <div class="asking-sections">
      <p>Deze onderdelen staan er straks in:</p>
      <ul>
        {form.sections.map((heading) => (
          <li key={heading}>{heading}</li>
        ))}
      </ul>
    </div>
  );
}

interface ValueProps {
  id: string;
  described: string | undefined;
  sort: FieldSort;
  value: string;
  used: string[];
  set: (value: string) => void;
}

function Value({ id, described, sort, value, used, set }: ValueProps) {
  if (sort === "list") return <textarea id={id} aria-describedby={described} rows={2} value={value} onInput={(event) => set(event.currentTarget.value)} />;
  return (
    <>
      <input
        id={id}
        type={sort === "date" ? "date" : "text"}
        aria-describedby={described}
        list={used.length > 0 ? `${id}-used` : undefined}
        value={value}
        onInput={(event) => set(event.currentTarget.value)}
        autocomplete="off"
      />
      {used.length > 0 && (
        <datalist id={`${id}-used`}>
          {used.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
    </>
  );
}

export function PeriodField({ value, set }: { value: string; set: (value: string) => void }) {
  return (
    <Field label="Periode" about="Een jaar, kwartaal of maand: 2023, 2023-K1 of 2023-01.">
      {(id, described) => (
        <input id={id} aria-describedby={described} value={value} onInput={(event) => set(event.currentTarget.value)} required autocomplete="off" />
      )}
    </Field>
  );
}

/** A new document from one that is there. */
export function CopyDocument({ document, period: wanted }: { document: string; period: string }) {
  const [from, setFrom] = useState(document);
  const [period, setPeriod] = useState(wanted === document.split("/")[0] ? nextPeriod(wanted) : wanted);
  const [name, setName] = useState<string | null>(null);
  const called = name ?? from.split("/")[1] ?? "";
  const run = async () => {
    const made = await perform({ what: "copy", document: from, period, name: called }, "document");
    await openNew(made.document);
  };
  return (
    <Asking title="Beginnen met een eerdere brief" sort="copy" does="Maak" disabled={!from || !period.trim() || !called.trim()} run={run}>
      <p class="asking-lead">De tekst komt mee. De datum en de periodes in de tekst schuiven mee naar de nieuwe periode; het zaaknummer vult u opnieuw in.</p>
      <Field label="Uit">
        {(id) => (
          <select id={id} value={from} onChange={(event) => setFrom(event.currentTarget.value)}>
            {rowsInOrder.value.map((row) => (
              <option key={row.id} value={row.id}>
                {row.id} – {row.title ?? row.name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <PeriodField value={period} set={setPeriod} />
      <Field label="Naam van het bestand">
        {(id) => <input id={id} value={called} onInput={(event) => setName(event.currentTarget.value)} required autocomplete="off" />}
      </Field>
    </Asking>
  );
}

/** Another name or period. */
export function MoveDocument({ document }: { document: string }) {
  const [oldPeriod = "", oldName = ""] = document.split("/");
  const [period, setPeriod] = useState(oldPeriod);
  const [name, setName] = useState(oldName);
  const run = async () => {
    const moved = await perform({ what: "move", document, period, name }, "document");
    await openNew(moved.document);
  };
  const isSame = period.trim() === oldPeriod && name === oldName;
  return (
    <Asking title={`Andere naam of periode voor ${document}`} sort="move" does="Verander" disabled={isSame} run={run}>
      <Field label="Naam van het bestand">
        {(id) => <input id={id} value={name} onInput={(event) => setName(event.currentTarget.value)} required autocomplete="off" />}
      </Field>
      <PeriodField value={period} set={setPeriod} />
    </Asking>
  );
}

/** To the bin. */
export function DiscardDocument({ document }: { document: string }) {
  return (
    <Asking title={`${document} weggooien?`} sort="discard" does="Gooi weg" run={() => discard(document)}>
      <p>De tekst gaat naar de prullenbak van deze werkmap. U kunt hem terugzetten, met Meer, Prullenbak.</p>
    </Asking>
  );
}
