// The pages, with above them what is wrong and below them where a number comes from.
import { useEffect, useRef } from "preact/hooks";
import { goToFinding, pageClicked, rootCauses } from "../actions.ts";
import { counted } from "../announce.ts";
import { comparisonShown } from "../comparison.ts";
import * as pages from "../pages/view.ts";
import { busy, current, shown, trouble } from "../state.ts";
import { Icon } from "./Icon.tsx";
import { Comparison } from "./Comparison.tsx";
import { Provenance } from "./Provenance.tsx";
import { Views } from "./Views.tsx";

export function PagesPane() {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (place.current) pages.mount(place.current, pageClicked);
  }, []);
  const without = shown.value !== null && !shown.value.hasPages;
  return (
    <section class="pages-pane" aria-label="Voorbeeld">
      {current.value && <Views />}
      <div class="pages-stage">
        {comparisonShown.value && current.value ? <Comparison /> : <Banner />}
        <div class={without ? "pages-place without" : "pages-place"} inert={comparisonShown.value} ref={place}>
          {without && (
            <div class="no-pages">
              <Icon name="letter" />
              <h2>Er zijn nog geen bladzijden</h2>
              <p>Los eerst de fouten in deze brief op. Daarna ziet u hier de bladzijden.</p>
            </div>
          )}
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
        <span>De bladzijden worden gemaakt. Dat duurt even.</span>
      </div>
    );
  }
  if (!shown.value) return null;
  if (shown.value.fromElsewhere) {
    return (
      <div class="banner quiet">
        <span>De bladzijden tonen tekst uit een ander venster, die nog niet bewaard is.</span>
      </div>
    );
  }
  const errors = rootCauses();
  const first = errors[0];
  if (!shown.value.pagesOutdated || !first) return null;
  return (
    <button type="button" class="banner error" onClick={() => goToFinding(first)}>
      <Icon name="error" />
      <span>
        <strong>{first.message}</strong>
        {errors.length > 1 && ` En nog ${counted(errors.length - 1, "fout", "fouten")}.`}
        {shown.value.hasPages && <span class="banner-note">Deze bladzijden zijn van vóór de fout.</span>}
      </span>
    </button>
  );
}
