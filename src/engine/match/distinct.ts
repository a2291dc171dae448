import type { Evidence, Missing } from '../../domain/evidence.js';

/** Evidence without repetitions, in order: neither the same words nor, for one side, the same observation twice. */
export function distinct(evidence: readonly Evidence[]): readonly Evidence[] {
  const seen = new Set<string>();
  const once = evidence.filter((e) => {
    const key = e.observed === '' ? e.fact : `${e.speaks}\n${e.at}\n${e.observed}`;
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
  return once.filter((e) => !isSaidBy(e, once));
}

/** A bare exit code needs no line of its own beside a fact that names it. */
function isSaidBy(evidence: Evidence, all: readonly Evidence[]): boolean {
  const code = /^exit code (-?\d+)$/.exec(evidence.fact)?.[1];
  return (
    code !== undefined && all.some((e) => e !== evidence && new RegExp(`\\bexit ${code}\\b`).test(e.fact))
  );
}

/** What was not seen without repetitions, in order. */
export function distinctMissing(missing: readonly Missing[]): readonly Missing[] {
  const seen = new Set<string>();
  return missing.filter((m) => {
    const key = `${m.what} ${m.name ?? ''} ${m.why}`;
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
}
