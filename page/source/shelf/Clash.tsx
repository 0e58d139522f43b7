// Two people changed the same thing: both are shown, and one is chosen.
import { cellClash, settleCell } from "../figures/figures.ts";
import { letters } from "../figures/range.ts";
import { Dialog } from "../interface/Dialog.tsx";
import type { Change, Given, Hop } from "../protocol.ts";
import { clash, settle } from "./shelf.ts";
import { asTyped, at, sameWay } from "./values.ts";

/** Of a field or a file. */
export function Clash() {
  const chosen = clash.value;
  if (!chosen) return null;
  const { act, at: way, now } = chosen;
  const isText = act.what === "write" || way === null;
  const mine = act.what === "write" ? act.text : mineOf(act.changes, way ?? []);
  const theirs = isText ? now.text : asTyped(at(now.value, way));
  return <Both of={`${now.file.label}${isText ? "" : `, ${inWords(way)}`}`} mine={mine} theirs={theirs || "(leeg)"} settle={settle} canSet />;
}

/** Of a cell. */
export function CellClash() {
  const chosen = cellClash.value;
  if (!chosen) return null;
  const { file, cell, now } = chosen;
  const place = `${letters(cell.column)}${cell.row + 1}`;
  return <Both of={`${file.split("/").at(-1)}, cel ${place}`} mine={cell.becomes} theirs={now === null ? "(deze regel is er niet meer)" : now || "(leeg)"} settle={settleCell} canSet={now !== null} />;
}

interface BothProps {
  /** What both changed. */
  of: string;
  mine: string;
  theirs: string;
  settle: (mine: boolean) => Promise<void>;
  canSet: boolean;
}

function Both({ of, mine, theirs, settle, canSet }: BothProps) {
  return (
    <Dialog title="Iemand anders veranderde dit ook" sort="clash" close={() => void settle(false)}>
      <div class="dialog-content">
        <p class="asking-lead">{of}. Welke van de twee blijft staan?</p>
        <div class="side-by-side">
          <div>
            <h3>Van u</h3>
            <pre class="clash-text">{mine || "(weg)"}</pre>
          </div>
          <div>
            <h3>Van iemand anders, nu in het bestand</h3>
            <pre class="clash-text">{theirs}</pre>
          </div>
        </div>
      </div>
      <div class="dialog-foot">
        <button type="button" class="button primary" onClick={() => void settle(false)}>
          Laat staan wat er staat
        </button>
        {canSet && (
          <button type="button" class="button" onClick={() => void settle(true)}>
            Zet dat van mij erin
          </button>
        )}
        <button type="button" class="button" onClick={() => void navigator.clipboard.writeText(mine)}>
          Kopieer dat van mij
        </button>
      </div>
    </Dialog>
  );
}

function mineOf(changes: Change[], way: Hop[]): string {
  const change = changes.find((change) => sameWay(change.at, way));
  const value: Given | null = change?.what === "set" ? change.value : null;
  return change?.what === "rename" ? change.to : asTyped(value);
}

const inWords = (way: Hop[]) => way.map((step) => (typeof step === "number" ? `nummer ${step + 1}` : step.replaceAll("_", " "))).join(", ");
