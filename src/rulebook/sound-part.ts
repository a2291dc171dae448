import type { RawCondition, RawRule } from './normalise.js';

type Path = readonly (string | number)[];

/** A condition of which nothing is to be said. */
const NO_CONDITION: RawCondition = { all: [] };

/** In place of an item of a list, be it a condition, a line, a step or an adjustment: the others keep their number. */
const BLANK = { ...NO_CONDITION, pattern: '', example: '', do: '', when: NO_CONDITION };

/**
 * A rule without the places that its schema refuses, whole enough to be asked what it means, so that
 * a file's mistakes are told all at once. `isWhole` is false where conditions are left out: they may
 * have named variables.
 */
export function soundPart(
  document: object,
  bad: readonly Path[],
): { readonly raw: RawRule; readonly isWhole: boolean } {
  const rule = structuredClone(document) as Record<string, unknown>;
  for (const path of bad) leaveOut(rule, path);
  const isWhole = !bad.some(([field]) => ['when', 'let', 'strengthen', 'weaken'].includes(String(field)));
  const { title = '', summary = '', when = NO_CONDITION, remediation = [] } = rule;
  return { raw: { ...rule, title, summary, when, remediation } as RawRule, isWhole };
}

/** Takes out the innermost item of a list that holds the place, else the block, else the field. */
function leaveOut(rule: Record<string, unknown>, path: Path): void {
  const item = path.findLastIndex(
    (step, index) => typeof step === 'number' && isMapping(valueAt(rule, path.slice(0, index + 1))),
  );
  const blocks = rule['let'];
  if (item > 0) (valueAt(rule, path.slice(0, item)) as unknown[])[path[item] as number] = BLANK;
  else if (path[0] === 'let' && path[1] !== undefined && isMapping(blocks)) blocks[path[1]] = NO_CONDITION;
  else if (path[0] !== undefined) rule[path[0]] = undefined;
}

/** The value at a path of a document; undefined where there is none. */
export function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>((here, step) => (isMapping(here) ? here[step] : undefined), root);
}

function isMapping(value: unknown): value is Record<string | number, unknown> {
  return typeof value === 'object' && value !== null;
}
