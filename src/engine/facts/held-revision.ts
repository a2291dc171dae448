import { asText, at } from '../../domain/values/json.js';
import { holdsBackUpdate } from '../../domain/kubernetes/stateful-set.js';
import type { Evidence } from '../../domain/evidence.js';
import type { PodView } from '../../domain/kubernetes/pod.js';
import type { RemediationStep } from '../../domain/rules/rule.js';
import type { OwnerRecord } from '../../domain/snapshot.js';

/** What holds a StatefulSet's pod at a revision that is no longer the newest, and the way on. */
export interface HeldRevision {
  readonly evidence: Evidence;
  readonly step: RemediationStep;
}

/** Of a pod that its StatefulSet would replace if it were ready: to mend the template again is of no use. */
export function heldRevision(owners: readonly OwnerRecord[], pod: PodView): HeldRevision | undefined {
  const set = owners.find(({ kind }) => kind === 'StatefulSet');
  if (set?.object === undefined || !holdsBackUpdate(set.object, pod.raw)) return undefined;
  const newest = asText(at(set.object, 'status', 'updateRevision')) ?? '';
  return {
    evidence: {
      fact: `StatefulSet ${set.name} has a newer revision, and replaces no pod before this one is ready`,
      at: `StatefulSet/${set.name} status.updateRevision`,
      observed: newest,
      speaks: 'for',
    },
    step: {
      do: `Remove it, so that it is made anew of the newest revision, ${newest}`,
      command: 'kubectl delete pod {{pod}} -n {{namespace}}',
      effect: 'mutating',
    },
  };
}
