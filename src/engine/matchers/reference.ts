import type { Leaf } from '../../domain/rule.js';
import { missingOf, type MatchContext } from '../context.js';
import { found, speaksFor, unseen, NOTHING, type Finding } from '../finding.js';
import { podSubject } from './subject.js';

export function matchReference(leaf: Extract<Leaf, { kind: 'reference' }>, context: MatchContext): Finding {
  const references = podSubject(context)?.snapshot.references ?? [];
  const hit = references.find((r) => leaf.of.includes(r.kind) && r.exists === leaf.exists);
  if (hit === undefined) {
    const missing = missingOf(context, 'reference');
    return missing.length > 0 ? unseen(missing) : NOTHING;
  }
  const near = hit.nearest?.[0];
  const fact = `${hit.kind} "${hit.name}" ${hit.exists ? 'exists' : 'does not exist'}${near === undefined ? '' : `; "${near}" does`}`;
  return found([speaksFor(fact, `${hit.kind}/${hit.name}`, hit.exists ? 'found' : 'not found')], {
    variables: { reference: hit.name, ...(near === undefined ? {} : { nearest: near }) },
  });
}
