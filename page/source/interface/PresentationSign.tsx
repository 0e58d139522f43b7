// What tells a presentation from a letter in a list.
import { Icon } from "./Icon.tsx";

export function PresentationSign() {
  return (
    <span class="document-kind" title="Presentatie">
      <Icon name="slides" />
      <span class="unseen">presentatie</span>
    </span>
  );
}
