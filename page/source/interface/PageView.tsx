// A page as a picture, which follows its changes.
import { useEffect, useMemo, useRef } from "preact/hooks";
import { bands } from "../pages/pages.ts";
import { PagePicture } from "../pages/picture.ts";
import { deckDocument, deckPages } from "../slides/state.ts";

interface Props {
  /** Its index; null: none. */
  page: number | null;
  /** It is in sight. */
  inSight: boolean;
  /** How long a change waits, in milliseconds: what is looked at comes first. */
  patience?: number;
}

export function PageView({ page, inSight, patience = 0 }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const picture = useMemo(() => new PagePicture(bands), []);
  const told = page === null ? undefined : deckPages.value[page];
  const document = deckDocument.value;
  useEffect(() => place.current?.append(picture.element), []);
  useEffect(() => {
    if (!told || !document || !inSight) return;
    const show = () => void picture.show(document, told);
    if (picture.isEmpty || patience === 0) {
      show();
      return;
    }
    const timer = window.setTimeout(show, patience);
    return () => clearTimeout(timer);
  }, [document, told?.bands.join(), inSight, bands.arrivals.value]);
  return <div class="page-view" aria-hidden="true" ref={place} />;
}
