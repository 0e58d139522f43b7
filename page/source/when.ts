// Moments as people say them, by the clock of this computer.

const time = new Intl.DateTimeFormat("nl", { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat("nl", { weekday: "long", day: "numeric", month: "long" });
const dayOfYear = new Intl.DateTimeFormat("nl", { day: "numeric", month: "long", year: "numeric" });

/** "vandaag", "gisteren", "maandag 9 maart" or, of another year, "9 maart 2022". */
export function dayOf(moment: Date, now: Date): string {
  // At noon no day is skipped when summer begins or ends.
  const noon = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate(), 12).getTime();
  const days = Math.round((noon(now) - noon(moment)) / 86_400_000);
  if (days === 0) return "vandaag";
  if (days === 1) return "gisteren";
  return (moment.getFullYear() === now.getFullYear() ? day : dayOfYear).format(moment);
}

/** "14:05" */
export const timeOf = (moment: Date): string => time.format(moment);

/** "gisteren 14:05" */
export const momentOf = (moment: Date, now: Date): string => `${dayOf(moment, now)} ${timeOf(moment)}`;
