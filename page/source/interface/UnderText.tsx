// The panel below the text: what Griffel says of it, or what colleagues do.
import { hasListed, openComments, panel } from "../comments/comments.ts";
import { beginComment } from "../comments/placing.ts";
import { current, sharedFindings, sortedFindings } from "../state.ts";
import { Comments } from "./Comments.tsx";
import { FindingCounts, Findings } from "./Findings.tsx";
import { Icon } from "./Icon.tsx";

export function UnderText() {
  const isOfFindings = panel.value === "findings";
  const open = openComments.value.length;
  const hasSome = isOfFindings ? sortedFindings.value.length + sharedFindings.value.length > 0 : hasListed.value;
  return (
    <section class={`findings${isOfFindings ? "" : " talk"}${hasSome ? "" : " none"}`} aria-labelledby="under-text-title">
      <header class="panel-head">
        <h2 class="unseen" id="under-text-title">
          {isOfFindings ? "Meldingen" : "Opmerkingen"}
        </h2>
        <div class="panel-choice" role="group" aria-label="Wat u onder de tekst ziet">
          <button type="button" class="view" aria-pressed={isOfFindings} onClick={() => (panel.value = "findings")}>
            Meldingen
          </button>
          <button type="button" class="view" aria-pressed={!isOfFindings} onClick={() => (panel.value = "comments")}>
            Opmerkingen
            {open > 0 && (
              <span class="panel-number">
                {open}
                <span class="unseen"> open</span>
              </span>
            )}
          </button>
        </div>
        {isOfFindings && <FindingCounts />}
        <button
          type="button"
          class="button quiet small comment-maker"
          title="Zeg iets over de woorden die zijn geselecteerd (Ctrl+Alt+M)"
          disabled={current.value === null}
          // The selection in the text stays.
          onMouseDown={(event) => event.preventDefault()}
          onClick={beginComment}
        >
          <Icon name="comment" />
          <span>Nieuwe opmerking</span>
        </button>
      </header>
      {isOfFindings ? <Findings /> : <Comments />}
    </section>
  );
}
