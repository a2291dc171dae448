import { asList, asObject, asText, at, type Json } from '../domain/values/json.js';
import type { Report, ReportGroup } from '../domain/report/report.js';

/** What was known before, by group key: a check with a baseline fails only on what is new. */
export interface Baseline {
  readonly keys: ReadonlySet<string>;
}

/** What a baseline file holds, or why it is none. */
export type ReadBaseline =
  { readonly ok: true; readonly baseline: Baseline } | { readonly ok: false; readonly why: string };

const API_VERSION = 'exitdiag.github.io/v1alpha1';

/** Reads a baseline file's parsed JSON; says why when it is none, or one of another version. */
export function readBaseline(value: Json): ReadBaseline {
  const object = asObject(value);
  const [version, kind] = [asText(at(object, 'apiVersion')), asText(at(object, 'kind'))];
  if (object === undefined || kind !== 'Baseline')
    return { ok: false, why: 'this is no baseline (kind: Baseline is missing); --write-baseline makes one' };
  if (version !== API_VERSION)
    return {
      ok: false,
      why: `this baseline is of version ${version ?? 'none'}, this program reads ${API_VERSION}; write it anew with --write-baseline`,
    };
  return {
    ok: true,
    baseline: {
      keys: new Set(asList(at(object, 'known')).flatMap((entry) => asText(at(entry, 'key')) ?? [])),
    },
  };
}

/** The baseline of a report as text: one line a group, sorted, so that a change reads well in review. */
export function writeBaseline(groups: readonly ReportGroup[]): string {
  const lines = [...groups]
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map((g) => `    ${JSON.stringify({ key: g.key, title: g.diagnosis.title })}`);
  const known = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
  return `{\n  "apiVersion": "${API_VERSION}",\n  "kind": "Baseline",\n  "known": ${known}\n}\n`;
}

/** The report with `known` set on what the baseline holds. */
export function markKnown(report: Report, baseline: Baseline): Report {
  return {
    ...report,
    groups: report.groups.map((group) => ({
      ...group,
      diagnosis: { ...group.diagnosis, known: baseline.keys.has(group.key) },
    })),
  };
}
