// The drawer that tells where a number, or all numbers of an exhibit, come from.
import { numbersOf, goToNeighbourNumber } from "../actions.ts";
import type { CellOrigin, NumberOrigin } from "../protocol.ts";
import { settings } from "../settings.ts";
import { anchors, chosenAnchor } from "../state.ts";
import { Icon } from "./Icon.tsx";
import { Splitter } from "./Splitter.tsx";

/** The formula of a number that is one cell, which the cell itself tells better. */
const ONE_CELL = "één cel";

export function Provenance() {
  const anchor = chosenAnchor.value;
  const numbers = anchor === null ? [] : numbersOf(anchor);
  const [first] = numbers;
  if (anchor === null || !first) return null;
  const height = settings.drawerHeight.value ?? Math.max(180, Math.min(window.innerHeight * 0.45, 400));
  return (
    <>
      <Splitter
        label="Hoogte van de herkomst"
        orientation="horizontal"
        resizes="after"
        size={height}
        least={120}
        most={Math.max(240, window.innerHeight * 0.7)}
        change={(size) => (settings.drawerHeight.value = size)}
      />
      <section class="provenance" aria-labelledby="provenance-title" ref={(element) => void (element && (element.style.height = `${height}px`))}>
        <header class="panel-head">
          <h2 id="provenance-title">Herkomst</h2>
          <span class="provenance-count" aria-live="polite">
            {anchors.value.indexOf(anchor) + 1} van {anchors.value.length}
          </span>
          <button type="button" class="button quiet round small" aria-label="Vorig getal" title="Vorig getal (Shift+h)" onClick={() => goToNeighbourNumber(-1)}>
            <Icon name="left" />
          </button>
          <button type="button" class="button quiet round small" aria-label="Volgend getal" title="Volgend getal (h)" onClick={() => goToNeighbourNumber(1)}>
            <Icon name="right" />
          </button>
          <span class="space" />
          <button type="button" class="button quiet round small" aria-label="Herkomst sluiten" title="Sluiten (Escape)" onClick={() => (chosenAnchor.value = null)}>
            <Icon name="close" />
          </button>
        </header>
        <div class="provenance-body" tabIndex={0} role="group" aria-label="Gegevens van het getal">
          {numbers.length === 1 ? <OneNumber number={first} /> : <ManyNumbers numbers={numbers} />}
        </div>
      </section>
    </>
  );
}

function OneNumber({ number }: { number: NumberOrigin }) {
  return (
    <>
      <div class="number-head">
        <span class="number-printed">{number.printed}</span>
        <span class="number-name">{nameOf(number)}</span>
        {number.status && <span class={`number-status ${number.status === "definitief" ? "final" : ""}`}>{number.status}</span>}
      </div>
      <dl class="facts">
        <Fact name="Periode" value={number.period} />
        <Fact name="Formule" value={formulaOf(number)} code />
        {number.filledIn !== null && number.filledIn !== number.formula && <Fact name="Ingevuld" value={number.filledIn} code />}
        <Fact name={number.sources.length > 1 ? "Bronnen" : "Bron"} value={number.sources.join("; ")} />
      </dl>
      {number.cells.length > 0 && <Cells cells={number.cells} />}
    </>
  );
}

function Fact({ name, value, code = false }: { name: string; value: string; code?: boolean }) {
  if (!value) return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>{code ? <code>{value}</code> : value}</dd>
    </>
  );
}

function Cells({ cells }: { cells: CellOrigin[] }) {
  return (
    <table>
      <caption>Cellen</caption>
      <thead>
        <tr>
          <th scope="col">Maat</th>
          <th scope="col">Bestand</th>
          <th scope="col">Plaats</th>
          <th scope="col" class="amount">Waarde</th>
          <th scope="col">Status</th>
        </tr>
      </thead>
      <tbody>
        {cells.map((cell, index) => (
          <tr key={index}>
            <td>{cell.measure}</td>
            <td>{cell.file}</td>
            <td>{cell.place}</td>
            <td class="amount">{cell.value}</td>
            <td>{cell.status}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** All numbers of a chart, or those that stand together in a cell of a table. */
function ManyNumbers({ numbers }: { numbers: NumberOrigin[] }) {
  const sources = [...new Set(numbers.flatMap((number) => number.sources))];
  return (
    <>
      <table>
        <caption>{numbers.length} getallen</caption>
        <thead>
          <tr>
            <th scope="col" class="amount">Getal</th>
            <th scope="col">Wat</th>
            <th scope="col">Periode</th>
            <th scope="col">Formule of cel</th>
            <th scope="col">Status</th>
          </tr>
        </thead>
        <tbody>
          {numbers.map((number, index) => (
            <tr key={index}>
              <td class="amount strong">{number.printed}</td>
              <td>{nameOf(number)}</td>
              <td>{number.period}</td>
              <td>
                {formulaOf(number) && <code>{formulaOf(number)}</code>}
                {number.cells.map((cell, at) => (
                  <span class="cell-place" key={at}>
                    {cell.file}, {cell.place}
                  </span>
                ))}
              </td>
              <td>{number.status}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {sources.length > 0 && <p class="sources">{sources.length > 1 ? "Bronnen" : "Bron"}: {sources.join("; ")}</p>}
    </>
  );
}

function nameOf(number: NumberOrigin): string {
  return [number.name, ...number.about.map(([, value]) => value)].filter(Boolean).join(", ");
}

const formulaOf = ({ formula, cells }: NumberOrigin): string => (formula === ONE_CELL && cells.length > 0 ? "" : formula);
