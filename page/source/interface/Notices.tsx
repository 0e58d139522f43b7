// Messages above the text.
import { type Notice, notices } from "../notices.ts";
import { Icon } from "./Icon.tsx";

export function Notices() {
  return (
    <div class="notices" role="status">
      {notices.all.value.map((notice) => <Message key={notice.kind} notice={notice} />)}
    </div>
  );
}

/** A longer text has a line of its own, above what can be done. */
const LONG = 110;

function Message({ notice }: { notice: Notice }) {
  const close = () => {
    notice.closed?.();
    notices.dismiss(notice.kind);
  };
  return (
    <div class={`notice ${notice.tone}${notice.text.length > LONG ? " long" : ""}`}>
      <span>{notice.text}</span>
      {notice.action && (
        <button type="button" class="button small" onClick={notice.action.run}>
          {notice.action.label}
        </button>
      )}
      <button type="button" class="button quiet round small" aria-label="Sluiten" onClick={close}>
        <Icon name="close" />
      </button>
    </div>
  );
}
