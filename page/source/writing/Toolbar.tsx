// The buttons above the text: one stop for Tab, and arrow keys from one to the next.
import { useRef, useState } from "preact/hooks";
import * as editor from "../editor/editor.ts";
import { Icon } from "../interface/Icon.tsx";
import { stepRound } from "../interface/listing.ts";
import { useMenu } from "../interface/useMenu.ts";
import { isPresentation } from "../state.ts";
import { paragraphStyles } from "./keys.ts";
import { headingAt, setHeading } from "./paragraphs.ts";
import { canBeWritten } from "./pieces.ts";
import { canUse, type Tool, tools } from "./tools.ts";

/** The list of styles among the ids of buttons. */
const STYLE = "style";

export function Toolbar() {
  const element = useRef<HTMLDivElement>(null);
  const [stop, setStop] = useState("undo");
  const state = editor.seen.value;
  if (state.readOnly) return null;
  const move = (event: KeyboardEvent) => {
    if (event.defaultPrevented || (event.target as Element).closest("[role=menu]")) return;
    const all = [...(element.current?.querySelectorAll<HTMLElement>("[data-tool]") ?? [])];
    const at = all.indexOf(document.activeElement as HTMLElement);
    const to = stepRound(event.key, at, all.length, "across");
    if (to === null) return;
    event.preventDefault();
    all[to]?.focus();
  };
  const stopAt = (id: string) => ({ tabIndex: stop === id ? 0 : -1, onFocus: () => setStop(id), "data-tool": id });
  const [first = [], ...others] = tools;
  return (
    <div
      class="toolbar"
      role="toolbar"
      aria-label="Opmaak van de tekst"
      ref={element}
      onKeyDown={move}
      // The text keeps its cursor.
      onMouseDown={(event) => event.preventDefault()}
    >
      <Group tools={first} stopAt={stopAt} />
      <Style stop={stopAt(STYLE)} />
      {others.map((group) => (
        <Group key={group[0]?.id} tools={group} stopAt={stopAt} />
      ))}
    </div>
  );
}

interface Stop {
  tabIndex: number;
  onFocus: () => void;
  "data-tool": string;
}

function Group({ tools, stopAt }: { tools: Tool[]; stopAt: (id: string) => Stop }) {
  return (
    <div class="toolbar-group">
      {tools.map((tool) => (
        <ToolButton key={tool.id} tool={tool} stop={stopAt(tool.id)} />
      ))}
    </div>
  );
}

function ToolButton({ tool, stop }: { tool: Tool; stop: Stop }) {
  const state = editor.seen.value;
  const label = tool.label(state);
  const showsLabel = tool.showsLabel?.(state) ?? false;
  const use = () => {
    if (!canUse(tool, editor.state())) return;
    // Whoever used a button goes on writing.
    editor.focus();
    tool.run();
  };
  return (
    <button
      type="button"
      class={showsLabel ? "tool with-label" : "tool"}
      aria-label={showsLabel ? undefined : label}
      title={tool.keys ? `${label} (${tool.keys})` : label}
      aria-pressed={tool.isOn ? tool.isOn(state) : undefined}
      aria-disabled={!canUse(tool, state)}
      onClick={use}
      {...stop}
    >
      <Icon name={tool.icon} />
      {showsLabel && <span>{label}</span>}
    </button>
  );
}

/** What kind of paragraph the cursor is in. A heading that is fixed by the form of a letter is none of these. */
function Style({ stop }: { stop: Stop }) {
  const { isOpen, setOpen, element, button, closeOnEscape } = useMenu();
  const list = useRef<HTMLUListElement>(null);
  const state = editor.seen.value;
  const styles = paragraphStyles();
  const level = headingAt(state);
  const isFixed = level === 1 && !isPresentation.value;
  const shown = styles.find((style) => style.level === level)?.label ?? (isFixed ? "Vast onderdeel" : "Kop");
  const isOff = !canBeWritten(state) || isFixed;
  const open = () => {
    if (isOff) return;
    setOpen(true);
    requestAnimationFrame(() => (list.current?.querySelector<HTMLElement>("[aria-checked=true]") ?? list.current?.querySelector("button"))?.focus());
  };
  const choose = (level: number) => {
    setOpen(false);
    editor.focus();
    editor.run(setHeading(level, !isPresentation.value));
  };
  const move = (event: KeyboardEvent) => {
    const all = [...(list.current?.querySelectorAll("button") ?? [])];
    const at = all.indexOf(document.activeElement as HTMLButtonElement);
    const to = stepRound(event.key, at, all.length);
    if (to === null) return;
    event.preventDefault();
    all[to]?.focus();
  };
  return (
    <div class="toolbar-style" ref={element} onKeyDown={closeOnEscape}>
      <button
        type="button"
        ref={button}
        class="tool with-label"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls="paragraph-styles"
        aria-disabled={isOff}
        aria-label={`Soort alinea: ${shown}`}
        title={isFixed ? "Deze kop geeft het sjabloon" : "Soort alinea"}
        onClick={() => (isOpen ? setOpen(false) : open())}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown" || isOpen) return;
          event.preventDefault();
          open();
        }}
        {...stop}
      >
        <span>{shown}</span>
        <Icon name="down" />
      </button>
      <ul id="paragraph-styles" class="menu-list" role="menu" aria-label="Soort alinea" hidden={!isOpen} ref={list} onKeyDown={move}>
        {styles.map((style) => (
          <li key={style.level} role="none">
            <button
              type="button"
              class={`menu-item style-${style.level}`}
              role="menuitemradio"
              aria-checked={style.level === level}
              tabIndex={-1}
              onClick={() => choose(style.level)}
            >
              {style.label}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
