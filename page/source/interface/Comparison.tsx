// What is new in the document: it lies over the pages, and follows the text.
import type { ComponentChildren } from "preact";
import { counted } from "../announce.ts";
import { comparedWith, goToLine, news } from "../comparison.ts";
import type { JsonChange, JsonDifference, News, JsonExhibit, JsonNumber, JsonSaid, JsonSentence } from "../protocol.ts";
import { noun } from "../state.ts";
import { Icon } from "./Icon.tsx";

export function Comparison() {
  const told = news.value;
  return (
    <section class="comparison" aria-label="Wat is er nieuw?" tabIndex={0}>
      {told === null ? <p class="comparison-lead empty">De verschillen worden opgezocht.</p> : <Told told={told} />}
    </section>
  );
}

function Told({ told }: { told: News }) {
  if (told.others.length === 0) {
    return (
      <div class="comparison-lead">
        <h2>Er is geen andere {noun.value} met deze naam</h2>
        <p>
          Griffel vergelijkt met dezelfde naam, over een andere periode. Deze {noun.value} heet <code>{told.document.split("/").at(-1)}</code>.
        </p>
      </div>
    );
  }
  return (
    <>
      <header class="comparison-head">
        <label for="compared-with">Vergeleken met</label>
        <select
          id="compared-with"
          value={told.against ?? ""}
          onChange={(event) => (comparedWith.value = event.currentTarget.value || null)}
        >
          {told.against === null && <option value="">kies een periode</option>}
          {told.others.map(({ period, name }) => (
            <option key={period} value={period}>
              {name}
            </option>
          ))}
        </select>
        {told.difference && told.against && <Summary difference={told.difference} />}
      </header>
      {told.problem && (
        <p class="comparison-problem" role="status">
          <Icon name="error" />
          <span>
            <strong>{told.problem.message}</strong> {told.problem.hint}
            {told.difference && " Dit is de vergelijking van vóór de fout."}
          </span>
        </p>
      )}
      {told.against === null && (
        <p class="comparison-lead">Er is geen eerdere {noun.value} met deze naam. Kies een latere periode om mee te vergelijken.</p>
      )}
      {told.difference && told.against && <Differences difference={told.difference} />}
    </>
  );
}

function Summary({ difference: { samenvatting } }: { difference: JsonDifference }) {
  const { getallen, zinnen, figuren } = samenvatting;
  const numbers = getallen.veranderd + getallen.nieuw + getallen.vervallen;
  const sentences = zinnen.gewijzigd + zinnen.nieuw + zinnen.vervallen;
  return (
    <ul class="comparison-counts">
      <li>{counted(numbers, "getal", "getallen")} anders</li>
      <li>{counted(sentences, "zin", "zinnen")} anders</li>
      <li>{counted(figuren, "figuur of tabel", "figuren en tabellen")} anders</li>
    </ul>
  );
}

function Differences({ difference }: { difference: JsonDifference }) {
  const { kop, getallen, tekst, figuren, samenvatting } = difference;
  if (difference.gelijk) {
    return (
      <p class="comparison-lead all-well">
        <Icon name="ok" />
        Er is niets veranderd: beide zeggen hetzelfde.
      </p>
    );
  }
  const changed = getallen.filter(({ toestand }) => toestand !== "gelijk");
  const exhibits = figuren.filter(({ toestand }) => toestand !== "gelijk");
  const isOfText = ({ toestand }: JsonSentence) => ["gewijzigd", "nieuw", "vervallen"].includes(toestand);
  const onlyNumbers = ({ toestand }: JsonSentence) => toestand === "cijfers";
  const sides: Sides = { old: difference.oud.periode, now: difference.nieuw.periode };
  return (
    <>
      {kop.length > 0 && (
        <Part title={`Kop van de ${noun.value}`}>
          <table class="changes">
            <caption class="unseen">Gegevens in de kop van de {noun.value}</caption>
            <Heads names={["Gegeven", "Eerder", "Nu"]} numbersFrom={3} sides={sides} />
            <tbody>
              {kop.map(({ veld, oud, nieuw }) => (
                <tr key={veld}>
                  <th scope="row">{veld}</th>
                  <td>{value(oud)}</td>
                  <td>{value(nieuw)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Part>
      )}
      {changed.length > 0 && (
        <Part title="Getallen">
          <Scroll label="Getallen die anders zijn">
            <table class="changes numbers">
              <caption class="unseen">Getallen die anders zijn</caption>
              <Heads names={["Getal", "Eerder", "Nu", "Verschil", "In procenten"]} numbersFrom={1} sides={sides} />
              <tbody>{changed.map((number, index) => <NumberRow key={index} number={number} period={sides.now} />)}</tbody>
            </table>
          </Scroll>
          {samenvatting.getallen.gelijk > 0 && (
            <p class="comparison-note">{counted(samenvatting.getallen.gelijk, "ander getal is", "andere getallen zijn")} gelijk gebleven.</p>
          )}
        </Part>
      )}
      {tekst.some(({ zinnen }) => zinnen.some(isOfText)) && (
        <Part title="Tekst">
          <Sentences parts={tekst} wanted={isOfText} sides={sides} />
        </Part>
      )}
      {exhibits.length > 0 && (
        <Part title="Figuren en tabellen">{exhibits.map((exhibit, index) => <ExhibitPart key={index} exhibit={exhibit} sides={sides} />)}</Part>
      )}
      {samenvatting.zinnen.cijfers > 0 && (
        <details class="comparison-part">
          <summary>{counted(samenvatting.zinnen.cijfers, "zin", "zinnen")} met alleen andere cijfers of een andere periode</summary>
          <Sentences parts={tekst} wanted={onlyNumbers} sides={sides} />
        </details>
      )}
    </>
  );
}

interface Sides {
  old: string;
  now: string;
}

function Part({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="comparison-part">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** A table that may be wider than the window is scrolled, also with the keyboard. */
function Scroll({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div class="scroll" role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}

function Heads({ names, numbersFrom, sides }: { names: string[]; numbersFrom: number; sides: Sides }) {
  const period = (name: string) => (name === "Eerder" ? sides.old : name === "Nu" ? sides.now : "");
  return (
    <thead>
      <tr>
        {names.map((name, index) => (
          <th scope="col" class={index >= numbersFrom ? "amount" : undefined} key={name}>
            {name}
            {period(name) && <span class="where">{period(name)}</span>}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function NumberRow({ number, period }: { number: JsonNumber; period: string }) {
  const { naam, kenmerken = [], oud, nieuw, verschil, toestand } = number;
  const about = [
    ...(toestand === "veranderd" ? [] : [toestand === "nieuw" ? `nieuw in de ${noun.value}` : `niet meer in de ${noun.value}`]),
    ...kenmerken.map(({ waarde }) => waarde),
    ...(nieuw && nieuw.periode !== period ? [`over ${nieuw.periode}`] : []),
  ];
  return (
    <tr>
      <th scope="row">
        {nieuw?.regel === undefined ? naam : <Lead line={nieuw.regel} words="">{naam}</Lead>}
        {about.length > 0 && <span class="where">{about.join(", ")}</span>}
      </th>
      <td class="amount">{value(oud?.afgedrukt)}</td>
      <td class="amount now">{value(nieuw?.afgedrukt)}</td>
      <By change={verschil} />
    </tr>
  );
}

/** Two cells: in the unit, and as a percentage. */
function By({ change }: { change: JsonChange | undefined }) {
  return (
    <>
      <td class="amount">{change?.absoluut}</td>
      <td class="amount">{change?.omgedraaid ? <span class="turned">richting omgekeerd</span> : change?.relatief}</td>
    </>
  );
}

function Lead({ line, words, children }: { line: number; words: string; children: ComponentChildren }) {
  return (
    <button type="button" class="lead" title={`Naar regel ${line}`} onClick={(event) => (event.stopPropagation(), goToLine(line, words))}>
      {children}
    </button>
  );
}

function Sentences({ parts, wanted, sides }: { parts: JsonDifference["tekst"]; wanted: (sentence: JsonSentence) => boolean; sides: Sides }) {
  return (
    <>
      {parts.map((part, index) => {
        const sentences = part.zinnen.filter(wanted);
        if (sentences.length === 0) return null;
        return (
          <div class="passage" key={index}>
            <h3>
              {part.onderdeel}
              {!part.in_oud && <span class="tag">nieuw onderdeel</span>}
              {!part.in_nieuw && <span class="tag">vervallen onderdeel</span>}
            </h3>
            <table class="sentences">
              <caption class="unseen">Zinnen in {part.onderdeel}</caption>
              <thead>
                <tr>
                  <th scope="col">Wat</th>
                  <th scope="col">Eerder, {sides.old}</th>
                  <th scope="col">Nu, {sides.now}</th>
                </tr>
              </thead>
              <tbody>{sentences.map((sentence, at) => <SentenceRow key={at} sentence={sentence} />)}</tbody>
            </table>
          </div>
        );
      })}
    </>
  );
}

const WORDS = { gelijk: "Gelijk", cijfers: "Cijfers", gewijzigd: "Gewijzigd", nieuw: "Nieuw", vervallen: "Vervallen" };

function SentenceRow({ sentence: { toestand, oud, nieuw } }: { sentence: JsonSentence }) {
  const line = nieuw?.regel;
  const words = nieuw?.stukken.map(({ tekst }) => tekst).join("").trim() ?? "";
  return (
    <tr class={toestand}>
      <td class="state">
        <span class="tag">{WORDS[toestand]}</span>
        {line !== undefined && <Lead line={line} words={words}>regel {line}</Lead>}
      </td>
      <td class={oud ? "old" : "old absent"}>{oud ? <Words said={oud} isNew={false} /> : `Staat niet in de eerdere ${noun.value}.`}</td>
      <td
        class={nieuw ? (line === undefined ? "new" : "new leads") : "new absent"}
        // The keyboard has the button beside it.
        onClick={line === undefined ? undefined : () => getSelection()?.isCollapsed !== false && goToLine(line, words)}
      >
        {nieuw ? <Words said={nieuw} isNew /> : `Staat niet meer in de ${noun.value}.`}
      </td>
    </tr>
  );
}

function Words({ said, isNew }: { said: JsonSaid; isNew: boolean }) {
  return (
    <>
      {said.stukken.map(({ tekst, anders }, index) =>
        anders ? <Marked key={index} text={tekst} isNew={isNew} isWhole={said.stukken.length === 1} /> : tekst,
      )}
    </>
  );
}

/** Words that changed, so that one hears it too. */
function Marked({ text, isNew, isWhole = false }: { text: string; isNew: boolean; isWhole?: boolean }) {
  const content = (
    <>
      <span class="unseen">[{isNew ? "nieuw" : "vervallen"}: </span>
      {text}
      <span class="unseen">]</span>
    </>
  );
  const sort = isWhole ? "whole" : undefined;
  return isNew ? <ins class={sort}>{content}</ins> : <del class={sort}>{content}</del>;
}

function ExhibitPart({ exhibit, sides }: { exhibit: JsonExhibit; sides: Sides }) {
  const { toestand, oud, nieuw, erbij, eraf, punten } = exhibit;
  const side = nieuw ?? oud;
  const captions = [
    ["Titel", oud?.titel, nieuw?.titel],
    ["Onderwerp", oud?.onderwerp, nieuw?.onderwerp],
    ["Bron", oud?.bronnen.join(", "), nieuw?.bronnen.join(", ")],
  ].filter(([, before, now]) => oud && nieuw && before !== now);
  const name = `${side?.plaats ?? exhibit.naam}: ${side?.titel || side?.onderwerp || exhibit.naam}`;
  return (
    <div class="passage">
      <h3>
        {name.charAt(0).toUpperCase() + name.slice(1)}
        {toestand !== "veranderd" && <span class="tag">{toestand}</span>}
      </h3>
      {captions.map(([what, before, now]) => (
        <p class="caption-change" key={what}>
          {what}: {before && <Marked text={before} isNew={false} />} {now && <Marked text={now} isNew />}
        </p>
      ))}
      {erbij.length > 0 && <p>Nu ook: {erbij.join(", ")}.</p>}
      {eraf.length > 0 && <p>Niet meer: {eraf.join(", ")}.</p>}
      {punten.length > 0 && (
        <Scroll label={`Cijfers in ${name}`}>
          <table class="changes numbers">
            <caption class="unseen">Cijfers in {name}</caption>
            <Heads names={["Cijfer", "Eerder", "Nu", "Verschil", "In procenten"]} numbersFrom={1} sides={sides} />
            <tbody>
              {punten.map((point, index) => (
                <tr key={index}>
                  <th scope="row">
                    {point.naam}
                    {point.reden === "herzien" && <span class="where">herzien</span>}
                  </th>
                  <td class="amount">{value(point.oud)}</td>
                  <td class="amount now">{value(point.nieuw)}</td>
                  <By change={point.verschil} />
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </div>
  );
}

function value(text: string | null | undefined) {
  return text ?? <span class="none">geen</span>;
}
