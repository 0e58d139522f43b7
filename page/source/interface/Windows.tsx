// The window that asks something, if one does.
import { asked } from "../acts.ts";
import { MendDialog } from "./Mend.tsx";
import { CopyDocument, DiscardDocument, MoveDocument, NewDocument } from "./NewDocument.tsx";
import { BeginPeriod, BinDialog, CorrectDialog, StepDialog, VerifyDialog } from "./Steps.tsx";
import { VersionsDialog } from "./Versions.tsx";

export function Windows() {
  const wanted = asked.value;
  switch (wanted?.what) {
    case undefined:
      return null;
    case "new":
      return <NewDocument />;
    case "copy":
      return <CopyDocument document={wanted.document} period={wanted.period} />;
    case "move":
      return <MoveDocument document={wanted.document} />;
    case "discard":
      return <DiscardDocument document={wanted.document} />;
    case "step":
      return <StepDialog document={wanted.document} status={wanted.status} />;
    case "begin":
      return <BeginPeriod period={wanted.period} />;
    case "correct":
      return <CorrectDialog />;
    case "verify":
      return <VerifyDialog document={wanted.document} />;
    case "versions":
      return <VersionsDialog key={wanted.document} document={wanted.document} />;
    case "bin":
      return <BinDialog />;
    case "mend":
      return <MendDialog finding={wanted.finding} fix={wanted.fix} />;
  }
}
