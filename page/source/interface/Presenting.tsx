// The slides over the whole screen, with black around them.
import { useEffect, useRef, useState } from "preact/hooks";
import { meaningOf } from "../slides/keys.ts";
import { act, digits, fillScreen, isFullScreen, presenting } from "../slides/presenting.ts";
import { black, deck, placeInWords, position } from "../slides/state.ts";
import { openSpeaker, REFUSED, refused } from "../slides/window.ts";
import { Icon } from "./Icon.tsx";
import { StageView } from "./StageView.tsx";

/** The pointer and the buttons go when it has been still for so long, in milliseconds. */
const STILL = 2000;

export function Presenting() {
  return presenting.value ? <Wall /> : null;
}

function Wall() {
  const element = useRef<HTMLDivElement>(null);
  const isActive = useActivity(element);
  useEffect(() => {
    element.current?.focus();
    const press = (event: KeyboardEvent) => {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      const isOnButton = event.target instanceof Element && event.target.closest(".wall-bar button") !== null;
      if (isOnButton && (event.key === " " || event.key === "Enter") && digits.peek() === "") return;
      if (event.key.toLowerCase() === "s") {
        openSpeaker();
        return;
      }
      // Remote controls send it to begin; it would load the page again.
      if (event.key === "F5") event.preventDefault();
      const meaning = meaningOf(event.key, digits.peek());
      if (!meaning) return;
      event.preventDefault();
      event.stopPropagation();
      refused.value = false;
      act(meaning);
    };
    window.addEventListener("keydown", press, { capture: true });
    return () => window.removeEventListener("keydown", press, { capture: true });
  }, []);

  const turnByClick = (event: MouseEvent) => {
    if (event.target instanceof Element && event.target.closest(".wall-bar")) return;
    act({ to: event.clientX < window.innerWidth / 3 ? "back" : "on" });
  };
  return (
    <div
      class={isActive ? "wall" : "wall still"}
      role="region"
      aria-label="Presentatie"
      tabIndex={-1}
      ref={element}
      onClick={turnByClick}
    >
      <StageView />
      {digits.value && <p class="wall-digits">Naar dia {digits.value}. Druk op Enter.</p>}
      {refused.value && (
        <p class="wall-notice" role="alert">
          {REFUSED}
        </p>
      )}
      <Bar />
      <p class="unseen" role="status">
        {black.value ? "Het scherm is zwart." : placeInWords.value}
      </p>
    </div>
  );
}

function Bar() {
  const count = deck.value.length;
  return (
    <div class="wall-bar" role="group" aria-label="Bediening van de presentatie">
      <button type="button" class="wall-button" aria-label="Terug" title="Terug (pijl naar links)" onClick={() => act({ to: "back" })}>
        <Icon name="left" />
      </button>
      <span class="wall-number">
        {position.value.slide} van {count}
      </span>
      <button type="button" class="wall-button" aria-label="Verder" title="Verder (pijl naar rechts)" onClick={() => act({ to: "on" })}>
        <Icon name="right" />
      </button>
      <button type="button" class="wall-button" aria-pressed={black.value} aria-label="Zwart scherm" title="Zwart scherm (b)" onClick={() => act({ to: "black" })}>
        <Icon name="black" />
      </button>
      <button type="button" class="wall-button" aria-label="Sprekersscherm" title="Sprekersscherm (s)" onClick={openSpeaker}>
        <Icon name="speaker" />
      </button>
      {!isFullScreen.value && (
        <button type="button" class="wall-button" aria-label="Hele scherm vullen" title="Hele scherm vullen" onClick={fillScreen}>
          <Icon name="full" />
        </button>
      )}
      <button type="button" class="wall-button" aria-label="Stoppen" title="Stoppen (Esc)" onClick={() => act({ to: "stop" })}>
        <Icon name="close" />
      </button>
    </div>
  );
}

/** Whether the pointer moved a moment ago, or the keys are in the bar. */
function useActivity(element: { current: HTMLElement | null }): boolean {
  const [isActive, setActive] = useState(false);
  useEffect(() => {
    let timer = 0;
    let last = { x: -1, y: -1 };
    const isInBar = () => document.activeElement?.closest(".wall-bar") != null;
    const wake = () => {
      setActive(true);
      clearTimeout(timer);
      timer = window.setTimeout(() => !isInBar() && setActive(false), STILL);
    };
    const moved = (event: PointerEvent) => {
      // A page that changes under a pointer that lies still moves it, to a browser.
      if (last.x >= 0 && (event.clientX !== last.x || event.clientY !== last.y)) wake();
      last = { x: event.clientX, y: event.clientY };
    };
    const target = element.current;
    const touched = (event: PointerEvent) => event.pointerType !== "mouse" && wake();
    target?.addEventListener("pointermove", moved);
    target?.addEventListener("pointerdown", touched);
    target?.addEventListener("focusin", wake);
    target?.addEventListener("focusout", wake);
    return () => {
      clearTimeout(timer);
      target?.removeEventListener("pointermove", moved);
      target?.removeEventListener("pointerdown", touched);
      target?.removeEventListener("focusin", wake);
      target?.removeEventListener("focusout", wake);
    };
  }, []);
  return isActive;
}
