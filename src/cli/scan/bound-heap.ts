/**
 * Of how much lives on the heap it may grow by, in percent, before V8 collects garbage. Left to
 * itself it grows to several times that, for which a large cluster gives it time enough; at a fifth
 * the peak is a quarter lower, and no slower (docs/bench.md).
 */
const GROWTH_PERCENT = 20;

/** Keeps the heap close to what lives on it. A small scan does without: to load what does it takes longer. */
export async function boundHeap(): Promise<void> {
  const { setFlagsFromString } = await import('node:v8');
  setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`);
}
