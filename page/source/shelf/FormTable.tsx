// A table of a file as a form: its fields, the tables in it, and those that its author named.
import { useEffect, useRef, useState } from "preact/hooks";
import { Field } from "../interface/Asking.tsx";
import { Icon } from "../interface/Icon.tsx";
import type { FormField, FormTable, Given, Holds, OtherKeys, Pair, Hop } from "../protocol.ts";
import { Beside, canBeTried, RenameEverywhere } from "../pointing/Beside.tsx";
import { ValueField } from "./Inputs.tsx";
import { codeName, exhibitName } from "./naming.ts";
import { useKeys } from "./keys.ts";
import { change, findings, opened, wanted } from "./shelf.ts";
import { asTyped, at, fieldsOf, isWithin, itemsOf, pairsOf, sameWay } from "./values.ts";

/** So many entries and more can be searched. */
const SEARCHED = 8;
/** A table with no more fields than this shows them all; one that is all of a file may have more. */
const FEW = 7;
const MANY = 14;

interface Props {
  table: FormTable;
  value: Given | null;
  way: Hop[];
}

const isPlain = ({ holds }: FormField) => holds.sort !== "table" && holds.sort !== "tables";

/** All of a table. */
export function TableForm({ table, value, way }: Props) {
  const fields = fieldsOf(table, value);
  const has = ({ key }: FormField) => pairsOf(value).some((pair) => pair.key === key);
  const isShort = fields.length <= (way.length === 0 ? MANY : FEW);
  const shown = fields.filter((field) => isShort || field.required || has(field));
  const rest = fields.filter((field) => !shown.includes(field));
  const unknown = pairsOf(value).filter(({ key }) => !table.others && !table.fields.some((field) => field.key === key));
  return (
    <>
      <TableFindings way={way} />
      <Fields fields={shown} value={value} way={way} />
      {rest.length > 0 && (
        <details class="more-fields">
          <summary>Meer mogelijkheden ({rest.length})</summary>
          <Fields fields={rest} value={value} way={way} />
        </details>
      )}
      {unknown.map((pair) => (
        <UnknownKey key={pair.key} pair={pair} way={[...way, pair.key]} />
      ))}
      {table.others && <Others others={table.others} table={table} value={value} way={way} />}
    </>
  );
}

function Fields({ fields, value, way }: { fields: FormField[]; value: Given | null; way: Hop[] }) {
  const plain = fields.filter(isPlain);
  return (
    <>
      {plain.length > 0 && (
        <div class="shelf-fields">
          {plain.map((field) => (
            <ValueField key={field.key} field={field} value={at(value, [field.key])} way={[...way, field.key]} />
          ))}
        </div>
      )}
      {fields.filter((field) => !isPlain(field)).map((field) => (
        <Inner key={field.key} field={field} value={at(value, [field.key])} way={[...way, field.key]} />
      ))}
    </>
  );
}

/** What is wrong with a table as a whole, such as a key that is not there. */
function TableFindings({ way }: { way: Hop[] }) {
  const own = findings.value.filter((one) => one.at && sameWay(one.at, way));
  if (own.length === 0) return null;
  return (
    <ul class="in-the-way">
      {own.map(({ finding }, index) => (
        <li key={index}>
          <Icon name={finding.severity === "fout" ? "error" : "warning"} />
          <span>
            {finding.message} {finding.hints[0]}
          </span>
        </li>
      ))}
    </ul>
  );
}

const remove = (way: Hop[]) => void change(way, (way, now) => [{ what: "remove", at: way, was: at(now.value, way) }]);

/** A key that Griffel does not know: it can only be taken away here. */
function UnknownKey({ pair, way }: { pair: Pair; way: Hop[] }) {
  return (
    <p class="unknown-key">
      <strong>{pair.key}</strong>: {asTyped(pair.value)} – dit gegeven kent Griffel hier niet.{" "}
      <button type="button" class="button small" onClick={() => remove(way)}>
        Haal {pair.key} weg
      </button>
    </p>
  );
}

/** A table in a table, or a list of tables. */
function Inner({ field, value, way }: { field: FormField; value: Given | null; way: Hop[] }) {
  const { holds } = field;
  const count = holds.sort === "tables" ? itemsOf(value).length : pairsOf(value).length;
  const body = holds.sort === "table" ? <TableForm table={holds.table} value={value} way={way} /> : holds.sort === "tables" ? <TableList table={holds.table} value={value} way={way} /> : null;
  return (
    <Section title={field.label} about={field.about} note={count > 0 ? String(count) : "leeg"} way={way} isOpen={way.length < 2 && count > 0 && count <= 30}>
      {body}
    </Section>
  );
}

/** Something that opens and closes; what a finding is about opens by itself. */
function Section({ title, about, note, way, isOpen, tools, children }: { title: string; about: string; note: string; way: Hop[]; isOpen: boolean; tools?: preact.ComponentChildren; children: preact.ComponentChildren }) {
  const [open, setOpen] = useState(isOpen);
  const element = useRef<HTMLElement>(null);
  const errors = findings.value.filter((one) => one.at && isWithin(one.at, way)).length;
  const target = wanted.value;
  useEffect(() => {
    if (!target || !isWithin(target, way)) return;
    setOpen(true);
    if (sameWay(target, way) || target.length === way.length + 1) requestAnimationFrame(() => element.current?.scrollIntoView({ block: "start" }));
  }, [target]);
  return (
    <section class={`shelf-section${errors > 0 ? " wrong" : ""}`} ref={element}>
      <div class="shelf-section-head">
        <button type="button" class="head-toggle" aria-expanded={open} onClick={() => setOpen(!open)}>
          {title}
          <span class="head-facts">{errors > 0 ? `${errors} ${errors === 1 ? "melding" : "meldingen"}` : note}</span>
        </button>
        {tools}
      </div>
      {open && (
        <div class="shelf-section-body">
          {about && <p class="field-about">{about}</p>}
          {children}
        </div>
      )}
    </section>
  );
}

/** Tables one after another: added, moved and taken away. */
function TableList({ table, value, way }: Props) {
  const items = itemsOf(value);
  const keys = useKeys(items.map((item) => JSON.stringify(item)));
  const shift = (index: number, by: 1 | -1) =>
    void change([...way, index], (way, now) => {
      const to = Number(way.at(-1)) + by;
      const count = itemsOf(at(now.value, way.slice(0, -1))).length;
      return to >= 0 && to < count ? [{ what: "shift", at: way, was: at(now.value, way), to }] : [];
    });
  return (
    <>
      {items.map((item, index) => {
        const name = nameOf(item) || `${table.title} ${index + 1}`;
        const here = [...way, index];
        return (
          <Section
            key={keys[index]}
            title={name}
            about=""
            note=""
            way={here}
            isOpen={false}
            tools={
              <span class="shelf-tools">
                <button type="button" class="button small round" aria-label={`${name} omhoog`} title="Omhoog" disabled={index === 0} onClick={() => shift(index, -1)}>
                  <Icon name="up" />
                </button>
                <button type="button" class="button small round" aria-label={`${name} omlaag`} title="Omlaag" disabled={index === items.length - 1} onClick={() => shift(index, 1)}>
                  <Icon name="down" />
                </button>
                <Remove name={name} way={here} />
              </span>
            }
          >
            <TableForm table={table} value={item} way={here} />
          </Section>
        );
      })}
      <AddTable table={table} add={(fresh) => void change(way, (way, now) => [{ what: "set", at: [...way, itemsOf(at(now.value, way)).length], was: null, value: fresh }])} />
    </>
  );
}

function Remove({ name, way }: { name: string; way: Hop[] }) {
  return (
    <button type="button" class="button small round" aria-label={`Haal ${name} weg`} title="Haal weg" onClick={() => remove(way)}>
      <Icon name="close" />
    </button>
  );
}

/** What a new table must have is asked first, so that it is right from the start. */
function AddTable({ table, add }: { table: FormTable; add: (fresh: Given) => void }) {
  const [typed, setTyped] = useState<string | null>(null);
  const first = table.fields.find(({ required, holds }) => required && holds.sort === "text") ?? table.fields.find(({ holds }) => holds.sort === "text");
  const noun = table.title.toLowerCase();
  if (typed === null) {
    return (
      <button type="button" class="button small add" onClick={() => setTyped("")}>
        <Icon name="plus" />
        Voeg toe: {noun}
      </button>
    );
  }
  return (
    <NameForm
      label={first?.label ?? "Naam"}
      about={first?.about ?? ""}
      value={typed}
      set={setTyped}
      done={() => {
        if (first && typed.trim()) add({ sort: "table", of: [{ key: first.key, value: { sort: "text", of: typed.trim() } }] });
        setTyped(null);
      }}
      stop={() => setTyped(null)}
    />
  );
}

function NameForm({ label, about, value, set, done, stop, problem }: { label: string; about: string; value: string; set: (value: string) => void; done: () => void; stop: () => void; problem?: string | null }) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector("input")?.focus(), []);
  return (
    <form
      ref={form}
      class="add-form"
      onSubmit={(event) => (event.preventDefault(), done())}
      onKeyDown={(event) => event.key === "Escape" && (event.stopPropagation(), stop())}
    >
      <Field label={label} about={about} problem={problem ?? null}>
        {(id, described) => <input id={id} aria-describedby={described} value={value} onInput={(event) => set(event.currentTarget.value)} required autocomplete="off" />}
      </Field>
      <button type="submit" class="button primary small">
        Voeg toe
      </button>
      <button type="button" class="button small" onClick={stop}>
        Annuleren
      </button>
    </form>
  );
}

/** What people call a table in a list or by a name. */
export function nameOf(value: Given | null): string {
  for (const key of ["naam", "titel", "onderwerp", "kop", "label", "wat", "functie", "vanaf", "id", "sleutel"]) {
    const found = asTyped(at(value, [key]));
    if (found) return found.length > 80 ? `${found.slice(0, 79)}…` : found;
  }
  return "";
}

const KEY_LABELS: Record<string, [string, string]> = {
  Afkortingen: ["Afkorting", "Zoals u haar in de tekst schrijft, bijvoorbeeld SOJ."],
  Perioden: ["Periode", "Een jaar, kwartaal of maand: 2023, 2023-K1 of 2023-01."],
  Zaken: ["Zaaknummer", "Het nummer waarmee u naar de zaak verwijst."],
  Woorden: ["Woord", "Een woord, of een paar woorden die bij elkaar horen."],
  Bevindingen: ["Code van de melding", "De code staat bij elke melding, bijvoorbeeld C030."],
};

/** Keys with a name of their author's own. */
function Others({ others, table, value, way }: { others: OtherKeys; table: FormTable; value: Given | null; way: Hop[] }) {
  const [search, setSearch] = useState("");
  const own = pairsOf(value).filter(({ key }) => !table.fields.some((field) => field.key === key));
  const words = search.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const fits = ({ key, value }: Pair) => words.every((word) => `${key} ${nameOf(value)}`.toLowerCase().includes(word));
  const found = own.filter(fits);
  const { holds } = others;
  return (
    <div class="others">
      {own.length >= SEARCHED && (
        <input class="shelf-search" type="search" aria-label={`Zoek in ${table.title}`} placeholder={`Zoek in ${own.length} namen`} value={search} onInput={(event) => setSearch(event.currentTarget.value)} />
      )}
      {found.map((pair) =>
        holds.sort === "table" ? (
          <Entry key={pair.key} pair={pair} table={holds.table} way={[...way, pair.key]} others={others} />
        ) : (
          <PlainEntry key={pair.key} pair={pair} others={others} way={[...way, pair.key]} />
        ),
      )}
      {words.length > 0 && found.length === 0 && <p class="empty">Niets gevonden.</p>}
      <AddOther others={others} table={table} value={value} way={way} />
    </div>
  );
}

function Entry({ pair, table, way, others }: { pair: Pair; table: FormTable; way: Hop[]; others: OtherKeys }) {
  const name = nameOf(pair.value);
  const file = opened.value;
  return (
    <Section title={name || pair.key} about="" note={name ? pair.key : ""} way={way} isOpen={false} tools={<span class="shelf-tools"><Remove name={name || pair.key} way={way} /></span>}>
      {file && canBeTried(file) ? <RenameEverywhere key={pair.key} name={pair.key} file={file} pattern={others.pattern} /> : <Rename name={pair.key} way={way} others={others} />}
      {file && way.length === 1 && canBeTried(file) && <Beside entry={pair} />}
      <TableForm table={table} value={pair.value} way={way} />
    </Section>
  );
}

/** The name by which others know it. */
function Rename({ name, way, others }: { name: string; way: Hop[]; others: OtherKeys }) {
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? name;
  const problem = keyProblem(others, shown);
  const leave = () => {
    const to = shown.trim();
    if (typed !== null && problem === null && to !== name) void change(way, (way) => [{ what: "rename", at: way, to }]);
    if (problem === null) setTyped(null);
  };
  return (
    <div class="shelf-fields">
      <Field label="Naam in formules en teksten" about="Hiermee noemen brieven en formules dit." problem={problem}>
        {(id, described) => <input id={id} aria-describedby={described} value={shown} onInput={(event) => setTyped(event.currentTarget.value)} onBlur={leave} autocomplete="off" spellcheck={false} />}
      </Field>
    </div>
  );
}

/** A key of its author's own that holds one value, such as an abbreviation. */
function PlainEntry({ pair, others, way }: { pair: Pair; others: OtherKeys; way: Hop[] }) {
  const field: FormField = { key: pair.key, label: pair.key, about: "", required: true, holds: others.holds };
  return (
    <div class="plain-entry">
      <ValueField field={field} value={pair.value} way={way} />
      <Remove name={pair.key} way={way} />
    </div>
  );
}

function keyProblem(others: OtherKeys, key: string): string | null {
  if (key.trim() === "") return "Vul een naam in.";
  if (others.pattern && !new RegExp(others.pattern).test(key.trim())) return "Gebruik kleine letters, cijfers en _, en begin met een letter.";
  return null;
}

/** A new one: its name in Dutch comes first, and the name in formulas is made from it. */
function AddOther({ others, table, value, way }: { others: OtherKeys; table: FormTable; value: Given | null; way: Hop[] }) {
  const [typed, setTyped] = useState<string | null>(null);
  const [held, setHeld] = useState("");
  const { holds } = others;
  const inner = holds.sort === "table" ? holds.table : null;
  const naming = inner ? namingOf(others, inner) : null;
  const [label, about] = naming ? [naming.label, naming.about] : (KEY_LABELS[table.title] ?? ["Naam", others.about]);
  const taken = (key: string) => pairsOf(value).some((pair) => pair.key === key);
  const key = typed === null ? "" : naming ? naming.key(typed, taken) : typed.trim();
  const problem = typed === null || typed === "" ? null : taken(key) ? `"${key}" is er al.` : keyProblem(others, key);
  if (typed === null) {
    return (
      <button type="button" class="button small add" onClick={() => setTyped("")}>
        <Icon name="plus" />
        Voeg toe: {(inner?.title ?? label).toLowerCase()}
      </button>
    );
  }
  const done = () => {
    if (typed.trim() === "" || problem !== null) return;
    const fresh = freshValue(holds, held, naming ? { key: naming.field, name: typed.trim() } : null);
    if (fresh === null) return;
    void change([...way, key], (way) => [{ what: "set", at: way, was: null, value: fresh }]).then(() => (wanted.value = [...way, key]));
    setTyped(null);
    setHeld("");
  };
  const example = naming && typed.trim() ? `In formules en teksten: ${key}` : about;
  return (
    <>
      <NameForm label={label} about={example} value={typed} set={setTyped} done={done} stop={() => setTyped(null)} problem={problem} />
      {!inner && (
        <Field label={others.about.replace(/\.$/, "")}>
          {(id) =>
            holds.sort === "choice" ? (
              <select id={id} value={held} onChange={(event) => setHeld(event.currentTarget.value)}>
                <option value="">kies</option>
                {holds.words.map((word) => (
                  <option key={word}>{word}</option>
                ))}
              </select>
            ) : (
              <input id={id} value={held} onInput={(event) => setHeld(event.currentTarget.value)} onKeyDown={(event) => event.key === "Enter" && (event.preventDefault(), done())} autocomplete="off" />
            )
          }
        </Field>
      )}
    </>
  );
}

/** How a new one is named in Dutch; null: its key is what people call it. */
function namingOf(others: OtherKeys, inner: FormTable): { label: string; about: string; field: string; key: (name: string, taken: (key: string) => boolean) => string } | null {
  const field = inner.fields.find(({ key }) => ["naam", "onderwerp"].includes(key));
  if (!field) return null;
  if (others.pattern) return { label: "Naam", about: field.about, field: field.key, key: codeName };
  return field.key === "onderwerp" ? { label: "Onderwerp", about: field.about, field: field.key, key: exhibitName } : null;
}

function freshValue(holds: Holds, held: string, named: { key: string; name: string } | null): Given | null {
  switch (holds.sort) {
    case "table":
      return { sort: "table", of: named ? [{ key: named.key, value: { sort: "text", of: named.name } }] : [] };
    case "texts":
      return { sort: "list", of: [{ sort: "text", of: held.trim() }] };
    default:
      return held.trim() === "" ? null : { sort: "text", of: held.trim() };
  }
}
