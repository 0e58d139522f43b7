// All slides of a presentation, small, to choose one.
import { useEffect, useRef, useState } from "preact/hooks";
import { chooseSlide } from "../actions.ts";
import type { ShownFinding, Severity } from "../protocol.ts";
import type { Slide } from "../slides/deck.ts";
import { slideAtLine } from "../slides/deck.ts";
import { slidesInStrip } from "../slides/sight.ts";
import { deck, position } from "../slides/state.ts";
import { sortedFindings } from "../state.ts";
import { Icon } from "./Icon.tsx";
import { showInList, stepTo } from "./listing.ts";
import { PageView } from "./PageView.tsx";

/** A large slide is shown before the small ones, in milliseconds. */
const AFTER_LARGE = 120;

export function Filmstrip() {
  const list = useRef<HTMLOListElement>(null);
  const [seen, setSeen] = useState<ReadonlySet<number>>(new Set());
  const slides = deck.value;
  const chosen = position.value.slide;
  const count = slides.length;

  useEffect(() => {
    const inSight = new Set<number>();
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          const number = Number((target as HTMLElement).dataset.slide);
          if (isIntersecting) inSight.add(number);
          else inSight.delete(number);
        }
        setSeen(new Set(inSight));
        slidesInStrip.value = inSight.size > 0 ? [Math.min(...inSight), Math.max(...inSight)] : null;
      },
      { root: list.current, rootMargin: "120px" },
    );
    for (const item of list.current?.children ?? []) observer.observe(item);
    return () => {
      observer.disconnect();
      slidesInStrip.value = null;
    };
  }, [count]);

  useEffect(() => {
    showInList(list.current, list.current?.children[chosen - 1]);
  }, [chosen, count]);

  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const to = stepTo(event.key, chosen - 1, count, "both");
    const slide = to === null ? undefined : slides[to];
    if (to === null || !slide) return;
    event.preventDefault();
    chooseSlide(slide);
    list.current?.querySelectorAll<HTMLElement>(".thumbnail")[to]?.focus();
  };

  const worst = worstBySlide(slides, sortedFindings.value);
  return (
    <ol class="filmstrip" aria-label="Dia's" ref={list} onKeyDown={press}>
      {slides.map((slide) => (
        <Thumbnail key={slide.number} slide={slide} isChosen={slide.number === chosen} inSight={seen.has(slide.number)} worst={worst.get(slide.number)} />
      ))}
    </ol>
  );
}

interface Props {
  slide: Slide;
  isChosen: boolean;
  inSight: boolean;
  worst: Severity | undefined;
}

function Thumbnail({ slide, isChosen, inSight, worst }: Props) {
  const name = `Dia ${slide.number}: ${slide.title || "zonder titel"}`;
  const warns = worst === "fout" ? "er staat een fout in" : "er staat een waarschuwing bij";
  return (
    <li data-slide={slide.number}>
      <button
        type="button"
        class="thumbnail"
        aria-current={isChosen ? "true" : undefined}
        aria-label={worst ? `${name}, ${warns}` : name}
        title={slide.title}
        tabIndex={isChosen ? 0 : -1}
        onClick={() => chooseSlide(slide)}
      >
        <span class="thumbnail-number">
          {slide.number}
          {worst && (
            <span class={`thumbnail-mark ${worst === "fout" ? "error" : "warning"}`}>
              <Icon name={worst === "fout" ? "error" : "warning"} />
            </span>
          )}
        </span>
        <PageView page={slide.pages.at(-1) ?? null} inSight={inSight} patience={AFTER_LARGE} />
      </button>
    </li>
  );
}

/** The worst finding in the text of each slide. */
function worstBySlide(slides: readonly Slide[], findings: readonly ShownFinding[]): Map<number, Severity> {
  const worst = new Map<number, Severity>();
  // They stand worst first.
  for (const { inManuscript, line, severity } of findings) {
    if (!inManuscript || line === null) continue;
    const number = slideAtLine(slides, line);
    if (!worst.has(number)) worst.set(number, severity);
  }
  return worst;
}
