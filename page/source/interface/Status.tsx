// How far a document is: concept, vastgesteld, …

const SETTLED = ["vastgesteld", "verzonden", "gecorrigeerd"];

export function Status({ status }: { status: string }) {
  return <span class={SETTLED.includes(status) ? "status settled" : "status"}>{status}</span>;
}
