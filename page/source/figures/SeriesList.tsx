// All series: what each holds, how far it goes, where it comes from and where it is used. New files come in here.
import { useRef, useState } from "preact/hooks";
import { Icon } from "../interface/Icon.tsx";
import { open } from "../navigation.ts";
import type { SeriesRow, Use } from "../protocol.ts";
import { hideShelf, openFile } from "../shelf/shelf.ts";
import { addFiles, isBusy, loose, series, showLoose } from "./figures.ts";

export function SeriesList() {
  const rows = series.value;
  return (
    <article class="shelf-open series-list" aria-label="Alle reeksen">
      <header class="shelf-open-head">
        <div>
          <h2>Alle reeksen</h2>
          <p class="field-about">Een reeks is een bestand met cijfers, en een beschrijving van wat ze zeggen.</p>
        </div>
      </header>
      <DropZone />
      {loose.value.length > 0 && (
        <section class="loose" aria-labelledby="loose-title">
          <h3 id="loose-title">Nieuw in de map, nog niet beschreven</h3>
          <ul>
            {loose.value.map((file) => (
              <li key={file}>
                <span>{file.split("/").at(-1)}</span>
                <button type="button" class="button small" onClick={() => showLoose(file)}>
                  Bekijk {file.split("/").at(-1)}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {rows.length > 0 && (
        <div class="series-scroll" tabIndex={0} role="region" aria-label="Tabel met alle reeksen">
          <table class="series-table">
            <thead>
              <tr>
                <th scope="col">Reeks</th>
                <th scope="col">Cijfers</th>
                <th scope="col">Tot en met</th>
                <th scope="col">Bron</th>
                <th scope="col">Gebruikt in</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Row key={row.path} row={row} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </article>
  );
}

function Row({ row }: { row: SeriesRow }) {
  const held = row.measures.map(({ name, unit }) => `${name} (${unit})`).join(", ");
  const by = row.dimensions.map(({ name }) => name.toLowerCase()).join(" en ");
  return (
    <tr>
      <th scope="row">
        <button type="button" class="link" onClick={() => void openFile(row.path)}>
          {row.title}
        </button>
        <span class="series-id">{row.id}</span>
      </th>
      <td>
        {held}
        {by && `, per ${by}`}
      </td>
      <td>
        {row.last ?? "–"}
        {row.provisional && <span class="series-id">voorlopig</span>}
      </td>
      <td>{row.source}</td>
      <td>
        {row.used.length === 0 ? (
          <span class="series-id">nergens</span>
        ) : (
          <details>
            <summary>{row.used.length === 1 ? "1 plaats" : `${row.used.length} plaatsen`}</summary>
            <Uses uses={row.used} />
          </details>
        )}
      </td>
    </tr>
  );
}

/** Places that lead to where something is used. */
export function Uses({ uses }: { uses: Use[] }) {
  const go = ({ file, line, label }: Use) => {
    if (file.endsWith(".toml")) return void openFile(file, line);
    hideShelf();
    void open(label);
  };
  return (
    <ul class="uses">
      {uses.map((use) => (
        <li key={`${use.file} ${use.label}`}>
          <button type="button" class="link" onClick={() => go(use)}>
            {use.label}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Files are dropped here, or chosen. */
export function DropZone() {
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const over = (event: DragEvent, now: boolean) => (event.preventDefault(), setOver(now));
  return (
    <div
      class={`drop-zone${isOver ? " over" : ""}`}
      onDragEnter={(event) => over(event, true)}
      onDragOver={(event) => over(event, true)}
      onDragLeave={(event) => over(event, false)}
      onDrop={(event) => {
        over(event, false);
        void addFiles(event.dataTransfer?.files ?? []);
      }}
    >
      <p>Sleep hier een bestand met cijfers naartoe: Excel, ODS, CSV of JSON.</p>
      <button type="button" class="button" disabled={isBusy.value} onClick={() => input.current?.click()}>
        <Icon name="plus" />
        {isBusy.value ? "Even wachten…" : "Kies een bestand"}
      </button>
      <input
        ref={input}
        type="file"
        class="unseen"
        tabIndex={-1}
        aria-label="Bestand met cijfers"
        accept=".csv,.txt,.xlsx,.xls,.ods,.json"
        multiple
        onChange={(event) => {
          const files = event.currentTarget.files;
          if (files) void addFiles([...files]).then(() => input.current && (input.current.value = ""));
        }}
      />
    </div>
  );
}
