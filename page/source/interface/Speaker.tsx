// The speaker's window: the slide that is on the wall, what comes next, the notes and the time.
import { useEffect, useRef } from "preact/hooks";
import { session } from "../session.ts";
import { onward, pageAt, samePosition, stepInWords, stepsOf } from "../slides/deck.ts";
import { meaningOf } from "../slides/keys.ts";
import { other } from "../slides/link.ts";
import { act, digits } from "../slides/presenting.ts";
import { backToZero, isRunning, notesSize, now, pauseOrGoOn, presentation, sizeBeside, timer } from "../slides/speaker.ts";
import { black, deck, deckPages, placeInWords, position, slideHere } from "../slides/state.ts";
import { elapsed, spent, timeOfDay } from "../slides/timer.ts";
import { trouble } from "../state.ts";
import { Icon } from "./Icon.tsx";
import { NoteText } from "./Notes.tsx";
import { PageView } from "./PageView.tsx";
import { StageView } from "./StageView.tsx";

export function Speaker() {
  const { title, isKnown } = presentation.value;
  useEffect(() => {
    document.title = title ? `Sprekersscherm – ${title}` : "Sprekersscherm – Griffel";
  }, [title]);
  useEffect(listen, []);
  const [page] = deckPages.value;
  const ratio = page ? page.width / page.height : 16 / 9;
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => element.current?.style.setProperty("--ratio", String(ratio)), [ratio]);
  return (
    <div class="speaker" ref={element}>
      <header class="speaker-top">
        <h1>{title || "Sprekersscherm"}</h1>
        <Times />
      </header>
      <Message isKnown={isKnown} />
      <main class="speaker-main">
        <div class="speaker-grid">
          <section class="speaker-now" aria-labelledby="speaker-now">
            <h2 id="speaker-now">Nu</h2>
            <div class="speaker-slide">
              <StageView />
              {black.value && <p class="speaker-black">Het scherm is zwart</p>}
            </div>
            <Controls />
          </section>
          <Next />
          <Words />
        </div>
      </main>
      <p class="unseen" role="status">
        {black.value ? "Het scherm is zwart." : placeInWords.value}
      </p>
    </div>
  );
}

function Times() {
  const time = spent(elapsed(timer.value, now.value));
  const runs = isRunning();
  return (
    <div class="speaker-times">
      <div class="speaker-time" role="group" aria-label="Tijd sinds het begin">
        <span class={runs ? "clock" : "clock standing"} role="timer">
          {time}
        </span>
        <span class="clock-label">{runs ? "sinds het begin" : "staat stil"}</span>
        <button type="button" class="speaker-button" onClick={pauseOrGoOn}>
          <Icon name={runs ? "pause" : "present"} />
          <span>{runs ? "Pauze" : timer.value.before > 0 ? "Ga verder" : "Start"}</span>
        </button>
        <button type="button" class="speaker-button" onClick={backToZero}>
          <Icon name="reset" />
          <span>Op nul</span>
        </button>
      </div>
      <div class="speaker-time">
        <span class="clock">{timeOfDay(new Date(now.value))}</span>
        <span class="clock-label">uur</span>
      </div>
    </div>
  );
}

/** What stands in the way of a good presentation, if anything does. */
function Message({ isKnown }: { isKnown: boolean }) {
  const text = session.expired.value
    ? "Griffel is opnieuw gestart. Sluit dit venster, en open het sprekersscherm opnieuw."
    : session.connected.value === false
      ? "Griffel antwoordt niet. Kijk of het venster waarin u Griffel startte nog open is. De dia's die u al zag, blijven werken."
      : !isKnown
        ? "Deze presentatie is er niet meer. Is het bestand verplaatst of hernoemd?"
        : trouble.value
          ? `${trouble.value.message} ${trouble.value.hint}`
          : other.value === null
            ? "Het venster met de dia's is niet open. Open in Griffel deze presentatie, en klik op Presenteren."
            : other.value.presents
              ? null
              : "De dia's staan nog niet op het grote scherm. Sleep het andere venster daarheen, en klik daar op Presenteren.";
  return (
    <p class={text ? "speaker-message" : "speaker-message none"} role="status">
      {text}
    </p>
  );
}

function Controls() {
  const count = deck.value.length;
  const slide = slideHere.value;
  const steps = slide ? stepsOf(slide) : 0;
  return (
    <div class="speaker-controls">
      <button type="button" class="speaker-button large" onClick={() => act({ to: "back" })} title="Terug (pijl naar links)">
        <Icon name="left" />
        <span>Terug</span>
      </button>
      <p class="speaker-place">
        <strong>
          Dia {position.value.slide} van {count}
        </strong>
        {steps > 0 && <span>{stepInWords(position.value.step, steps)}</span>}
        {digits.value && <span>naar dia {digits.value}: druk op Enter</span>}
      </p>
      <button type="button" class="speaker-button" aria-pressed={black.value} onClick={() => act({ to: "black" })} title="Zwart scherm (b)">
        <Icon name="black" />
        <span>Zwart</span>
      </button>
      <button type="button" class="speaker-button large primary" onClick={() => act({ to: "on" })} title="Verder (pijl naar rechts)">
        <span>Verder</span>
        <Icon name="right" />
      </button>
    </div>
  );
}

function Next() {
  const at = position.value;
  const next = onward(deck.value, at);
  const isLast = samePosition(next, at);
  const slide = deck.value[next.slide - 1];
  return (
    <section class="speaker-next" aria-labelledby="speaker-next">
      <h2 id="speaker-next">Hierna</h2>
      <div class="speaker-slide">{isLast ? <p class="speaker-end">Dit is het einde.</p> : <PageView page={pageAt(deck.value, next)} inSight />}</div>
      {!isLast && slide && (
        <p class="speaker-next-title">
          {next.slide === at.slide ? `Stap ${next.step} van deze dia` : `Dia ${next.slide}: ${slide.title || "zonder titel"}`}
        </p>
      )}
    </section>
  );
}

function Words() {
  const slide = slideHere.value;
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => body.current?.style.setProperty("--size", `${notesSize.value}px`), [notesSize.value]);
  useEffect(() => {
    if (body.current) body.current.scrollTop = 0;
  }, [slide?.number]);
  const [smaller, larger] = [sizeBeside(-1), sizeBeside(1)];
  return (
    <section class="speaker-notes" aria-labelledby="speaker-notes">
      <header>
        <h2 id="speaker-notes">Notities</h2>
        <div role="group" aria-label="Grootte van de notities">
          <button type="button" class="speaker-button" aria-label="Kleinere letters" title="Kleinere letters (−)" disabled={smaller === null} onClick={() => resize(smaller)}>
            <span class="small-letter" aria-hidden="true">A</span>
          </button>
          <button type="button" class="speaker-button" aria-label="Grotere letters" title="Grotere letters (+)" disabled={larger === null} onClick={() => resize(larger)}>
            <span class="large-letter" aria-hidden="true">A</span>
          </button>
        </div>
      </header>
      <div class="speaker-text" tabIndex={0} role="group" aria-label="Tekst van de notities" ref={body}>
        {slide && slide.notes.length > 0 ? <NoteText notes={slide.notes} /> : <p class="none">Bij deze dia staan geen notities.</p>}
      </div>
    </section>
  );
}

function resize(size: number | null): void {
  if (size !== null) notesSize.value = size;
}

function listen(): () => void {
  const press = (event: KeyboardEvent) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const isOnButton = event.target instanceof Element && event.target.closest("button") !== null;
    if (isOnButton && (event.key === " " || event.key === "Enter") && digits.peek() === "") return;
    // Long notes are scrolled with the arrows up and down.
    const isInNotes = event.target instanceof Element && event.target.closest(".speaker-text") !== null;
    if (isInNotes && /^Arrow(Up|Down)$/.test(event.key)) return;
    if (event.key === "+" || event.key === "=") resize(sizeBeside(1));
    else if (event.key === "-") resize(sizeBeside(-1));
    else {
      const meaning = meaningOf(event.key, digits.peek());
      if (!meaning || meaning.to === "stop") return;
      act(meaning);
    }
    event.preventDefault();
  };
  window.addEventListener("keydown", press);
  return () => window.removeEventListener("keydown", press);
}
