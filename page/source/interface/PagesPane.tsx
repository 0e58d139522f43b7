// The pages, with above them what is wrong and below them where a number comes from.
import { useEffect, useRef } from "preact/hooks";
import { goToFinding, pageClicked, rootCauses } from "../actions.ts";
import { counted } from "../announce.ts";
import { comparisonShown } from "../comparison.ts";
import { pages } from "../pages/pages.ts";
import { deck, deckPages } from "../slides/state.ts";
import { busy, current, isPresentation, shown, thisDocument, trouble } from "../state.ts";
import { Icon } from "./Icon.tsx";
import { Comparison } from "./Comparison.tsx";
import { Filmstrip } from "./Filmstrip.tsx";
import { Notes } from "./Notes.tsx";
import { Provenance } from "./Provenance.tsx";
import { Views } from "./Views.tsx";

export function PagesPane() {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (place.current) pages.mount(place.current, pageClicked);
  }, []);
  const without = shown.value !== null && !shown.value.hasPages;
  const isDeck = deck.value.length > 0;
  const [page] = deckPages.value;
  const ratio = page ? page.width / page.height : 1;
  const whole = useRef<HTMLDivElement>(null);
  useEffect(() => whole.current?.style.setProperty("--ratio", String(ratio)), [ratio]);
  const sheets = isPresentation.value ? "dia's" : "bladzijden";
  return (
    <section class="pages-pane" aria-label="Voorbeeld">
      {current.value && <Views />}
      <div class={isDeck ? "pages-stage of-slides" : "pages-stage"}>
        {comparisonShown.value && current.value ? <Comparison /> : <Banner />}
        <div class={isDeck ? "whole deck" : "whole"} inert={comparisonShown.value} ref={whole}>
          {isDeck && <Filmstrip />}
          <div key="pages" class={without ? "pages-place without" : "pages-place"} ref={place}>
            {without && (
              <div class="no-pages">
                <Icon name={isPresentation.value ? "slides" : "letter"} />
                <h2>Er zijn nog geen {sheets}</h2>
                <p>
                  Los eerst de fouten in {thisDocument.value} op. Daarna ziet u hier de {sheets}.
                </p>
              </div>
            )}
          </div>
          {isDeck && <Notes />}
        </div>
      </div>
      {current.value && <Provenance />}
    </section>
  );
}

function Banner() {
  if (trouble.value) {
    return (
      <div class="banner error" role="alert">
        <Icon name="error" />
        <span>
          <strong>{trouble.value.message}</strong> {trouble.value.hint}
        </span>
      </div>
    );
  }
  if (busy.value) {
    return (
      <div class="banner quiet" role="status">
        <span>De {isPresentation.value ? "dia's" : "bladzijden"} worden gemaakt. Dat duurt even.</span>
      </div>
    );
  }
  if (!shown.value) return null;
  if (shown.value.fromElsewhere) {
    return (
      <div class="banner quiet">
        <span>De {isPresentation.value ? "dia's" : "bladzijden"} tonen tekst uit een ander venster, die nog niet bewaard is.</span>
      </div>
    );
  }
  const errors = rootCauses();
  const first = errors[0];
  if (!shown.value.hasErrors || !first) return null;
  if (errors.every(({ unwritten }) => unwritten)) {
    return (
      <button type="button" class="banner quiet" onClick={() => goToFinding(first)}>
        <Icon name="running" />
        <span>
          {counted(errors.length, "deel is", "delen zijn")} nog te schrijven. Een PDF is er pas als overal iets staat.
        </span>
      </button>
    );
  }
  return (
    <button type="button" class="banner error" onClick={() => goToFinding(first)}>
      <Icon name="error" />
      <span>
        <strong>{first.message}</strong>
        {errors.length > 1 && ` En nog ${counted(errors.length - 1, "fout", "fouten")}.`}
        {shown.value.hasPages && shown.value.pagesOutdated && <span class="banner-note">Deze {isPresentation.value ? "dia's" : "bladzijden"} zijn van vóór de fout.</span>}
      </span>
    </button>
  );
}
