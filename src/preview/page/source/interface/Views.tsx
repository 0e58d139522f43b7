// The bar above the pages: the pages or what is new in them, how large they are, and which one is in view.
import { goToNeighbourPage } from "../actions.ts";
import { comparisonShown } from "../comparison.ts";
import * as pages from "../pages/view.ts";
import { settings } from "../settings.ts";
import { pageCount, pageInView, scaleShown } from "../state.ts";
import { Icon } from "./Icon.tsx";

export function Views() {
  return (
    <div class="views">
      <div class="views-choice" role="group" aria-label="Wat u hier ziet">
        <View label="Bladzijden" isNews={false} />
        <View label="Wat is er nieuw?" isNews title="Wat is er nieuw? (w)" />
      </div>
      {!comparisonShown.value && (
        <>
          <Zoom />
          <Paging />
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
  const percentage = `${Math.round(scaleShown.value * 100)}%`;
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

function Paging() {
  const count = pageCount.value;
  const page = Math.min(pageInView.value + 1, count);
  return (
    <div class="group" role="group" aria-label="Bladzijden">
      <button
        type="button"
        class="button quiet round"
        aria-label="Vorige bladzijde"
        title="Vorige bladzijde ([)"
        disabled={page <= 1}
        onClick={() => goToNeighbourPage(-1)}
      >
        <Icon name="left" />
      </button>
      <span class="number pages-number">{count > 0 ? `${page} van ${count}` : "–"}</span>
      <button
        type="button"
        class="button quiet round"
        aria-label="Volgende bladzijde"
        title="Volgende bladzijde (])"
        disabled={page >= count}
        onClick={() => goToNeighbourPage(1)}
      >
        <Icon name="right" />
      </button>
    </div>
  );
}
