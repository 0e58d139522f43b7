// The window that asks what only the user knows before a finding goes away: a reason, or a source.
import { useState } from "preact/hooks";
import { dismiss } from "../acts.ts";
import { mendNow } from "../fixes.ts";
import type { ShownFinding, ShownFix } from "../protocol.ts";
import { Asking, Field } from "./Asking.tsx";

export function MendDialog({ finding, fix }: { finding: ShownFinding; fix: ShownFix }) {
  const [answer, setAnswer] = useState("");
  const { words = "", leastWords = 1 } = fix.question ?? {};
  const enough = answer.trim().split(/\s+/).filter(Boolean).length >= leastWords;
  const about = leastWords > 1 ? `Minstens ${leastWords} woorden. Dit komt niet in de PDF.` : "Dit komt bij het getal te staan als bron.";
  const run = async () => {
    dismiss();
    // A window that closes gives the focus back; then the text may have it.
    await new Promise((done) => setTimeout(done));
    await mendNow(finding, fix, answer);
  };
  return (
    <Asking title={fix.title} sort="mend" does={leastWords > 1 ? "Accepteer" : "Leg vast"} disabled={!enough} run={run}>
      <p class="asking-lead">{finding.message}</p>
      <Field label={words} about={about}>
        {(id, described) => (
          <input id={id} value={answer} aria-describedby={described} autoFocus onInput={(event) => setAnswer(event.currentTarget.value)} />
        )}
      </Field>
    </Asking>
  );
}
