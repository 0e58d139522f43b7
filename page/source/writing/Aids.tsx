// The window that helps with writing, if one is open.
import { aid } from "./aid.ts";
import { InsertDialog } from "./InsertDialog.tsx";
import { LinkDialog } from "./LinkDialog.tsx";
import { TableDialog } from "./TableDialog.tsx";

export function Aids() {
  const wanted = aid.value;
  switch (wanted?.what) {
    case undefined:
      return null;
    case "link":
      return <LinkDialog />;
    case "table":
      return <TableDialog />;
    case "insert":
      return <InsertDialog sort={wanted.sort} />;
  }
}
