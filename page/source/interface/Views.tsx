// The bar above the pages: the pages or what is new in them, how large they are, and which one is in view.
import { goToNeighbourPage } from "../actions.ts";
import { comparisonShown } from "../comparison.ts";
import { pages } from "../pages/pages.ts";
import { settings } from "../settings.ts";
import { startPresenting } from "../slides/presenting.ts";
import { deck, position } from "../slides/state.ts";
import { openSpeaker } from "../slides/window.ts";
import { isPresentation } from "../state.ts";
import { Icon } from "./Icon.tsx";

export function Views() {
  return (
    <div class="views">
      <div class="views-choice" role="group" aria-label="Wat u hier ziet">
        <View label={isPresentation.value ? "Dia's" : "Bladzijden"} isNews={false} />
        <View label="Wat is er nieuw?" isNews title="Wat is er nieuw? (w)" />
      </div>
      {!comparisonShown.value && (
        <>
          {!isPresentation.value && <Zoom />}
          <Paging />
          {isPresentation.value && <Give />}
        </>
      )}
    </div>
  );
}

function View({ label, isNews, title }: { label: string; isNews: boolean; title?: string }) {
  return (
    <button
      type="button"
      class="view"
      aria-pressed={comparisonShown.value === isNews}
      title={title}
      onClick={() => (comparisonShown.value = isNews)}
    >
      {label}
    </button>
  );
}

function Zoom() {
  const percentage = `${Math.round(pages.scaleShown.value * 100)}%`;
  const fits = settings.zoom.value === 0;
  return (
    <div class="group" role="group" aria-label="Grootte van de bladzijden">
      <button type="button" class="button quiet round" aria-label="Kleiner" title="Kleiner (−)" onClick={() => pages.zoomBy(0.5)}>
        <Icon name="minus" />
      </button>
      <span class="number">{percentage}</span>
      <button type="button" class="button quiet round" aria-label="Groter" title="Groter (+)" onClick={() => pages.zoomBy(2)}>
        <Icon name="plus" />
      </button>
      <button
        type="button"
        class="button quiet toggle"
        aria-pressed={fits}
        title="Hele breedte (0)"
        onClick={() => (settings.zoom.value = fits ? 1 : 0)}
      >
        <Icon name="width" />
        <span>Hele breedte</span>
      </button>
    </div>
  );
}

/** A presentation can be given. */
function Give() {
  const isEmpty = deck.value.length === 0;
  return (
    <div class="group give">
      <button type="button" class="button small speaker-opener" disabled={isEmpty} title="Sprekersscherm (s)" onClick={openSpeaker}>
        <Icon name="speaker" />
        <span>Sprekersscherm</span>
      </button>
      <button type="button" class="button small primary" disabled={isEmpty} title="Presenteren (v)" onClick={startPresenting}>
        <Icon name="present" />
        <span>Presenteren</span>
      </button>
    </div>
  );
}

function Paging() {
  const isDeck = isPresentation.value;
  const count = isDeck ? deck.value.length : pages.count.value;
  const page = isDeck ? position.value.slide : Math.min(pages.inView.value + 1, count);
  const sheet = isDeck ? "dia" : "bladzijde";
  return (
    <div class="group" role="group" aria-label={isDeck ? "Dia's" : "Bladzijden"}>
      <button
        type="button"
        class="button quiet round"
        aria-label={`Vorige ${sheet}`}
        title={`Vorige ${sheet} ([)`}
        disabled={page <= 1}
        onClick={() => goToNeighbourPage(-1)}
      >
        <Icon name="left" />
      </button>
      <span class="number pages-number">{count > 0 ? `${page} van ${count}` : "–"}</span>
      <button
        type="button"
        class="button quiet round"
        aria-label={`Volgende ${sheet}`}
        title={`Volgende ${sheet} (])`}
        disabled={page >= count}
        onClick={() => goToNeighbourPage(1)}
      >
        <Icon name="right" />
      </button>
    </div>
  );
}
