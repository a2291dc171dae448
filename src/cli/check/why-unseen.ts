import type { Missing } from '../../domain/evidence.js';

/** Rights that are written out; of more the refusal names verb and resources. */
const MOST_RIGHTS = 2;

/** Why nothing could be looked at, and what it takes: `forbidden: list pods, jobs.batch in namespace shop`. */
export function whyUnseen(missing: readonly Missing[]): string {
  const alike = new Map<string, string[]>();
  for (const { what, name, verb, resource, why } of missing) {
    // Of what was asked for by name the server's own words say all.
    const key = name !== undefined || verb === undefined ? why : `${why}: ${verb}`;
    alike.set(key, [...(alike.get(key) ?? []), ...(key === why ? [] : [resource ?? what])]);
  }
  const namespaces = [...new Set(missing.map(({ namespace }) => namespace))];
  const where =
    namespaces.length === 1 && namespaces[0] !== undefined ? ` in namespace ${namespaces[0]}` : '';
  const whys = [...alike].map(([why, of]) =>
    of.length === 0 ? why : `${why} ${[...new Set(of)].sort().join(', ')}${where}`,
  );
  const rights = [...new Set(missing.flatMap(({ grant }) => grant ?? []))];
  const takes =
    rights.length === 0 || rights.length > MOST_RIGHTS
      ? ''
      : `; it takes the ${rights.length === 1 ? 'right' : 'rights'} ${rights.join(' and ')}`;
  return `${whys.join('; ')}${takes}`;
}
