// What can be put into the text by its name: found by what people call it, with what it prints in this text.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { latest } from "../connection.ts";
import * as editor from "../editor/editor.ts";
import { endOfHead } from "../editor/head.ts";
import { Dialog } from "../interface/Dialog.tsx";
import { stepRound } from "../interface/listing.ts";
import { Picture, Wrong } from "../pointing/Shown.tsx";
import { Trial } from "../pointing/trial.ts";
import type { Word } from "../protocol.ts";
import { current, thisDocument } from "../state.ts";
import type { Sort } from "./aid.ts";
import { definitionOf } from "./definitions.ts";
import { insertBelow, insertInSentence } from "./insertions.ts";
import { leaveAid } from "./leave.ts";
import { callOf, figuresIn, matching, type Named, named } from "./names.ts";

const vocabulary = latest("vocabulary");

/** More are not shown at once. */
const MOST = 80;

/** So long one is chosen before its picture is asked for, in milliseconds: whoever goes through the list asks for few. */
const PAUSE = 100;

interface Offer extends Named {
  sort: Sort;
  call: string;
  /** It is a paragraph by itself. */
  standsAlone: boolean;
}

const SORTS: [sort: Sort, label: string, one: string][] = [
  ["getal", "Getal", "getal"],
  ["grafiek", "Grafiek", "grafiek"],
  ["tabel", "Tabel uit cijfers", "tabel"],
  ["zaak", "Zaak", "zaak"],
  ["afkorting", "Afkorting", "afkorting"],
  ["periode", "Datum of periode", "datum of periode"],
  ["verwijzing", "Verwijzing naar figuur", "verwijzing"],
  ["gegeven", "Ander gegeven", "gegeven"],
];
const oneOf = (sort: Sort): string => SORTS.find(([one]) => one === sort)?.[2] ?? "";

const OF_KIND: Partial<Record<Word["kind"], Sort>> = {
  kengetal: "getal",
  feit: "getal",
  grafiek: "grafiek",
  tabel: "tabel",
  zaak: "zaak",
  afkorting: "afkorting",
  periode: "periode",
  gegeven: "gegeven",
};

/** The date of a text is a given as all others. */
const DATE = "datum";

/** Everything that can be put in, in the order of the sorts; what seems to be about this text first. */
function offers(): Offer[] {
  const told = vocabulary.value;
  if (!told || told.document !== current.value) return [];
  const { doc } = editor.state();
  const end = endOfHead(doc);
  const body = doc.sliceString(end);
  const all = named(told.words, doc.sliceString(0, end), body);
  const byName = all.flatMap((one): Offer[] => {
    const sort = one.word.label === DATE ? "periode" : OF_KIND[one.word.kind];
    if (!sort) return [];
    return [{ ...one, sort, call: `{{ ${callOf(one.word)} }}`, standsAlone: sort === "grafiek" || sort === "tabel" }];
  });
  const figures = figuresIn(body).map(({ name, title }): Offer => {
    const exhibit = all.find(({ word }) => word.label === name && (word.kind === "grafiek" || word.kind === "tabel"));
    const word = exhibit?.word ?? { label: name, kind: "grafiek", detail: title, value: null };
    return { word, title: exhibit?.title ?? (title || name), isOwn: true, sort: "verwijzing", call: `{{ verwijs("${name}") }}`, standsAlone: false };
  });
  const place = (sort: Sort) => SORTS.findIndex(([one]) => one === sort);
  return [...byName, ...figures].sort((a, b) => place(a.sort) - place(b.sort));
}

export function InsertDialog({ sort: first }: { sort: Sort | null }) {
  const [sort, setSort] = useState<Sort | null>(first);
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const search = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const told = vocabulary.value;
  const all = useMemo(offers, [told]);
  const found = matching(sort ? all.filter((one) => one.sort === sort) : all, typed);
  const shown = found.slice(0, MOST);
  const chosen = shown[Math.min(at, shown.length - 1)];
  const chosenAt = chosen ? shown.indexOf(chosen) : -1;
  useEffect(() => search.current?.focus(), []);
  useEffect(() => list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" }), [chosenAt, typed, sort]);
  const put = (offer: Offer | undefined) => {
    if (offer) leaveAid(() => void editor.run(offer.standsAlone ? insertBelow(offer.call) : insertInSentence(offer.call)));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const last = shown.length - 1;
    const byPage = { PageDown: Math.min(chosenAt + 8, last), PageUp: Math.max(chosenAt - 8, 0) }[event.key];
    // Home and End are for the words that are typed.
    const to = byPage ?? (event.key.startsWith("Arrow") ? stepRound(event.key, chosenAt, shown.length) : null);
    if (event.key === "Enter") put(chosen);
    else if (to !== null) setAt(to);
    else return;
    event.preventDefault();
  };
  const choose = (next: Sort | null) => {
    setSort(next);
    setAt(0);
    search.current?.focus();
  };
  return (
    <Dialog title="Invoegen" sort="insert" close={() => leaveAid()}>
      <div class="insert-search">
        <input
          ref={search}
          class="insert-field"
          role="combobox"
          aria-label="Zoek op naam"
          aria-expanded="true"
          aria-controls="insert-list"
          aria-activedescendant={chosen ? `insert-${chosenAt}` : undefined}
          aria-autocomplete="list"
          placeholder="Zoek op naam, zoals kosten per jongere"
          autocomplete="off"
          spellcheck={false}
          value={typed}
          onInput={(event) => {
            setTyped(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
        <div class="insert-sorts" role="group" aria-label="Wat u zoekt">
          {([[null, "Alles"], ...SORTS.filter(([one]) => one === "verwijzing" || all.some((offer) => offer.sort === one))] as [Sort | null, string][]).map(([one, label]) => (
            <button key={label} type="button" class="chip" aria-pressed={sort === one} onClick={() => choose(one)}>
              {label}
            </button>
          ))}
        </div>
      </div>
      <div class="insert-body">
        <div class="insert-results">
          <ul id="insert-list" class="insert-list" role="listbox" aria-label="Gevonden" ref={list}>
            {shown.map((offer, index) => (
              <li
                key={`${offer.sort} ${offer.word.label}`}
                id={`insert-${index}`}
                role="option"
                aria-selected={index === chosenAt}
                class="insert-option"
                onClick={() => (index === chosenAt ? put(offer) : setAt(index))}
                onDblClick={() => put(offer)}
              >
                <span class="insert-title">{offer.title}</span>
                <span class="insert-value">{besideOf(offer, sort === null)}</span>
                <span class="insert-name">{offer.word.label === offer.title ? "" : offer.word.label}</span>
              </li>
            ))}
          </ul>
          <p class="insert-note" role="status">
            {found.length === 0 ? nothing(sort, typed) : found.length > MOST ? `De eerste ${MOST} van ${found.length}. Typ een woord om verder te zoeken.` : ""}
          </p>
        </div>
        <div class="insert-preview">{chosen && <Preview offer={chosen} />}</div>
      </div>
      <div class="dialog-foot">
        <button type="button" class="button primary" disabled={!chosen} onClick={() => put(chosen)}>
          Voeg in
        </button>
        <button type="button" class="button" onClick={() => leaveAid()}>
          Annuleren
        </button>
      </div>
    </Dialog>
  );
}

/** What stands behind the name of an offer: what it prints; or what it is, among others. */
function besideOf({ word, sort }: Offer, isAmongOthers: boolean): string {
  if (word.value) return word.value;
  if (sort === "getal") return "geen cijfer";
  if (word.kind === "gegeven" || word.kind === "afkorting") return word.detail;
  return isAmongOthers ? oneOf(sort) : "";
}

function nothing(sort: Sort | null, typed: string): string {
  if (typed) return "Niets gevonden. Probeer een ander woord.";
  return sort === "verwijzing" ? `Er staat nog geen figuur in ${thisDocument.value}. Voeg eerst een grafiek, tabel of afbeelding in.` : "Er is nog niets.";
}

/** What the one that is chosen prints. */
function Preview({ offer }: { offer: Offer }) {
  const { word, title, call } = offer;
  const hasPicture = word.kind === "grafiek" || word.kind === "tabel";
  return (
    <>
      <h3>{title}</h3>
      {word.value && <p class="tried-value">{word.value}</p>}
      {!hasPicture && word.detail && word.detail !== title && <p>{word.detail}</p>}
      {hasPicture && <Thumbnail key={word.label} word={word} />}
      <p class="insert-call">
        In de tekst: <code>{call}</code>
      </p>
    </>
  );
}

/** A chart or a table as the engine makes it for the period of this text. */
function Thumbnail({ word }: { word: Word }) {
  const trial = useMemo(() => new Trial(), []);
  const [isKnown, setKnown] = useState(true);
  useEffect(() => {
    let gone = false;
    const show = async () => {
      const text = await definitionOf(word.label);
      if (gone) return;
      setKnown(text !== null);
      if (text !== null) trial.try("grafieken", text, current.value?.split("/")[0] ?? "");
    };
    const timer = setTimeout(() => void show(), PAUSE);
    return () => {
      gone = true;
      clearTimeout(timer);
      trial.stop();
    };
  }, [word.label]);
  if (!isKnown) return null;
  const one = trial.answer.value?.[word.label];
  if (!one) return <p class="tried-label">Griffel tekent…</p>;
  return (
    <>
      {(one.svg || one.head.length > 0) && <Picture one={one} of={word.label} />}
      <Wrong one={one} />
    </>
  );
}
