/** Lower-case texts of which one stands in everything that a pattern matches. */
export type OneOf = readonly string[];

/** What a pattern cannot match without: one text of each set. Empty where nothing is known. */
export type Needs = readonly OneOf[];

/** Whether a lower-case text holds all that is needed. */
export function holdsAll(lower: string, needs: Needs): boolean {
  for (const set of needs) if (!set.some((text) => lower.includes(text))) return false;
  return true;
}
