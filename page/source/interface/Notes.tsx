// What the speaker says at a slide.
import type { SpokenNote } from "../protocol.ts";
import { stepsOf } from "../slides/deck.ts";
import { slideHere } from "../slides/state.ts";

/** The notes under the chosen slide. */
export function Notes() {
  const slide = slideHere.value;
  if (!slide) return null;
  const steps = stepsOf(slide);
  return (
    <section class="notes" aria-labelledby="notes-title">
      <header class="panel-head">
        <h2 id="notes-title">Notities</h2>
        {steps > 0 && <span class="notes-steps">Deze dia bouwt op in {steps === 1 ? "1 stap" : `${steps} stappen`}.</span>}
      </header>
      <div class="notes-body" tabIndex={0} role="group" aria-label={`Notities bij dia ${slide.number}`}>
        {slide.notes.length > 0 ? (
          <NoteText notes={slide.notes} />
        ) : (
          <p class="empty">
            Bij deze dia staan geen notities. Zet ze in de tekst van de dia, onder het kopje <code>## Notities</code>.
          </p>
        )}
      </div>
    </section>
  );
}

/** Notes as they are read; points that follow each other are one list. */
export function NoteText({ notes }: { notes: readonly SpokenNote[] }) {
  const parts: SpokenNote[][] = [];
  for (const note of notes) {
    const last = parts.at(-1);
    if (note.kind === "punt" && last?.[0]?.kind === "punt") last.push(note);
    else parts.push([note]);
  }
  return (
    <div class="note-text">
      {parts.map((part, index) => {
        const [first] = part;
        if (first?.kind === "punt") return <ul key={index}>{part.map(({ text }, at) => <li key={at}>{text}</li>)}</ul>;
        return first?.kind === "kop" ? <h3 key={index}>{first.text}</h3> : <p key={index}>{first?.text}</p>;
      })}
    </div>
  );
}
