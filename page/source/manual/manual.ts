// The manual: looking for words in it.
import "./manual.css";
import { matching, type Section, typed } from "./search.ts";

const field = document.querySelector<HTMLInputElement>("#search");
const told = document.querySelector<HTMLElement>("#found");
const elements = [...document.querySelectorAll<HTMLElement>("main > section")];
const entries = new Map([...document.querySelectorAll<HTMLElement>(".contents li")].map((entry) => [decodeURIComponent(entry.querySelector("a")?.hash.slice(1) ?? ""), entry]));
const sections: Section[] = elements.map((element) => ({ level: Number(element.dataset.level), words: typed(element.textContent) }));

function search(): void {
  const found = matching(sections, field?.value ?? "");
  elements.forEach((element, index) => {
    const isShown = !found || found.shown.has(index);
    // Of a heading that only leads to what was found, the text stays away.
    element.hidden = !isShown;
    element.classList.toggle("above", found !== null && isShown && !found.hits.has(index));
    const entry = entries.get(element.id);
    if (entry) entry.hidden = !isShown;
  });
  if (told) told.textContent = !found ? "" : found.hits.size === 1 ? "1 stuk gevonden" : `${found.hits.size || "Geen"} stukken gevonden`;
}

/** Whoever follows a link to a section that is not found sees all again. */
function follow(): void {
  const id = decodeURIComponent(location.hash.slice(1));
  const section = elements.find((element) => element.id === id);
  if (section && (section.hidden || section.classList.contains("above")) && field) {
    field.value = "";
    search();
    section.scrollIntoView();
  }
  for (const [name, entry] of entries) entry.classList.toggle("chosen", name === id);
  entries.get(id)?.scrollIntoView({ block: "nearest" });
}

field?.addEventListener("input", () => {
  search();
  scrollTo({ top: 0 });
});
addEventListener("hashchange", follow);
addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target === field) return;
  event.preventDefault();
  field?.focus();
});
follow();
