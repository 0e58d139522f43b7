// The pages: pictures with a layer of text over them, replaced without a flicker when they change.
import { effect } from "@preact/signals";
import type { DocumentMessage, Layer, Page, Picture, Run } from "../protocol.ts";
import { send } from "../connection.ts";
import { settings } from "../settings.ts";
import { slideAtLine } from "../slides/deck.ts";
import { tellSightAgain } from "../slides/sight.ts";
import { choose, chosenPage, deck, slideHere } from "../slides/state.ts";
import { chosenAnchor, pageCount, pageInView, scaleShown } from "../state.ts";
import { addBands, forgetBands, forgetRequests, hasBand, loadedBands, placeImages, requestBands } from "./bands.ts";
import { type Changes, compare } from "./changes.ts";
import { arrange, type BuiltLayer, UNIT, buildLayer, fontReady, runAt } from "./layer.ts";

/** CSS pixels in a point. */
const POINT = 96 / 72;
const PAGE_MARGIN = 28;
const SLIDE_MARGIN = 16;
const SMALLEST_SCALE = 0.5;
const LARGEST_SCALE = 3;
const EMPTY: Layer = { runs: [], pictures: [] };

/** A page on the screen. */
interface Sheet {
  section: HTMLElement;
  images: HTMLImageElement[];
  /** The bands that the images show. */
  bands: string[] | null;
  layer: Layer | null;
  built: BuiltLayer | null;
}

/** What the server told last. */
let pagesTold: Page[] = [];
let layersTold: Layer[] = [];
let documentShown: string | null = null;
let revisionTold: number | null = null;

/** What the sheets follow: all pages of a letter, and of a presentation the chosen slide alone. */
let pages: Page[] = [];
let layers: Layer[] = [];
/** The index of the first of them among all pages. */
let firstPage = 0;
/** Tells apart what starts anew on the sheets: the document, or a slide of it. */
let subject = "";

let sheets: Sheet[] = [];
/** What the sheets show, to compare what is new with. */
let documentOnSheets: string | null = null;
let subjectOnSheets = "";
let layersOnSheets: Layer[] = [];

let refreshing = false;
let refreshWanted = false;
let viewTold = "";
let scale = 1;
let paintedCount = 0;

const scroller = document.createElement("div");
scroller.className = "pages";
scroller.tabIndex = 0;
scroller.setAttribute("role", "region");
scroller.setAttribute("aria-label", "Bladzijden van de brief");
const paper = document.createElement("div");
paper.className = "paper";
scroller.append(paper);

export interface Click {
  run: Run | null;
  picture: Picture | null;
  /** All text of the clicked paragraph, and where in it was clicked. */
  paragraph: string;
  offset: number;
  /** The line in the source of the first text behind the place that has one; 0: none. */
  nextLine: number;
}

export function mount(parent: HTMLElement, clicked: (click: Click) => void): void {
  parent.append(scroller);
  listenForClicks(clicked);
  new ResizeObserver(() => fitScale()).observe(scroller);
  scroller.addEventListener("scroll", () => afterScroll(), { passive: true });
  scroller.addEventListener("wheel", zoomByWheel, { passive: false });
  effect(() => {
    void settings.zoom.value;
    fitScale();
  });
  effect(() => markChosen(chosenAnchor.value));
  effect(() => {
    const isOfSlides = chosenPage.value !== null;
    scroller.classList.toggle("one-slide", isOfSlides);
    scroller.setAttribute("aria-label", isOfSlides ? "Dia" : "Bladzijden van de brief");
    select();
    void refresh();
  });
}

/** Takes in what the server told of a document. Without new pages the last ones stay. */
export function update(message: DocumentMessage): void {
  if (message.document !== documentShown) {
    documentShown = message.document;
    pagesTold = [];
    layersTold = [];
  }
  if (message.full) tellViewAgain();
  // An answer may have been lost when the process that typesets was replaced.
  forgetRequests();
  addBands(message.bands);
  if (message.pages) {
    const earlier = message.full ? [] : layersTold;
    pagesTold = message.pages;
    layersTold = pagesTold.map((_, index) => message.layers[index] ?? earlier[index] ?? EMPTY);
  }
  revisionTold = message.revision;
  select();
  void refresh();
}

export function bandsArrived(bands: Record<string, string>): void {
  addBands(bands);
  void refresh();
}

/** After a new connection the server must be told again. */
export function forgetWhatWasTold(): void {
  tellViewAgain();
  forgetRequests();
}

function tellViewAgain(): void {
  viewTold = "";
  tellSightAgain();
}

const hasSlides = (): boolean => pagesTold.some(({ slide }) => slide);

/** Decides what the sheets follow. */
function select(): void {
  if (!hasSlides()) {
    pages = pagesTold;
    layers = layersTold;
    firstPage = 0;
    subject = documentShown ?? "";
    return;
  }
  const chosen = chosenPage.peek();
  if (chosen === null) return;
  pages = pagesTold.slice(chosen, chosen + 1);
  layers = layersTold.slice(chosen, chosen + 1);
  firstPage = chosen;
  subject = `${documentShown} ${slideHere.peek()?.number}`;
}

/**
 * Scrolls to what was made from a line in the source, or else from the nearest line before it, and flashes it.
 * A list and a long paragraph have the line they begin at: of those only what has the words of `text`.
 */
export function revealLine(line: number, text: string): void {
  if (hasSlides()) {
    choose(slideAtLine(deck.peek(), line));
    whenOnSheets(() => revealLineOnSheets(line, text));
  } else revealLineOnSheets(line, text);
}

function revealLineOnSheets(line: number, text: string): void {
  let nearest = 0;
  for (const layer of layers) {
    for (const run of layer.runs) if (run[5] <= line && run[5] > nearest) nearest = run[5];
    for (const picture of layer.pictures) if (picture[4] <= line && picture[4] > nearest) nearest = picture[4];
  }
  if (nearest === 0) return;
  const words = new Set(wordsOf(text));
  const found = reveal(
    (run) => run[5] === nearest && sharesWords(run, words),
    () => false,
  );
  if (found) return;
  reveal(
    (run) => run[5] === nearest,
    (picture) => picture[4] === nearest,
  );
}

/** What waits until the pages of a document are on the sheets. */
let awaited: { document: string; run: () => void } | null = null;

/** Runs when the pages of a document are on the sheets: a new document starts at its top. */
export function whenPainted(document: string, run: () => void): void {
  awaited = null;
  if (documentOnSheets === document) run();
  else awaited = { document, run };
}

/** What waits until the slide that was chosen is on the sheets. */
let awaitedSlide: { subject: string; run: () => void } | null = null;

function whenOnSheets(run: () => void): void {
  awaitedSlide = null;
  if (subjectOnSheets === subject) run();
  else awaitedSlide = { subject, run };
}

/** Brings what was made from a line in the source into view, unless some of it is. */
export function follow(line: number, text: string): void {
  if (hasSlides()) {
    choose(slideAtLine(deck.peek(), line));
    return;
  }
  const places: { page: number; y: number; fits: boolean }[] = [];
  let nearest = 0;
  for (const layer of layers) for (const run of layer.runs) if (run[5] <= line && run[5] > nearest) nearest = run[5];
  if (nearest === 0) return;
  const words = new Set(wordsOf(text));
  layers.forEach((layer, page) =>
    layer.runs.forEach((run) => {
      if (run[5] === nearest) places.push({ page, y: run[2], fits: sharesWords(run, words) });
    }),
  );
  const wanted = places.some(({ fits }) => fits) ? places.filter(({ fits }) => fits) : places;
  const positions = wanted.map(({ page, y }) => (sheets[page]?.section.offsetTop ?? 0) + y * POINT * scale);
  const top = scroller.scrollTop;
  const isInView = positions.some((position) => position > top + 20 && position < top + scroller.clientHeight - 20);
  if (!isInView && positions[0] !== undefined) scroller.scrollTop = positions[0] - scroller.clientHeight / 3;
}

/** Shows a figure. One that is only in the notes has the slide that its line is in. */
export function revealAnchor(anchor: string, line: number | null): void {
  const isRun = (run: Run) => run[6] === anchor;
  const isPicture = (picture: Picture) => picture[5] === anchor;
  if (hasSlides()) {
    const has = (page: number | undefined) => {
      const layer = layersTold[page ?? -1];
      return layer !== undefined && (layer.runs.some(isRun) || layer.pictures.some(isPicture));
    };
    const slide = deck.peek().find(({ pages }) => has(pages.at(-1)))?.number;
    if (!has(firstPage)) choose(slide ?? slideAtLine(deck.peek(), line ?? 0));
  }
  whenOnSheets(() => reveal(isRun, isPicture));
}

/** The keys of the figures on the page in view. */
export const anchorsInView = (): string[] => {
  const { runs, pictures } = layersTold[pageInView.peek()] ?? EMPTY;
  return [...runs.map((run) => run[6]), ...pictures.map((picture) => picture[5])].filter(Boolean);
};

const slideNumber = (): number => slideHere.peek()?.number ?? 1;

export function goToNeighbour(step: 1 | -1): void {
  if (hasSlides()) choose(slideNumber() + step);
  else goToPage(pageInView.peek() + step);
}

function goToPage(index: number): void {
  const sheet = sheets[Math.max(0, Math.min(index, sheets.length - 1))];
  if (sheet) scroller.scrollTo({ top: sheet.section.offsetTop - margin() / 2 });
}

/** Scrolls by a part of the view's height; slides are turned. */
export function scrollByView(part: number): void {
  if (hasSlides()) {
    choose(slideNumber() + Math.sign(part));
    return;
  }
  scroller.scrollBy({ top: scroller.clientHeight * part });
}

export function zoomBy(factor: number): void {
  const steps = [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3];
  const next = factor > 1 ? steps.find((step) => step > scale + 0.01) : steps.findLast((step) => step < scale - 0.01);
  if (next) settings.zoom.value = next;
}

// ---- Following what the server told

/** Makes the sheets in view show the pages as they are now, all in one frame; one round at a time. */
async function refresh(): Promise<void> {
  refreshWanted = true;
  if (refreshing) return;
  refreshing = true;
  while (refreshWanted) {
    refreshWanted = false;
    await refreshOnce();
  }
  refreshing = false;
}

/** What was made ready for a sheet; null: stays as it is. */
interface Prepared {
  index: number;
  images: HTMLImageElement[] | null;
  layer: BuiltLayer | null;
}

async function refreshOnce(): Promise<void> {
  await fontReady;
  const isNew = subject !== subjectOnSheets;
  const target = { document: documentShown, subject, pages, layers, firstPage, revision: revisionTold };
  // Until the picture of another slide is there, the slide before it stays.
  const missing = target.pages[0]?.slide && isNew && documentOnSheets === documentShown ? missingOf(target.pages[0]) : [];
  if (missing.length > 0 && documentShown !== null) {
    requestBands(documentShown, missing);
    return;
  }
  const [first, last] = isNew ? [0, 1] : near(visibleRange(), target.pages.length);

  // The browser reads the pictures while the layers are built.
  const prepared: Prepared[] = [];
  const loading: Promise<void>[] = [];
  for (let index = first; index <= last && index < target.pages.length; index++) {
    const page = target.pages[index];
    const layer = target.layers[index];
    const sheet = isNew ? undefined : sheets[index];
    if (!page || !layer) continue;
    const isStale = !shows(sheet, page);
    const isThere = page.bands.every(hasBand);
    if (isStale && !isThere && target.document !== null) requestBands(target.document, page.bands);
    // A picture and its text change together.
    if (isStale && !isThere && sheet) continue;
    if (!isStale && sheet?.layer === layer) continue;
    const ready: Prepared = { index, images: null, layer: null };
    if (isStale && isThere)
      loading.push(loadedBands(page.bands, sheet?.images ?? []).then((images) => void (ready.images = images)));
    prepared.push(ready);
  }
  const changes = isNew || target.layers === layersOnSheets ? null : compare(layersOnSheets, target.layers, first, last);
  for (const ready of prepared) {
    const layer = target.layers[ready.index] ?? EMPTY;
    const sheet = isNew ? undefined : sheets[ready.index];
    if (!sameLayer(sheet?.layer, layer)) ready.layer = buildFor(layer, ready.index, changes, sheet?.built ?? null);
  }
  await Promise.all(loading);

  if (isNew) {
    sheets = [];
    paper.replaceChildren();
    scroller.scrollTop = 0;
  }
  matchSheets(target.pages);
  for (const { index, images, layer } of prepared) {
    const sheet = sheets[index];
    const page = target.pages[index];
    if (!sheet || !page) continue;
    if (images) showImages(sheet, images, page.bands);
    if (layer) showLayer(sheet, layer, target.layers[index] ?? EMPTY);
  }
  documentOnSheets = target.document;
  subjectOnSheets = target.subject;
  layersOnSheets = target.layers;
  forgetBands([...pagesTold, ...target.pages].flatMap(({ bands }) => bands));
  if (isNew || prepared.length > 0) markChosen(chosenAnchor.peek());
  pageCount.value = target.pages.length;
  afterScroll();
  buildRestWhenIdle();
  if (awaited?.document === target.document) {
    const { run } = awaited;
    awaited = null;
    run();
  }
  if (awaitedSlide?.subject === target.subject) {
    const { run } = awaitedSlide;
    awaitedSlide = null;
    run();
  }
  tellPainted(target.revision, prepared.map(({ index }) => target.firstPage + index));
}

const missingOf = (page: Page): string[] => page.bands.filter((hash) => !hasBand(hash));

/** Whether a sheet shows the picture of a page. */
const shows = (sheet: Sheet | undefined, page: Page | undefined): boolean =>
  sheet?.bands != null && page != null && sheet.bands.join() === page.bands.join();

function buildFor(layer: Layer, index: number, changes: Changes | null, earlier: BuiltLayer | null): BuiltLayer {
  return buildLayer(layer, changes?.pieces.get(index), changes?.pictures.get(index), earlier);
}

function sameLayer(a: Layer | null | undefined, b: Layer): boolean {
  return a != null && JSON.stringify(a) === JSON.stringify(b);
}

/** Adds and takes away sheets, and gives each the size of its page. */
function matchSheets(target: Page[]): void {
  while (sheets.length > target.length) sheets.pop()?.section.remove();
  while (sheets.length < target.length) {
    const section = document.createElement("section");
    section.className = "sheet";
    paper.append(section);
    sheets.push({ section, images: [], bands: null, layer: null, built: null });
  }
  scale = scaleFor(target);
  scaleShown.value = scale;
  sheets.forEach(({ section }, index) => {
    const slide = target[index]?.slide?.number;
    section.setAttribute("aria-label", slide === undefined ? `Bladzijde ${index + 1}` : `Dia ${slide}`);
    sizeSheet(index, target[index]);
  });
}

function sizeSheet(index: number, page: Page | undefined): void {
  const sheet = sheets[index];
  if (!sheet || !page) return;
  sheet.section.style.width = `${page.width * POINT * scale}px`;
  sheet.section.style.height = `${page.height * POINT * scale}px`;
  if (sheet.built) sheet.built.element.style.transform = `scale(${(POINT * scale) / UNIT})`;
}

/** The images lie before the layer. */
function showImages(sheet: Sheet, images: HTMLImageElement[], bands: string[]): void {
  placeImages(sheet.section, sheet.images, images);
  sheet.images = images;
  sheet.bands = bands;
}

function showLayer(sheet: Sheet, built: BuiltLayer, layer: Layer): void {
  built.element.style.transform = `scale(${(POINT * scale) / UNIT})`;
  arrange(built);
  if (sheet.built && sheet.built.element !== built.element) sheet.built.element.replaceWith(built.element);
  else if (!sheet.built) sheet.section.append(built.element);
  sheet.built = built;
  sheet.layer = layer;
}

/** Pages out of view get their text too, so that the browser finds words there. */
function buildRestWhenIdle(): void {
  const idle = window.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 30));
  const index = sheets.findIndex((sheet, at) => layers[at] && sheet.layer !== layers[at]);
  if (index < 0 || refreshWanted) return;
  idle(() => {
    const sheet = sheets[index];
    const layer = layers[index];
    if (refreshing || !sheet || !layer || subjectOnSheets !== subject) return;
    if (sameLayer(sheet.layer, layer)) sheet.layer = layer;
    else if (shows(sheet, pages[index]) || !isVisible(index)) {
      showLayer(sheet, buildLayer(layer), layer);
      markChosen(chosenAnchor.peek());
    } else return;
    buildRestWhenIdle();
  });
}

/** Tells measurements that the browser has painted the pages. */
function tellPainted(revision: number | null, changedPages: number[]): void {
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      paintedCount += 1;
      document.documentElement.dataset.painted = String(paintedCount);
      window.dispatchEvent(new CustomEvent("griffel:painted", { detail: { revision, changedPages } }));
    };
    channel.port2.postMessage(null);
  });
}

// ---- What is in view

function visibleRange(): [number, number] {
  const top = scroller.scrollTop;
  const bottom = top + scroller.clientHeight;
  let first = sheets.length;
  let last = 0;
  let position = margin();
  pages.forEach((page, index) => {
    const height = page.height * POINT * scale;
    if (position + height > top && position < bottom) {
      first = Math.min(first, index);
      last = index;
    }
    position += height + margin();
  });
  return first > last ? [0, 0] : [first, last];
}

const near = ([first, last]: [number, number], count: number): [number, number] => [
  Math.max(0, first - 1),
  Math.min(count - 1, last + 1),
];

function isVisible(index: number): boolean {
  const [first, last] = visibleRange();
  return index >= first && index <= last;
}

let scrollFrame = 0;
function afterScroll(): void {
  if (scrollFrame) return;
  scrollFrame = requestAnimationFrame(() => {
    scrollFrame = 0;
    const [first, last] = visibleRange();
    const middle = scroller.scrollTop + scroller.clientHeight / 3;
    let position = margin();
    let inView = 0;
    pages.forEach((page, index) => {
      if (position <= middle) inView = index;
      position += page.height * POINT * scale + margin();
    });
    pageInView.value = firstPage + inView;
    const view = `${documentOnSheets} ${first} ${last}`;
    if (view === viewTold || pages.length === 0) return;
    viewTold = view;
    if (!hasSlides()) send({ type: "view", first, last });
    const [from, to] = near([first, last], pages.length);
    for (let index = from; index <= to; index++) {
      if (!shows(sheets[index], pages[index])) {
        void refresh();
        break;
      }
    }
  });
}

// ---- Zoom

/** Around and between the sheets. */
const margin = (): number => (hasSlides() ? SLIDE_MARGIN : PAGE_MARGIN);

/** A slide is always shown whole. */
function scaleOfSlide({ width, height }: Page): number {
  if (scroller.clientWidth === 0 || scroller.clientHeight === 0) return scale;
  const room = (size: number) => size - 2 * SLIDE_MARGIN;
  return Math.max(0.1, Math.min(room(scroller.clientWidth) / (width * POINT), room(scroller.clientHeight) / (height * POINT)));
}

function scaleFor(target: Page[]): number {
  if (target[0]?.slide) return scaleOfSlide(target[0]);
  if (settings.zoom.peek() > 0) return Math.min(LARGEST_SCALE, Math.max(SMALLEST_SCALE, settings.zoom.peek()));
  const widest = Math.max(...target.map((page) => page.width), 1);
  if (target.length === 0 || scroller.clientWidth === 0) return scale;
  return Math.min(LARGEST_SCALE, Math.max(0.25, (scroller.clientWidth - 2 * PAGE_MARGIN) / (widest * POINT)));
}

/** Gives the sheets the scale that was chosen; what is at `anchor` (from the top of the view) stays there. */
function fitScale(anchor = 0): void {
  const next = scaleFor(pages);
  if (next === scale || sheets.length === 0) return;
  const position = (scroller.scrollTop + anchor - margin()) / scale;
  scale = next;
  scaleShown.value = scale;
  sheets.forEach((_, index) => sizeSheet(index, pages[index]));
  scroller.scrollTop = position * scale + margin() - anchor;
  afterScroll();
}

function zoomByWheel(event: WheelEvent): void {
  if (!event.ctrlKey || hasSlides()) return;
  event.preventDefault();
  const wanted = scale * Math.exp(-Math.max(-100, Math.min(100, event.deltaY)) / 400);
  const next = Math.min(LARGEST_SCALE, Math.max(SMALLEST_SCALE, wanted));
  const anchor = event.clientY - scroller.getBoundingClientRect().top;
  const before = (scroller.scrollTop + anchor - margin()) / scale;
  settings.zoom.value = next;
  scroller.scrollTop = before * scale + margin() - anchor;
}

// ---- Places on the pages

function reveal(isRun: (run: Run) => boolean, isPicture: (picture: Picture) => boolean): boolean {
  const found: HTMLElement[] = [];
  sheets.forEach((sheet, index) => {
    const layer = layers[index];
    if (!layer) return;
    const hasPlace = layer.runs.some(isRun) || layer.pictures.some(isPicture);
    if (!hasPlace) return;
    if (sheet.layer !== layer) showLayer(sheet, buildLayer(layer), layer);
    layer.pictures.forEach((picture, at) => isPicture(picture) && push(sheet.built?.pictures[at]));
    layer.runs.forEach((run, at) => isRun(run) && push(sheet.built?.runs[at]));
  });
  const target = found[0];
  if (!target) return false;
  const box = target.getBoundingClientRect();
  const view = scroller.getBoundingClientRect();
  if (box.top < view.top + 40 || box.bottom > view.bottom - 40)
    scroller.scrollTop += box.top - view.top - view.height / 3;
  for (const element of found) flash(element);
  return true;

  function push(element: HTMLElement | undefined) {
    if (element) found.push(element);
  }
}

/** Whether most words of a run are among these. */
function sharesWords(run: Run, words: ReadonlySet<string>): boolean {
  const own = wordsOf(run[0]);
  return own.length > 0 && own.filter((word) => words.has(word)).length / own.length >= 0.6;
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

function flash(element: HTMLElement): void {
  element.classList.remove("found");
  void element.offsetWidth;
  element.classList.add("found");
  element.addEventListener("animationend", () => element.classList.remove("found"), { once: true });
}

function markChosen(anchor: string | null): void {
  for (const element of paper.querySelectorAll(".chosen")) element.classList.remove("chosen");
  if (anchor === null) return;
  sheets.forEach(({ built, layer }) => {
    layer?.runs.forEach((run, index) => run[6] === anchor && built?.runs[index]?.classList.add("chosen"));
    layer?.pictures.forEach((picture, index) => picture[5] === anchor && built?.pictures[index]?.classList.add("chosen"));
  });
}

// ---- Clicks

function listenForClicks(clicked: (click: Click) => void): void {
  let start = { x: 0, y: 0 };
  scroller.addEventListener("pointerdown", (event) => (start = { x: event.clientX, y: event.clientY }));
  scroller.addEventListener("click", (event) => {
    const dragged = Math.hypot(event.clientX - start.x, event.clientY - start.y) > 4;
    if (dragged || event.detail > 1 || getSelection()?.isCollapsed === false) return;
    const sheetIndex = sheets.findIndex(({ section }) => section.contains(event.target as Node));
    const layer = sheets[sheetIndex]?.layer;
    if (!layer) return;
    const hit = runAt(event.target as Node);
    const run = hit && layer.runs[hit.index];
    const picture = pictureUnder(event, sheetIndex, layer);
    // A label in a chart that is no number of its own stands for the chart.
    const slide = hasSlides() ? slideHere.peek() : null;
    // The rest of a slide stands for its title.
    if (!picture && !run && slide) clicked({ run: null, picture: null, paragraph: "", offset: 0, nextLine: slide.line });
    else if (picture && !run?.[6]) clicked({ run: null, picture, paragraph: "", offset: 0, nextLine: 0 });
    else if (run) {
      const nextLine = layer.runs.slice(hit.index).find((next) => next[5] > 0)?.[5] ?? slide?.line ?? 0;
      clicked({ run, picture: null, ...paragraphAround(sheetIndex, hit.index, offsetIn(hit.element, event)), nextLine });
    }
  });
}

function pictureUnder(event: MouseEvent, sheetIndex: number, layer: Layer): Picture | null {
  const box = sheets[sheetIndex]?.section.getBoundingClientRect();
  if (!box) return null;
  const left = (event.clientX - box.left) / (POINT * scale);
  const top = (event.clientY - box.top) / (POINT * scale);
  return (
    layer.pictures.find(([x, y, width, height]) => left >= x && left <= x + width && top >= y && top <= y + height) ?? null
  );
}

/** The text of all runs of the same line in the source, and where in it the place lies. */
function paragraphAround(sheetIndex: number, runIndex: number, offsetInRun: number): { paragraph: string; offset: number } {
  const line = layersOnSheets[sheetIndex]?.runs[runIndex]?.[5];
  let paragraph = "";
  let offset = 0;
  layersOnSheets.forEach((layer, page) => {
    let baseline = Number.NaN;
    layer.runs.forEach((run, index) => {
      if (run[5] !== line) return;
      if (run[2] !== baseline && !/\s$/.test(paragraph)) paragraph += " ";
      baseline = run[2];
      if (page === sheetIndex && index === runIndex) offset = paragraph.length + offsetInRun;
      paragraph += run[0];
    });
  });
  return { paragraph, offset };
}

/** Which letter of a run was clicked. */
function offsetIn(element: HTMLElement, event: MouseEvent): number {
  const place = caretAt(event.clientX, event.clientY);
  if (!place || !element.contains(place.node)) return 0;
  const range = document.createRange();
  range.setStart(element, 0);
  range.setEnd(place.node, place.offset);
  return range.toString().length;
}

function caretAt(x: number, y: number): { node: Node; offset: number } | null {
  if ("caretPositionFromPoint" in document) {
    const position = document.caretPositionFromPoint(x, y);
    return position && { node: position.offsetNode, offset: position.offset };
  }
  const range = (document as Document).caretRangeFromPoint(x, y);
  return range && { node: range.startContainer, offset: range.startOffset };
}
