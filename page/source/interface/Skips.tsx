// The first stops for Tab: past the bar and the list, to where one works.
import { focusEditor } from "../actions.ts";
import { overviewShown } from "../overview.ts";
import { pages } from "../pages/pages.ts";
import { shelfShown } from "../shelf/shelf.ts";
import { current, isPresentation } from "../state.ts";

export function Skips() {
  const over = overviewShown.value ? "overview-title" : shelfShown.value ? "shelf-title" : null;
  return (
    <div class="skips">
      {over && <Skip to={over} label={overviewShown.value ? "Naar het overzicht" : "Naar de gegevens"} go={() => document.getElementById(over)?.focus()} />}
      {!over && current.value && <Skip to="text" label="Naar de tekst" go={focusEditor} />}
      {!over && current.value && <Skip to="pages" label={isPresentation.value ? "Naar de dia's" : "Naar de bladzijden"} go={() => pages.focus()} />}
    </div>
  );
}

function Skip({ to, label, go }: { to: string; label: string; go: () => void }) {
  const follow = (event: Event) => {
    // What is behind the # in the address is not for places on the page.
    event.preventDefault();
    go();
  };
  return (
    <a class="button primary" href={`#${to}`} onClick={follow}>
      {label}
    </a>
  );
}
