import { diagnosesOf } from '../../domain/report/diagnoses.js';
import type { Missing } from '../../domain/evidence.js';
import type { Report, ReportNode, ReportWorkload } from '../../domain/report/report.js';

/** A read that failed, and for what else it failed alike. */
export interface MissingAlike {
  /** The first of them, with the resources of all. */
  readonly missing: Missing;
  /** `namespace/name` of the pods whose logs they are, or of whatever else could not be seen. */
  readonly objects: Set<string>;
  readonly namespaces: Set<string>;
  /** What was asked for, as `deployments.apps`. */
  readonly resources: Set<string>;
}

/** What is missing of several objects alike, once. What makes the answer incomplete comes first. */
export function missingOf(report: Report): readonly MissingAlike[] {
  const ofAll = report.missing.map((each) => [each, `${each.namespace ?? ''}/${each.name ?? ''}`] as const);
  const ofPods = report.pods.flatMap((pod) =>
    [...pod.missing, ...diagnosesOf(pod).flatMap(({ missing }) => missing)].map((each) => {
      // A log's name is that of its container, which many pods share; a node is of no namespace.
      if (isOfNode(each)) return [each, each.name ?? ''] as const;
      const name = isLog(each) ? pod.name : (each.name ?? pod.name);
      return [each, `${pod.namespace}/${name}`] as const;
    }),
  );
  const ofOthers = [...report.workloads, ...report.nodes].flatMap((subject) =>
    subject.diagnoses.flatMap(({ missing }) =>
      missing.map((each) => [each, isOfNode(each) ? (each.name ?? '') : objectOf(subject)] as const),
    ),
  );
  const alike = new Map<string, MissingAlike>();
  for (const [missing, object] of report.complete
    ? [...ofPods, ...ofOthers, ...ofAll]
    : [...ofAll, ...ofPods, ...ofOthers]) {
    const { what, why, verb, resource, namespace } = missing;
    // The kinds of workloads that may not be listed are one gap.
    const kind = what === 'workloads' && missing.name === undefined ? undefined : resource;
    const key = JSON.stringify([what, why, verb, kind]);
    const known = alike.get(key) ?? {
      missing,
      objects: new Set(),
      namespaces: new Set(),
      resources: new Set(),
    };
    known.objects.add(object);
    if (resource !== undefined) known.resources.add(resource);
    if (namespace !== undefined) known.namespaces.add(namespace);
    alike.set(key, known);
  }
  return [...alike.values()].map((each) =>
    each.resources.size < 2
      ? each
      : { ...each, missing: { ...each.missing, resource: [...each.resources].join(', ') } },
  );
}

function objectOf(subject: ReportWorkload | ReportNode): string {
  return 'namespace' in subject ? `${subject.namespace}/${subject.name}` : subject.name;
}

/** How many namespaces are named, where all were not looked at for one reason. */
const MOST_NAMESPACES = 5;

/** Whose logs they are and which namespaces were not looked at is worth saying; of the rest, how much. */
export function moreWords({ missing, objects, namespaces }: MissingAlike, wide: boolean): string {
  const more = objects.size - 1;
  const [first = ''] = objects;
  if (isLog(missing) && missing.name !== undefined)
    return ` (of ${first}${more === 0 ? '' : ` and ${more} more ${more === 1 ? 'pod' : 'pods'}`})`;
  if (more === 0) return '';
  const others = [...namespaces].filter((each) => each !== missing.namespace);
  if (missing.what !== 'pods' || others.length === 0) return ` (this and ${more} more like it)`;
  const named = wide ? others : others.slice(0, MOST_NAMESPACES);
  const rest = others.length - named.length;
  return ` (nor in ${named.join(', ')}${rest === 0 ? '' : ` and ${rest} more`})`;
}

function isLog({ what }: Missing): boolean {
  return what === 'log' || what === 'previousLog';
}

function isOfNode({ what }: Missing): boolean {
  return what === 'node' || what === 'nodeEvents';
}
