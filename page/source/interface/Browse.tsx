// The folders of the computer, to go through them.
import { useEffect, useState } from "preact/hooks";
import type { ListedFolder, Listing } from "../protocol.ts";
import { reasonOf } from "../refused.ts";
import { asked } from "../starting.ts";
import { Icon } from "./Icon.tsx";

interface Props {
  /** Where it begins. */
  from: string;
  /** A folder was clicked; whether that is all: else what is in it is shown. */
  choose: (folder: ListedFolder) => boolean;
  /** What is in a folder is shown. */
  entered?: (folder: string) => void;
  fail: (problem: string | null) => void;
}

export function Browse({ from, choose, entered, fail }: Props) {
  const [listing, setListing] = useState<Listing | null>(null);
  const browse = async (folder: string) => {
    fail(null);
    try {
      const done = await asked({ what: "browse", folder });
      if (done.what !== "folders") return;
      setListing(done);
      entered?.(done.folder);
    } catch (error) {
      fail(reasonOf(error));
    }
  };
  useEffect(() => void browse(from), []);
  return (
    <>
      <p class="browse-place" aria-live="polite">
        {listing?.folder ?? from}
      </p>
      <ul class="recent browse">
        {listing?.above && (
          <li>
            <button type="button" onClick={() => void browse(listing.above ?? "")}>
              <Icon name="back" />
              <span>Een map omhoog</span>
            </button>
          </li>
        )}
        {listing?.folders.map((folder) => (
          <li key={folder.path}>
            <button type="button" onClick={() => choose(folder) || void browse(folder.path)}>
              <strong>{folder.name}</strong>
              {folder.sort !== "plain" && <span>{folder.sort === "work" ? "werkmap" : "regio"}</span>}
            </button>
          </li>
        ))}
      </ul>
      {listing?.folders.length === 0 && <p>Hier staan geen mappen.</p>}
    </>
  );
}
