// What a definition prints in a letter, as the engine tells it: a value with its formula, a chart, a table; and what is wrong.
import { useEffect, useRef } from "preact/hooks";
import { Field } from "../interface/Asking.tsx";
import { Icon } from "../interface/Icon.tsx";
import type { TriedOne } from "../protocol.ts";
import { chosenPeriod, period, periods } from "./trial.ts";

/** For which letter values are shown. */
export function PeriodChoice() {
  const all = periods.value.includes(period.value) ? periods.value : [period.value, ...periods.value];
  return (
    <div class="period-choice">
      <Field label="Laat zien voor een brief over">
        {(id) => (
          <select id={id} value={period.value} onChange={(event) => (chosenPeriod.value = event.currentTarget.value)}>
            {all.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        )}
      </Field>
    </div>
  );
}

/** The value of an indicator or fact. */
export function Value({ one }: { one: TriedOne | null }) {
  return (
    <div class="tried" role="status">
      {one?.value ? (
        <p>
          <span class="tried-label">In de brief van {period.value}:</span> <strong class="tried-value">{one.value}</strong>
          {one.filledIn && <span class="tried-formula"> = {one.filledIn}</span>}
        </p>
      ) : (
        <p class="tried-label">{one ? "Nog geen cijfer." : "Griffel rekent…"}</p>
      )}
      <Wrong one={one} />
    </div>
  );
}

/** What keeps it from being made. */
export function Wrong({ one }: { one: TriedOne | null }) {
  if (!one || one.findings.length === 0) return null;
  return (
    <ul class="in-the-way">
      {one.findings.slice(0, 3).map((finding, index) => (
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

/** A chart as it is drawn in documents, or a table with its numbers. */
export function Picture({ one, of }: { one: TriedOne; of?: string }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.replaceChildren();
    if (!one.svg || !place.current) return;
    // It is drawn by the engine; as a part of the page its letters are those of the page.
    const { documentElement } = new DOMParser().parseFromString(one.svg, "image/svg+xml");
    place.current.append(document.importNode(documentElement, true));
  }, [one.svg]);
  if (one.head.length > 0 && !one.svg) {
    return (
      <div class="tried-table" tabIndex={0} role="region" aria-label={of ? `De tabel ${of}` : "Voorbeeld van de tabel"}>
        <table>
          <thead>
            <tr>
              {one.head.map((head, index) => (
                <th key={index} scope="col">
                  {head || <span class="unseen">leeg</span>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {one.rows.slice(0, 12).map((row, index) => (
              <tr key={index}>
                {row.map((cell, column) => (column === 0 ? <th key={column} scope="row">{cell}</th> : <td key={column}>{cell}</td>))}
              </tr>
            ))}
          </tbody>
        </table>
        {one.rows.length > 12 && <p class="field-about">en nog {one.rows.length - 12} rijen</p>}
      </div>
    );
  }
  return <div class="tried-picture" role="img" aria-label={one.alt ?? "Voorbeeld"} ref={place} />;
}
