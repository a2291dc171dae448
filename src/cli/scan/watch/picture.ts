import type { Missing } from '../../../domain/evidence.js';
import type { ReportNode, ReportPod, ReportWorkload } from '../../../domain/report/report.js';
import type { CollectionResult } from '../../../sources/source.js';
import type { Judged } from '../../collect-report.js';

/**
 * What is known while a selection is watched. Only what is in trouble is held whole, of the rest a
 * number, so that it stays as small as the trouble is.
 */
export interface Picture {
  /** Containers of every pod that exists, by key. */
  readonly containers: Map<string, number>;
  readonly pods: Map<string, ReportPod>;
  readonly workloads: Map<string, ReportWorkload>;
  readonly nodes: Map<string, ReportNode>;
  /** What the newest reading of each namespace could not see. */
  readonly gaps: Map<string, Pick<CollectionResult, 'complete' | 'missing'>>;
  /** How much there is of what was named, where names were given. */
  named?: Pick<CollectionResult, 'podsSeen' | 'containersSeen'>;
  /** What may never be seen. */
  readonly refused: Missing[];
  /** The newest reading failed; it is tried again. */
  isStale: boolean;
}

/** A picture with nothing in it yet. */
export function createPicture(): Picture {
  return {
    containers: new Map(),
    pods: new Map(),
    workloads: new Map(),
    nodes: new Map(),
    gaps: new Map(),
    refused: [],
    isStale: false,
  };
}

/** `pods/shop/web-1`. */
export function keyOf(resource: string, namespace: string, name: string): string {
  return `${resource}/${namespace}/${name}`;
}

/** The picture as one reading would have given it. `now` is in milliseconds since the epoch. */
export function judgedOf(
  picture: Picture,
  source: CollectionResult['source'],
  now: number,
  namespaces: readonly string[],
): Judged {
  const gaps = [...picture.gaps.values()];
  return {
    pods: [...picture.pods.values()].sort(byName),
    workloads: [...picture.workloads.values()].sort(byName),
    nodes: [...picture.nodes.values()],
    result: {
      source,
      now,
      podsSeen: picture.named?.podsSeen ?? picture.containers.size,
      containersSeen:
        picture.named?.containersSeen ?? [...picture.containers.values()].reduce((a, b) => a + b, 0),
      complete: picture.refused.length === 0 && gaps.every((gap) => gap.complete),
      missing: [...picture.refused, ...gaps.flatMap((gap) => gap.missing)],
      namespaces,
      notFound: [],
    },
  };
}

interface Named {
  readonly namespace: string;
  readonly name: string;
}

/** Readings come in any order; reports of the same trouble are the same. */
function byName(a: Named, b: Named): number {
  const [left, right] = [`${a.namespace}/${a.name}`, `${b.namespace}/${b.name}`];
  return left < right ? -1 : left > right ? 1 : 0;
}
