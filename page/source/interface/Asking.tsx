// Windows that ask what is needed to make, move or decide something, and say why it is not done.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { dismiss } from "../acts.ts";
import { goToFinding } from "../actions.ts";
import type { ShownFinding } from "../protocol.ts";
import { Refused } from "../refused.ts";
import { Dialog } from "./Dialog.tsx";
import { Icon } from "./Icon.tsx";

export { Field } from "./Field.tsx";

interface AskingProps {
  title: string;
  sort: string;
  /** What the button says that does it. */
  does: string;
  /** It cannot be done yet. */
  disabled?: boolean;
  /** Leaves it; none: as most windows are left. */
  close?: () => void;
  /** What the button does; it throws when it is not done. */
  run: () => Promise<void>;
  children: ComponentChildren;
}

/** A form in a window: Enter does it, Escape leaves it. */
export function Asking({ title, sort, does, disabled, close = dismiss, run, children }: AskingProps) {
  const [refused, setRefused] = useState<Refused | null>(null);
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (isBusy) return;
    setBusy(true);
    setRefused(null);
    try {
      await run();
    } catch (error) {
      setRefused(error instanceof Refused ? error : new Refused(0, "Dit lukte niet.", "Laad de pagina opnieuw."));
    }
    setBusy(false);
  };
  return (
    <Dialog title={title} sort={sort} close={close}>
      <form class="asking" onSubmit={(event) => void submit(event)}>
        <div class="dialog-content">
          {children}
          <div role="alert">{refused && <Refusal refused={refused} />}</div>
        </div>
        <div class="dialog-foot">
          <button type="submit" class="button primary" disabled={disabled || isBusy}>
            {isBusy ? "Even wachten…" : does}
          </button>
          <button type="button" class="button" onClick={close}>
            Annuleren
          </button>
        </div>
      </form>
    </Dialog>
  );
}

export function Refusal({ refused }: { refused: Refused }) {
  return (
    <div class="refusal">
      <p>
        <strong>{refused.message}</strong> {refused.hint}
      </p>
      {refused.findings.length > 0 && <FindingList findings={refused.findings} />}
    </div>
  );
}

/** Findings that lead to their places. */
export function FindingList({ findings }: { findings: ShownFinding[] }) {
  const go = (finding: ShownFinding) => {
    dismiss();
    goToFinding(finding);
  };
  return (
    <ul class="in-the-way">
      {findings.map((finding, index) => (
        <li key={index}>
          <Icon name={finding.severity === "fout" ? "error" : "warning"} />
          <span>
            {finding.message} {finding.hints[0]}{" "}
            {finding.inManuscript || finding.mend ? (
              <button type="button" class="link" onClick={() => go(finding)}>
                Ga naar {finding.inManuscript ? finding.where || "de tekst" : [finding.mend?.file, finding.mend?.where].filter(Boolean).join(", ")}
              </button>
            ) : (
              <span class="in-file">
                {finding.file}
                {finding.where && `, ${finding.where}`}
              </span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
