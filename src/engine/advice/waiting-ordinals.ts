import { waitingOrdinals } from '../../domain/kubernetes/stateful-set.js';
import type { Match } from '../match/match.js';
import { withEvidence } from '../match/with-evidence.js';

/** Of a pod for which the further ones of its StatefulSet wait: that they do, for nothing else tells why they are missing. */
export function withWaitingOrdinals(match: Match): Match {
  const { subject } = match.context;
  if (subject.kind !== 'container' || match.rule.benign) return match;
  const { snapshot, container } = subject;
  const set = snapshot.owners.find(({ kind }) => kind === 'StatefulSet');
  if (set?.object === undefined || container.ready === true) return match;
  const waiting = waitingOrdinals(set.object, snapshot.pod);
  if (waiting === 0) return match;
  const pods = waiting === 1 ? '1 more pod' : `${waiting} more pods`;
  const fact = `StatefulSet ${set.name} makes ${pods} only once this one is ready, as its pods come in order`;
  const place = `StatefulSet/${set.name} spec.podManagementPolicy`;
  return withEvidence(match, 2, [{ fact, at: place, observed: 'OrderedReady', speaks: 'for' }]);
}
