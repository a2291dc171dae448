/** By code units: a report is the same on any machine, whatever its locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** By the first part in which they differ: namespace, then name, then container. */
export function comparePlaces(a: readonly string[], b: readonly string[]): number {
  const at = a.findIndex((part, index) => part !== b[index]);
  return at === -1 ? a.length - b.length : compareText(a[at] ?? '', b[at] ?? '');
}
