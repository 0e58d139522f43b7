// The icons: drawn on a field of 20 by 20.

const PATHS = {
  error: "M10 1.8 18.6 17H1.4ZM10 7v5M10 14.2v.6",
  warning: "M10 2a8 8 0 1 0 0 16 8 8 0 0 0 0-16ZM10 6v5M10 13.4v.6",
  ok: "M4 10.5 8.2 15 16 5.5",
  close: "M5 5l10 10M15 5 5 15",
  left: "M12.5 4.5 7 10l5.5 5.5",
  right: "M7.5 4.5 13 10l-5.5 5.5",
  minus: "M4.5 10h11",
  plus: "M4.5 10h11M10 4.5v11",
  save: "M3.5 3.5h10l3 3v10h-13ZM6.5 3.5v4h6v-4M6 16.5v-5h8v5",
  download: "M10 3v10M5.8 9.2 10 13.4l4.2-4.2M3.5 16.8h13",
  settings: "M3 6h8M15 6h2M3 14h2M9 14h8M13 4v4M7 12v4",
  width: "M2.5 4v12M17.5 4v12M5 10h10M7.5 7.5 5 10l2.5 2.5M12.5 7.5 15 10l-2.5 2.5",
  overview: "M3 4.5h14v11H3ZM3 8.5h14M8 8.5v7",
  back: "M9 4.5 3.5 10 9 15.5M4 10h12.5",
  running: "M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15ZM10 6v4.3l2.8 1.7",
  lock: "M5 9h10v8H5ZM7 9V6.5a3 3 0 0 1 6 0V9",
  slides: "M2.5 3.5h15M4 3.5v9.5h12V3.5M10 13v4M7 17h6",
  present: "M6 3.8v12.4L16.2 10Z",
  speaker: "M2.5 3.5h15v10.5h-15ZM6 17h8M10 14v3M5.5 7h4v3.5h-4ZM12 7h3M12 10.5h3",
  full: "M3.5 7.5v-4h4M12.5 3.5h4v4M16.5 12.5v4h-4M7.5 16.5h-4v-4",
  black: "M3 4.5h14v11H3ZM3 15.5 17 4.5",
  pause: "M7 4.5v11M13 4.5v11",
  reset: "M4.5 10a5.5 5.5 0 1 0 1.8-4.1M4.3 3.5v3.6h3.6",
  shelf: "M3.5 3.5h4v13h-4ZM7.5 3.5h4v13h-4ZM12.4 4.6l3.4-.9 2 12.4-3.4.6Z",
  up: "M4.5 12.5 10 7l5.5 5.5",
  down: "M4.5 7.5 10 13l5.5-5.5",
  undo: "M7.5 4 3.5 8l4 4M4 8h8a4.3 4.3 0 0 1 0 8.6H9",
  redo: "M12.5 4l4 4-4 4M16 8H8a4.3 4.3 0 0 0 0 8.6h3",
  bold: "M6 3.5h5a3.2 3.2 0 0 1 0 6.4H6ZM6 9.9h5.8a3.3 3.3 0 0 1 0 6.6H6Z",
  italic: "M8.5 3.5h6M5.5 16.5h6M11.8 3.5 8.2 16.5",
  bullets: "M8 5h9M8 10h9M8 15h9M3.4 5h.4M3.4 10h.4M3.4 15h.4",
  numbers: "M8.5 5h8.5M8.5 10h8.5M8.5 15h8.5M2.8 3.6l1.2-.8v4.4M2.6 12.4a1.3 1.3 0 1 1 2.4 1L2.7 16.8h2.6",
  quote: "M3.5 10h4V6h-4ZM7.5 10c0 2.4-1 3.8-3 4.4M11.5 10h4V6h-4ZM15.5 10c0 2.4-1 3.8-3 4.4",
  link: "M8.4 11.6a3.2 3.2 0 0 0 4.6 0l3-3A3.2 3.2 0 0 0 11.4 4l-1 1M11.6 8.4a3.2 3.2 0 0 0-4.6 0l-3 3A3.2 3.2 0 0 0 8.6 16l1-1",
  footnote: "M3 16.5 7.2 5l4.2 11.5M4.6 12.5h5.3M13.6 4.6l1.8-1.2v6",
  table: "M3 4h14v12H3ZM3 8h14M3 12h14M8 4v12M12.5 4v12",
  search: "M8.5 3a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11ZM12.6 12.6 17 17",
  picture: "M3 3.5h14v13H3ZM3 13.5l4-4 3.5 3.5 2.5-2.5 4 4M12.5 7.2a.9.9 0 1 0 1.8 0 .9.9 0 1 0-1.8 0",
  comment: "M3 4h14v9.5H9.5L6 17v-3.5H3Z",
  people: "M7 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM1.8 16.5c.3-3 2.4-4.6 5.2-4.6s4.9 1.6 5.2 4.6M13 9.3a2.6 2.6 0 1 0-.6-5M14.2 12.1c2.2.2 3.7 1.7 4 4.2",
  letter: "M5 2.5h7l3.5 3.5v11.5H5ZM7.5 9h5.5M7.5 12h5.5M7.5 15h3.5",
};

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
