// A place in a file with numbers where something is missing: the rows around it, and a way to the program it is changed with.
import { Fragment } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { SheetRow, ShownFinding, ShownSpot } from "../protocol.ts";
import { reasonOf } from "../refused.ts";
import { fetchRows, postAct } from "../requests.ts";
import { sharedFindings, sheetShown, shown } from "../state.ts";
import { Dialog } from "./Dialog.tsx";
import { Icon } from "./Icon.tsx";

export function SheetPlace() {
  const place = sheetShown.value;
  if (!place) return null;
  return <Place key={`${place.spot.file} ${place.spot.where}`} {...place} />;
}

const close = () => (sheetShown.value = null);

function Place({ spot, message, finding }: { spot: ShownSpot; message: string; finding: ShownFinding | null }) {
  const [rows, setRows] = useState<SheetRow[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [told, setTold] = useState("");
  const now = [...(shown.value?.findings ?? []), ...sharedFindings.value];
  const isMended = finding !== null && !now.some(({ code, message }) => code === finding.code && message === finding.message);
  // Whoever saves the file sees it here as well.
  useEffect(() => {
    fetchRows(spot).then(
      (rows) => (setRows(rows), setProblem(null)),
      (error: unknown) => setProblem(reasonOf(error)),
    );
  }, [spot, shown.value, sharedFindings.value]);
  const launch = async () => {
    setTold("");
    try {
      await postAct({ what: "launch", file: spot.file });
      setTold("Uw computer opent het bestand. Vul het cijfer in en bewaar het bestand: Griffel ziet dat vanzelf.");
    } catch (error) {
      setTold(reasonOf(error));
    }
  };
  return (
    <Dialog title={spot.file} sort="sheet-place" close={close}>
      <div class="dialog-content">
        {isMended ? (
          <p class="asking-fine" role="status">
            <Icon name="ok" /> Dit is opgelost.
          </p>
        ) : (
          <p class="asking-lead">
            <strong>{message}</strong> {where(spot)}
          </p>
        )}
        {problem && <p class="empty">{problem}</p>}
        {rows && !problem && <Rows spot={spot} rows={rows} isMended={isMended} />}
        <p role="status">{told}</p>
      </div>
      <div class="dialog-foot">
        <button type="button" class="button primary" onClick={() => void launch()}>
          Open dit bestand
        </button>
        <button type="button" class="button" onClick={close}>
          Sluiten
        </button>
      </div>
    </Dialog>
  );
}

/** What belongs where. */
function where({ where, column, lacks }: ShownSpot): string {
  if (!lacks) return where ? `Kijk bij ${where}.` : "";
  if (!where) return "Het hoort in dit bestand.";
  return column ? `Vul het in: ${where}.` : `Zet het erbij na ${where}.`;
}

function Rows({ spot, rows, isMended }: { spot: ShownSpot; rows: SheetRow[]; isMended: boolean }) {
  const columns = Math.max(...rows.map(({ cells }) => cells.length));
  const column = spot.column === null ? -1 : (rows.map(({ cells }) => cells.indexOf(spot.column ?? "")).find((at) => at >= 0) ?? -1);
  // What a whole file lacks comes at its end.
  const meant = spot.row ?? (spot.lacks ? (rows.at(-1)?.number ?? null) : null);
  const isMeant = (number: number) => !isMended && number === meant;
  const first = spot.lacks && spot.column === null ? "after" : "meant";
  return (
    <div class="sheet-rows" tabIndex={0} role="group" aria-label="Het bestand rond deze plek">
      <table>
        <caption class="unseen">
          Regels van {spot.file}
          {spot.sheet && `, blad ${spot.sheet}`}
        </caption>
        <tbody>
          {rows.map(({ number, cells }, index) => (
            <Fragment key={number}>
              {index > 0 && number > (rows[index - 1]?.number ?? 0) + 1 && (
                <tr class="gap">
                  <td>…</td>
                  <td colSpan={columns} />
                </tr>
              )}
              <tr class={isMeant(number) ? first : undefined} aria-current={isMeant(number) ? "location" : undefined}>
                <th scope="row">{number}</th>
                {Array.from({ length: columns }, (_, at) => (
                  <td key={at} class={isMeant(number) && at === column ? "lacks" : undefined}>
                    {cells[at] ?? ""}
                  </td>
                ))}
              </tr>
              {isMeant(number) && spot.lacks && spot.column === null && (
                <tr class="here">
                  <td>
                    <Icon name="right" />
                  </td>
                  <td colSpan={columns}>Hier hoort nog een regel</td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}
