// The pages: pictures with a layer of text over them, replaced without a flicker when they change.
import { effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { FromPage, Layer, Picture, ShownDocument, ShownPage, TextRun } from "../protocol.ts";
import { type Slide, slideAtLine } from "../slides/deck.ts";
import { type Bands, placeImages } from "./bands.ts";
import { type Changes, compare } from "./changes.ts";
import { arrange, type BuiltLayer, UNIT, buildLayer, fontReady, runAt } from "./layer.ts";
import { nearestLine, offsetIn, paragraphAround, pictureAt, sharesWords, wordsOf } from "./places.ts";
import { EMPTY, ToldPages } from "./told.ts";

/** CSS pixels in a point. */
const POINT = 96 / 72;
const PAGE_MARGIN = 28;
const SLIDE_MARGIN = 16;
const SMALLEST_SCALE = 0.5;
const LARGEST_SCALE = 3;

/** A page on the screen. */
interface Sheet {
  section: HTMLElement;
  images: HTMLImageElement[];
  /** The bands that the images show. */
  bands: string[] | null;
  layer: Layer | null;
  built: BuiltLayer | null;
}

export interface Click {
  run: TextRun | null;
  picture: Picture | null;
  /** All text of the clicked paragraph, and where in it was clicked. */
  paragraph: string;
  offset: number;
  /** The line in the source of the first text behind the place that has one; 0: none. */
  nextLine: number;
}

/** The text of a page, and the elements that show it. */
export interface PrintedText {
  layer: Layer;
  runs: readonly HTMLElement[];
}

/** What was made ready for a sheet; null: stays as it is. */
interface Prepared {
  index: number;
  images: HTMLImageElement[] | null;
  layer: BuiltLayer | null;
}

/** The presentation that is shown, and the slide of it that is chosen. */
export interface SlideChoice {
  deck: ReadonlySignal<Slide[]>;
  /** The index of the page that shows the chosen slide as it is in the end; null: there are no slides. */
  chosenPage: ReadonlySignal<number | null>;
  slideHere: ReadonlySignal<Slide | null>;
  choose(slide: number): void;
}

export interface Surroundings {
  bands: Bands;
  slides: SlideChoice;
  /** 1 is 100%; 0 fits the width. */
  zoom: Signal<number>;
  /** The key of the number or exhibit of which the origin is shown. */
  chosenAnchor: ReadonlySignal<string | null>;
  send(message: FromPage): void;
  /** The server must be told again which slides are in sight. */
  tellSightAgain(): void;
}

export class PagesView {
  /** How many pages there are, and the one at the top of the view, from 0. */
  readonly count = signal(0);
  readonly inView = signal(0);
  /** The scale on the screen, 1 is 100%. */
  readonly scaleShown = signal(1);
  /** Counts up whenever text of pages was put on the screen. */
  readonly painted = signal(0);

  private readonly around: Surroundings;
  private readonly told = new ToldPages();
  private readonly scroller = document.createElement("div");
  private readonly paper = document.createElement("div");

  private sheets: Sheet[] = [];
  /** What the sheets show, to compare what is new with. */
  private documentOnSheets: string | null = null;
  private subjectOnSheets = "";
  private layersOnSheets: Layer[] = [];

  private refreshing = false;
  private refreshWanted = false;
  private viewTold = "";
  private scale = 1;
  private paintedCount = 0;
  private scrollFrame = 0;
  /** What waits until the pages of a document are on the sheets. */
  private awaited: { document: string; run: () => void } | null = null;
  /** What waits until the slide that was chosen is on the sheets. */
  private awaitedSlide: { subject: string; run: () => void } | null = null;

  constructor(around: Surroundings) {
    this.around = around;
    this.scroller.id = "pages";
    this.scroller.className = "pages";
    this.scroller.tabIndex = 0;
    this.scroller.setAttribute("role", "region");
    this.paper.className = "paper";
    this.scroller.append(this.paper);
  }

  /** The document that was told of last. */
  get document(): string | null {
    return this.told.document;
  }

  /** What of it is printed: all pages, or every slide as it is in the end. */
  get printed(): ShownPage[] {
    if (!this.told.hasSlides) return this.told.pages;
    return this.around.slides.deck.peek().flatMap(({ pages }) => this.told.pages[pages.at(-1) ?? -1] ?? []);
  }

  focus(): void {
    this.scroller.focus();
  }

  mount(parent: HTMLElement, clicked: (click: Click) => void): void {
    parent.append(this.scroller);
    this.listenForClicks(clicked);
    new ResizeObserver(() => this.fitScale()).observe(this.scroller);
    this.scroller.addEventListener("scroll", () => this.afterScroll(), { passive: true });
    this.scroller.addEventListener("wheel", (event) => this.zoomByWheel(event), { passive: false });
    effect(() => {
      void this.around.zoom.value;
      this.fitScale();
    });
    effect(() => this.markChosen(this.around.chosenAnchor.value));
    effect(() => {
      const isOfSlides = this.around.slides.chosenPage.value !== null;
      this.scroller.classList.toggle("one-slide", isOfSlides);
      this.scroller.setAttribute("aria-label", isOfSlides ? "Dia" : "Bladzijden");
      this.select();
      void this.refresh();
    });
  }

  /** Takes in what the server told of a document. Without new pages the last ones stay. */
  update(message: ShownDocument): void {
    this.told.update(message);
    if (message.full) this.tellViewAgain();
    // An answer may have been lost when the setter was replaced.
    this.around.bands.forgetRequests();
    this.around.bands.add(message.bands);
    this.select();
    void this.refresh();
  }

  bandsArrived(bands: Record<string, string>): void {
    this.around.bands.add(bands);
    void this.refresh();
  }

  /** After a new connection the server must be told again. */
  forgetWhatWasTold(): void {
    this.tellViewAgain();
    this.around.bands.forgetRequests();
  }

  private tellViewAgain(): void {
    this.viewTold = "";
    this.around.tellSightAgain();
  }

  private select(): void {
    const { chosenPage, slideHere } = this.around.slides;
    this.told.follow(chosenPage.peek(), slideHere.peek()?.number);
  }

  /**
   * Scrolls to what was made from a line in the source, or else from the nearest line before it, and flashes it.
   * A list and a long paragraph have the line they begin at: of those only what has the words of `text`.
   */
  revealLine(line: number, text: string): void {
    if (this.told.hasSlides) {
      this.around.slides.choose(slideAtLine(this.around.slides.deck.peek(), line));
      this.whenOnSheets(() => this.revealLineOnSheets(line, text));
    } else this.revealLineOnSheets(line, text);
  }

  private revealLineOnSheets(line: number, text: string): void {
    const nearest = nearestLine(this.told.followed.layers, line, "all");
    if (nearest === 0) return;
    const words = new Set(wordsOf(text));
    const found = this.reveal(
      (run) => run[5] === nearest && sharesWords(run, words),
      () => false,
    );
    if (found) return;
    this.reveal(
      (run) => run[5] === nearest,
      (picture) => picture[4] === nearest,
    );
  }

  /** Runs when the pages of a document are on the sheets: a new document starts at its top. */
  whenPainted(document: string, run: () => void): void {
    this.awaited = null;
    if (this.documentOnSheets === document) run();
    else this.awaited = { document, run };
  }

  private whenOnSheets(run: () => void): void {
    this.awaitedSlide = null;
    if (this.subjectOnSheets === this.told.followed.subject) run();
    else this.awaitedSlide = { subject: this.told.followed.subject, run };
  }

  /** Brings what was made from a line in the source into view, unless some of it is. */
  follow(line: number, text: string): void {
    if (this.told.hasSlides) {
      this.around.slides.choose(slideAtLine(this.around.slides.deck.peek(), line));
      return;
    }
    const places: { page: number; y: number; fits: boolean }[] = [];
    const nearest = nearestLine(this.told.followed.layers, line, "words");
    if (nearest === 0) return;
    const words = new Set(wordsOf(text));
    this.told.followed.layers.forEach((layer, page) =>
      layer.runs.forEach((run) => {
        if (run[5] === nearest) places.push({ page, y: run[2], fits: sharesWords(run, words) });
      }),
    );
    const wanted = places.some(({ fits }) => fits) ? places.filter(({ fits }) => fits) : places;
    const positions = wanted.map(({ page, y }) => (this.sheets[page]?.section.offsetTop ?? 0) + y * POINT * this.scale);
    const top = this.scroller.scrollTop;
    const isInView = positions.some((position) => position > top + 20 && position < top + this.scroller.clientHeight - 20);
    if (!isInView && positions[0] !== undefined) this.scroller.scrollTop = positions[0] - this.scroller.clientHeight / 3;
  }

  /** Shows a number or an exhibit. One that is only in the notes has the slide that its line is in. */
  revealAnchor(anchor: string, line: number | null): void {
    const isRun = (run: TextRun) => run[6] === anchor;
    const isPicture = (picture: Picture) => picture[5] === anchor;
    if (this.told.hasSlides) {
      const has = (page: number | undefined) => {
        const layer = this.told.layers[page ?? -1];
        return layer !== undefined && (layer.runs.some(isRun) || layer.pictures.some(isPicture));
      };
      const slide = this.around.slides.deck.peek().find(({ pages }) => has(pages.at(-1)))?.number;
      if (!has(this.told.followed.firstPage)) this.around.slides.choose(slide ?? slideAtLine(this.around.slides.deck.peek(), line ?? 0));
    }
    this.whenOnSheets(() => this.reveal(isRun, isPicture));
  }

  /** The text of the pages that are on the screen. */
  texts(): PrintedText[] {
    return this.sheets.flatMap(({ layer, built }) => (layer && built ? [{ layer, runs: built.runs }] : []));
  }

  /** The keys of the numbers and exhibits on the page in view. */
  anchorsInView(): string[] {
    const { runs, pictures } = this.told.layers[this.inView.peek()] ?? EMPTY;
    return [...runs.map((run) => run[6]), ...pictures.map((picture) => picture[5])].filter(Boolean);
  }

  private get slideNumber(): number {
    return this.around.slides.slideHere.peek()?.number ?? 1;
  }

  goToNeighbour(step: 1 | -1): void {
    if (this.told.hasSlides) this.around.slides.choose(this.slideNumber + step);
    else this.goToPage(this.inView.peek() + step);
  }

  private goToPage(index: number): void {
    const sheet = this.sheets[Math.max(0, Math.min(index, this.sheets.length - 1))];
    if (sheet) this.scroller.scrollTo({ top: sheet.section.offsetTop - this.margin / 2 });
  }

  /** Scrolls by a part of the view's height; slides are turned. */
  scrollByView(part: number): void {
    if (this.told.hasSlides) {
      this.around.slides.choose(this.slideNumber + Math.sign(part));
      return;
    }
    this.scroller.scrollBy({ top: this.scroller.clientHeight * part });
  }

  zoomBy(factor: number): void {
    const steps = [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3];
    const next = factor > 1 ? steps.find((step) => step > this.scale + 0.01) : steps.findLast((step) => step < this.scale - 0.01);
    if (next) this.around.zoom.value = next;
  }

  // ---- Following what the server told

  /** Makes the sheets in view show the pages as they are now, all in one frame; one round at a time. */
  private async refresh(): Promise<void> {
    this.refreshWanted = true;
    if (this.refreshing) return;
    this.refreshing = true;
    while (this.refreshWanted) {
      this.refreshWanted = false;
      await this.refreshOnce();
    }
    this.refreshing = false;
  }

  private async refreshOnce(): Promise<void> {
    await fontReady();
    const isNew = this.told.followed.subject !== this.subjectOnSheets;
    const { bands } = this.around;
    const target = this.told.followed;
    // Until the picture of another slide is there, the slide before it stays.
    const isOther = target.pages[0]?.slide && isNew && this.documentOnSheets === target.document;
    const missing = isOther ? bands.missing(target.pages[0]?.bands ?? []) : [];
    if (missing.length > 0 && target.document !== null) {
      bands.request(target.document, missing);
      return;
    }
    const [first, last] = isNew ? [0, 1] : near(this.visibleRange(), target.pages.length);

    // The browser reads the pictures while the layers are built.
    const prepared: Prepared[] = [];
    const loading: Promise<void>[] = [];
    for (let index = first; index <= last && index < target.pages.length; index++) {
      const page = target.pages[index];
      const layer = target.layers[index];
      const sheet = isNew ? undefined : this.sheets[index];
      if (!page || !layer) continue;
      const isStale = !shows(sheet, page);
      const isThere = bands.missing(page.bands).length === 0;
      if (isStale && !isThere && target.document !== null) bands.request(target.document, page.bands);
      // A picture and its text change together.
      if (isStale && !isThere && sheet) continue;
      if (!isStale && sheet?.layer === layer) continue;
      const ready: Prepared = { index, images: null, layer: null };
      if (isStale && isThere)
        loading.push(bands.loaded(page.bands, sheet?.images ?? []).then((images) => void (ready.images = images)));
      prepared.push(ready);
    }
    const changes = isNew || target.layers === this.layersOnSheets ? null : compare(this.layersOnSheets, target.layers, first, last);
    for (const ready of prepared) {
      const layer = target.layers[ready.index] ?? EMPTY;
      const sheet = isNew ? undefined : this.sheets[ready.index];
      if (!sameLayer(sheet?.layer, layer)) ready.layer = buildFor(layer, ready.index, changes, sheet?.built ?? null);
    }
    await Promise.all(loading);

    if (isNew) {
      this.sheets = [];
      this.paper.replaceChildren();
      this.scroller.scrollTop = 0;
    }
    this.matchSheets(target.pages);
    for (const { index, images, layer } of prepared) {
      const sheet = this.sheets[index];
      const page = target.pages[index];
      if (!sheet || !page) continue;
      if (images) showImages(sheet, images, page.bands);
      if (layer) this.showLayer(sheet, layer, target.layers[index] ?? EMPTY);
    }
    this.documentOnSheets = target.document;
    this.subjectOnSheets = target.subject;
    this.layersOnSheets = target.layers;
    bands.forget([...this.told.pages, ...target.pages].flatMap((page) => page.bands));
    if (isNew || prepared.length > 0) this.markChosen(this.around.chosenAnchor.peek());
    this.count.value = target.pages.length;
    this.afterScroll();
    this.buildRestWhenIdle();
    if (this.awaited?.document === target.document) {
      const { run } = this.awaited;
      this.awaited = null;
      run();
    }
    if (this.awaitedSlide?.subject === target.subject) {
      const { run } = this.awaitedSlide;
      this.awaitedSlide = null;
      run();
    }
    this.tellPainted(target.revision, prepared.map(({ index }) => target.firstPage + index));
  }

  /** Adds and takes away sheets, and gives each the size of its page. */
  private matchSheets(target: ShownPage[]): void {
    while (this.sheets.length > target.length) this.sheets.pop()?.section.remove();
    while (this.sheets.length < target.length) {
      const section = document.createElement("section");
      section.className = "sheet";
      this.paper.append(section);
      this.sheets.push({ section, images: [], bands: null, layer: null, built: null });
    }
    this.scale = this.scaleFor(target);
    this.scaleShown.value = this.scale;
    this.sheets.forEach(({ section }, index) => {
      const slide = target[index]?.slide?.number;
      section.setAttribute("aria-label", slide === undefined ? `Bladzijde ${index + 1}` : `Dia ${slide}`);
      this.sizeSheet(index, target[index]);
    });
  }

  private sizeSheet(index: number, page: ShownPage | undefined): void {
    const sheet = this.sheets[index];
    if (!sheet || !page) return;
    sheet.section.style.width = `${page.width * POINT * this.scale}px`;
    sheet.section.style.height = `${page.height * POINT * this.scale}px`;
    if (sheet.built) sheet.built.element.style.transform = `scale(${(POINT * this.scale) / UNIT})`;
  }

  private showLayer(sheet: Sheet, built: BuiltLayer, layer: Layer): void {
    built.element.style.transform = `scale(${(POINT * this.scale) / UNIT})`;
    arrange(built);
    if (sheet.built && sheet.built.element !== built.element) sheet.built.element.replaceWith(built.element);
    else if (!sheet.built) sheet.section.append(built.element);
    sheet.built = built;
    sheet.layer = layer;
    this.painted.value += 1;
  }

  /** Pages out of view get their text too, so that the browser finds words there. */
  private buildRestWhenIdle(): void {
    const idle = window.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 30));
    const index = this.sheets.findIndex((sheet, at) => this.told.followed.layers[at] && sheet.layer !== this.told.followed.layers[at]);
    if (index < 0 || this.refreshWanted) return;
    idle(() => {
      const sheet = this.sheets[index];
      const layer = this.told.followed.layers[index];
      if (this.refreshing || !sheet || !layer || this.subjectOnSheets !== this.told.followed.subject) return;
      if (sameLayer(sheet.layer, layer)) sheet.layer = layer;
      else if (shows(sheet, this.told.followed.pages[index]) || !this.isVisible(index)) {
        this.showLayer(sheet, buildLayer(layer), layer);
        this.markChosen(this.around.chosenAnchor.peek());
      } else return;
      this.buildRestWhenIdle();
    });
  }

  /** Tells measurements that the browser has painted the pages. */
  private tellPainted(revision: number | null, changedPages: number[]): void {
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        this.paintedCount += 1;
        document.documentElement.dataset.painted = String(this.paintedCount);
        window.dispatchEvent(new CustomEvent("griffel:painted", { detail: { revision, changedPages } }));
      };
      channel.port2.postMessage(null);
    });
  }

  // ---- What is in view

  private visibleRange(): [number, number] {
    const top = this.scroller.scrollTop;
    const bottom = top + this.scroller.clientHeight;
    let first = this.sheets.length;
    let last = 0;
    let position = this.margin;
    this.told.followed.pages.forEach((page, index) => {
      const height = page.height * POINT * this.scale;
      if (position + height > top && position < bottom) {
        first = Math.min(first, index);
        last = index;
      }
      position += height + this.margin;
    });
    return first > last ? [0, 0] : [first, last];
  }

  private isVisible(index: number): boolean {
    const [first, last] = this.visibleRange();
    return index >= first && index <= last;
  }

  private afterScroll(): void {
    if (this.scrollFrame) return;
    this.scrollFrame = requestAnimationFrame(() => {
      this.scrollFrame = 0;
      const [first, last] = this.visibleRange();
      const middle = this.scroller.scrollTop + this.scroller.clientHeight / 3;
      let position = this.margin;
      let inView = 0;
      this.told.followed.pages.forEach((page, index) => {
        if (position <= middle) inView = index;
        position += page.height * POINT * this.scale + this.margin;
      });
      this.inView.value = this.told.followed.firstPage + inView;
      const view = `${this.documentOnSheets} ${first} ${last}`;
      if (view === this.viewTold || this.told.followed.pages.length === 0) return;
      this.viewTold = view;
      if (!this.told.hasSlides) this.around.send({ type: "view", first, last });
      const [from, to] = near([first, last], this.told.followed.pages.length);
      for (let index = from; index <= to; index++) {
        if (!shows(this.sheets[index], this.told.followed.pages[index])) {
          void this.refresh();
          break;
        }
      }
    });
  }

  // ---- Zoom

  /** Around and between the sheets. */
  private get margin(): number {
    return this.told.hasSlides ? SLIDE_MARGIN : PAGE_MARGIN;
  }

  /** A slide is always shown whole. */
  private scaleOfSlide({ width, height }: ShownPage): number {
    if (this.scroller.clientWidth === 0 || this.scroller.clientHeight === 0) return this.scale;
    const room = (size: number) => size - 2 * SLIDE_MARGIN;
    return Math.max(0.1, Math.min(room(this.scroller.clientWidth) / (width * POINT), room(this.scroller.clientHeight) / (height * POINT)));
  }

  private scaleFor(target: ShownPage[]): number {
    if (target[0]?.slide) return this.scaleOfSlide(target[0]);
    if (this.around.zoom.peek() > 0) return Math.min(LARGEST_SCALE, Math.max(SMALLEST_SCALE, this.around.zoom.peek()));
    const widest = Math.max(...target.map((page) => page.width), 1);
    if (target.length === 0 || this.scroller.clientWidth === 0) return this.scale;
    return Math.min(LARGEST_SCALE, Math.max(0.25, (this.scroller.clientWidth - 2 * PAGE_MARGIN) / (widest * POINT)));
  }

  /** Gives the sheets the scale that was chosen; what is at `anchor` (from the top of the view) stays there. */
  private fitScale(anchor = 0): void {
    const next = this.scaleFor(this.told.followed.pages);
    if (next === this.scale || this.sheets.length === 0) return;
    const position = (this.scroller.scrollTop + anchor - this.margin) / this.scale;
    this.scale = next;
    this.scaleShown.value = this.scale;
    this.sheets.forEach((_, index) => this.sizeSheet(index, this.told.followed.pages[index]));
    this.scroller.scrollTop = position * this.scale + this.margin - anchor;
    this.afterScroll();
  }

  private zoomByWheel(event: WheelEvent): void {
    if (!event.ctrlKey || this.told.hasSlides) return;
    event.preventDefault();
    const wanted = this.scale * Math.exp(-Math.max(-100, Math.min(100, event.deltaY)) / 400);
    const next = Math.min(LARGEST_SCALE, Math.max(SMALLEST_SCALE, wanted));
    const anchor = event.clientY - this.scroller.getBoundingClientRect().top;
    const before = (this.scroller.scrollTop + anchor - this.margin) / this.scale;
    this.around.zoom.value = next;
    this.scroller.scrollTop = before * this.scale + this.margin - anchor;
  }

  // ---- Places on the pages

  private reveal(isRun: (run: TextRun) => boolean, isPicture: (picture: Picture) => boolean): boolean {
    const found: HTMLElement[] = [];
    this.sheets.forEach((sheet, index) => {
      const layer = this.told.followed.layers[index];
      if (!layer) return;
      const hasPlace = layer.runs.some(isRun) || layer.pictures.some(isPicture);
      if (!hasPlace) return;
      if (sheet.layer !== layer) this.showLayer(sheet, buildLayer(layer), layer);
      layer.pictures.forEach((picture, at) => isPicture(picture) && push(sheet.built?.pictures[at]));
      layer.runs.forEach((run, at) => isRun(run) && push(sheet.built?.runs[at]));
    });
    const target = found[0];
    if (!target) return false;
    const box = target.getBoundingClientRect();
    const view = this.scroller.getBoundingClientRect();
    if (box.top < view.top + 40 || box.bottom > view.bottom - 40)
      this.scroller.scrollTop += box.top - view.top - view.height / 3;
    for (const element of found) flash(element);
    return true;

    function push(element: HTMLElement | undefined) {
      if (element) found.push(element);
    }
  }

  private markChosen(anchor: string | null): void {
    for (const element of this.paper.querySelectorAll(".chosen")) element.classList.remove("chosen");
    if (anchor === null) return;
    this.sheets.forEach(({ built, layer }) => {
      layer?.runs.forEach((run, index) => run[6] === anchor && built?.runs[index]?.classList.add("chosen"));
      layer?.pictures.forEach((picture, index) => picture[5] === anchor && built?.pictures[index]?.classList.add("chosen"));
    });
  }

  // ---- Clicks

  private listenForClicks(clicked: (click: Click) => void): void {
    let start = { x: 0, y: 0 };
    this.scroller.addEventListener("pointerdown", (event) => (start = { x: event.clientX, y: event.clientY }));
    this.scroller.addEventListener("click", (event) => {
      const dragged = Math.hypot(event.clientX - start.x, event.clientY - start.y) > 4;
      if (dragged || event.detail > 1 || getSelection()?.isCollapsed === false) return;
      const sheetIndex = this.sheets.findIndex(({ section }) => section.contains(event.target as Node));
      const layer = this.sheets[sheetIndex]?.layer;
      if (!layer) return;
      const hit = runAt(event.target as Node);
      const run = hit && layer.runs[hit.index];
      const picture = this.pictureUnder(event, sheetIndex, layer);
      // A label in a chart that is no number of its own stands for the chart.
      const slide = this.told.hasSlides ? this.around.slides.slideHere.peek() : null;
      // The rest of a slide stands for its title.
      if (!picture && !run && slide) clicked({ run: null, picture: null, paragraph: "", offset: 0, nextLine: slide.line });
      else if (picture && !run?.[6]) clicked({ run: null, picture, paragraph: "", offset: 0, nextLine: 0 });
      else if (run) {
        const nextLine = layer.runs.slice(hit.index).find((next) => next[5] > 0)?.[5] ?? slide?.line ?? 0;
        clicked({ run, picture: null, ...paragraphAround(this.layersOnSheets, sheetIndex, hit.index, offsetIn(hit.element, event)), nextLine });
      }
    });
  }

  private pictureUnder(event: MouseEvent, sheetIndex: number, layer: Layer): Picture | null {
    const box = this.sheets[sheetIndex]?.section.getBoundingClientRect();
    if (!box) return null;
    const points = (pixels: number) => pixels / (POINT * this.scale);
    return pictureAt(layer, points(event.clientX - box.left), points(event.clientY - box.top));
  }
}

/** Whether a sheet shows the picture of a page. */
const shows = (sheet: Sheet | undefined, page: ShownPage | undefined): boolean =>
  sheet?.bands != null && page != null && sheet.bands.join() === page.bands.join();

function buildFor(layer: Layer, index: number, changes: Changes | null, earlier: BuiltLayer | null): BuiltLayer {
  return buildLayer(layer, changes?.pieces.get(index), changes?.pictures.get(index), earlier);
}

function sameLayer(a: Layer | null | undefined, b: Layer): boolean {
  return a != null && JSON.stringify(a) === JSON.stringify(b);
}

/** The images lie before the layer. */
function showImages(sheet: Sheet, images: HTMLImageElement[], bands: string[]): void {
  placeImages(sheet.section, sheet.images, images);
  sheet.images = images;
  sheet.bands = bands;
}

const near = ([first, last]: [number, number], count: number): [number, number] => [
  Math.max(0, first - 1),
  Math.min(count - 1, last + 1),
];

function flash(element: HTMLElement): void {
  element.classList.remove("found");
  void element.offsetWidth;
  element.classList.add("found");
  element.addEventListener("animationend", () => element.classList.remove("found"), { once: true });
}
