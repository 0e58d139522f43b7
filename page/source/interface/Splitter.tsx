// A bar between two parts of the page that is dragged, or moved with the arrow keys.

interface Props {
  label: string;
  /** "vertical": the bar stands between left and right. */
  orientation: "vertical" | "horizontal";
  size: number;
  least: number;
  most: number;
  /** The part that is resized lies before the bar (left, above) or after it. */
  resizes: "before" | "after";
  change: (size: number | null) => void;
}

const STEP = 24;

export function Splitter({ label, orientation, size, least, most, resizes, change }: Props) {
  const direction = resizes === "before" ? 1 : -1;
  const set = (wanted: number) => change(Math.round(Math.min(most, Math.max(least, wanted))));

  const drag = (event: PointerEvent) => {
    const bar = event.currentTarget as HTMLElement;
    const place = (at: PointerEvent) => (orientation === "vertical" ? at.clientX : at.clientY);
    const start = place(event);
    bar.setPointerCapture(event.pointerId);
    const move = (at: PointerEvent) => set(size + direction * (place(at) - start));
    bar.addEventListener("pointermove", move);
    bar.addEventListener("lostpointercapture", () => bar.removeEventListener("pointermove", move), { once: true });
    event.preventDefault();
  };

  const press = (event: KeyboardEvent) => {
    const [less, more] = orientation === "vertical" ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
    if (event.key === less) set(size - direction * STEP);
    else if (event.key === more) set(size + direction * STEP);
    else if (event.key === "Home") set(least);
    else if (event.key === "End") set(most);
    else return;
    event.preventDefault();
  };

  return (
    <div
      class={`splitter ${orientation}`}
      role="separator"
      aria-label={label}
      aria-orientation={orientation}
      aria-valuenow={Math.round(size)}
      aria-valuemin={Math.round(least)}
      aria-valuemax={Math.round(most)}
      tabIndex={0}
      onPointerDown={drag}
      onKeyDown={press}
      onDblClick={() => change(null)}
    />
  );
}
