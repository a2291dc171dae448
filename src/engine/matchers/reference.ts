import type { ReferenceRecord } from '../../domain/snapshot.js';
import type { Leaf } from '../../domain/rules/rule.js';
import { missingOf, type MatchContext } from '../match/context.js';
import { found, speaksFor, unseen, NOTHING, type Finding } from '../match/finding.js';
import { podSubject } from './subject.js';

/** `reference`: whether an object that the pod names exists; unseen where that could not be read. */
export function matchReference(leaf: Extract<Leaf, { kind: 'reference' }>, context: MatchContext): Finding {
  const references = podSubject(context)?.snapshot.references ?? [];
  const hit = references.find(
    (r) =>
      leaf.of.includes(r.kind) &&
      r.exists === leaf.exists &&
      (leaf.saidMissing !== true || isSaidMissing(r, context)),
  );
  if (hit === undefined) {
    const missing = missingOf(context, 'reference');
    return missing.length > 0 ? unseen(missing) : NOTHING;
  }
  const near = hit.nearest?.[0];
  const age = hit.age === undefined ? '' : `, made ${hit.age} ago`;
  const fact = `${hit.kind} "${hit.name}" ${hit.exists ? 'exists' : 'does not exist'}${near === undefined ? '' : `; "${near}" does`}`;
  return found([speaksFor(fact, `${hit.kind}/${hit.name}`, hit.exists ? `found${age}` : 'does not exist')], {
    variables: {
      reference: hit.name,
      referenceKind: hit.kind,
      ...(near === undefined ? {} : { nearest: near }),
    },
  });
}

/** Whether the kubelet said when it last tried that there is no such object: of a container by its state, of a volume by an event. */
function isSaidMissing({ kind, name }: ReferenceRecord, { subject, events }: MatchContext): boolean {
  const words =
    subject.kind === 'container'
      ? [subject.container.current.kind === 'waiting' ? (subject.container.current.message ?? '') : '']
      : events.filter(({ reason }) => reason === 'FailedMount').map(({ message }) => message);
  const said = [`${kind.toLowerCase()} "${name}" not found`, `${kind.toLowerCase()}s "${name}" not found`];
  return words.some((each) => said.some((text) => each.replaceAll('\\"', '"').includes(text)));
}
