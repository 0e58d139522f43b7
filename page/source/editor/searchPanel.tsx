// Finding and replacing in a text, with how often it is found.
import {
  closeSearchPanel,
  findNext,
  findPrevious,
  getSearchQuery,
  openSearchPanel,
  replaceAll,
  replaceNext,
  SearchQuery,
  setSearchQuery,
} from "@codemirror/search";
import { StateEffect } from "@codemirror/state";
import { type Command, type EditorView, type Panel, runScopeHandlers } from "@codemirror/view";
import { render } from "preact";
import { foundInWords } from "../writing/found.ts";

const showReplace = StateEffect.define<boolean>();

/** After so long without a change it is counted, in milliseconds. */
const SOON = 80;

/** Opens it with the field for what comes instead. */
export const openReplace: Command = (view) => {
  openSearchPanel(view);
  view.dispatch({ effects: showReplace.of(true) });
  if (getSearchQuery(view.state).search) view.dom.querySelector<HTMLInputElement>('.cm-search [name="replace"]')?.focus();
  return true;
};

export function searchPanel(view: EditorView): Panel {
  const dom = document.createElement("div");
  dom.className = "cm-search";
  let isReplacing = false;
  let timer = 0;
  const draw = () => render(<Search view={view} isReplacing={isReplacing && !view.state.readOnly} />, dom);
  dom.addEventListener("keydown", (event) => {
    if (runScopeHandlers(view, event, "search-panel")) event.preventDefault();
  });
  draw();
  return {
    dom,
    top: true,
    mount: () => dom.querySelector<HTMLInputElement>("[main-field]")?.select(),
    update: (update) => {
      const effects = update.transactions.flatMap((transaction) => transaction.effects);
      for (const effect of effects) if (effect.is(showReplace)) isReplacing = effect.value;
      if (effects.some((effect) => effect.is(setSearchQuery) || effect.is(showReplace))) return draw();
      if (!update.docChanged && !update.selectionSet) return;
      clearTimeout(timer);
      timer = window.setTimeout(draw, SOON);
    },
    destroy: () => {
      clearTimeout(timer);
      render(null, dom);
    },
  };
}

function Search({ view, isReplacing }: { view: EditorView; isReplacing: boolean }) {
  const query = getSearchQuery(view.state);
  const found = foundInWords(query, view.state);
  const change = (changed: Partial<Pick<SearchQuery, "search" | "replace" | "caseSensitive" | "wholeWord">>) => {
    const { search, replace, caseSensitive, wholeWord } = query;
    // What is typed is searched for as it is: a \n is no line end.
    view.dispatch({ effects: setSearchQuery.of(new SearchQuery({ search, replace, caseSensitive, wholeWord, literal: true, ...changed })) });
  };
  const onEnter = (run: (event: KeyboardEvent) => void) => (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    run(event);
  };
  const isNothing = !query.search || found === "niet gevonden";
  return (
    <>
      <div class="search-row">
        <input
          class="cm-textfield"
          name="search"
          aria-label="Zoeken"
          placeholder="Zoeken"
          main-field="true"
          autocomplete="off"
          value={query.search}
          onInput={(event) => change({ search: event.currentTarget.value })}
          onKeyDown={onEnter((event) => void (event.shiftKey ? findPrevious : findNext)(view))}
        />
        <span class="search-count" role="status">
          {found}
        </span>
        <span class="search-steps">
          <button type="button" class="cm-button" aria-label="Vorige" title="Vorige (Shift+F3)" disabled={isNothing} onClick={() => findPrevious(view)}>
            ↑
          </button>
          <button type="button" class="cm-button" aria-label="Volgende" title="Volgende (F3)" disabled={isNothing} onClick={() => findNext(view)}>
            ↓
          </button>
        </span>
        <button type="button" class="cm-button search-close" aria-label="Sluiten" title="Sluiten (Escape)" onClick={() => closeSearchPanel(view)}>
          ×
        </button>
      </div>
      {isReplacing && (
        <div class="search-row">
          <input
            class="cm-textfield"
            name="replace"
            aria-label="Vervangen door"
            placeholder="Vervangen door"
            autocomplete="off"
            value={query.replace}
            onInput={(event) => change({ replace: event.currentTarget.value })}
            onKeyDown={onEnter(() => void replaceNext(view))}
          />
          <button type="button" class="cm-button" disabled={isNothing} onClick={() => replaceNext(view)}>
            Vervang
          </button>
          <button type="button" class="cm-button" disabled={isNothing} onClick={() => replaceAll(view)}>
            Vervang alles
          </button>
        </div>
      )}
      <div class="search-row">
        <label>
          <input type="checkbox" checked={query.caseSensitive} onChange={(event) => change({ caseSensitive: event.currentTarget.checked })} />
          Hoofdletters
        </label>
        <label>
          <input type="checkbox" checked={query.wholeWord} onChange={(event) => change({ wholeWord: event.currentTarget.checked })} />
          Hele woorden
        </label>
        {!view.state.readOnly && (
          <label>
            <input
              type="checkbox"
              checked={isReplacing}
              onChange={(event) => view.dispatch({ effects: showReplace.of(event.currentTarget.checked) })}
            />
            Vervangen
          </label>
        )}
      </div>
    </>
  );
}
