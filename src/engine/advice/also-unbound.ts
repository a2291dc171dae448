import { readEvent } from '../../domain/kubernetes/event.js';
import type { Evidence } from '../../domain/evidence.js';
import { asText, at } from '../../domain/values/json.js';
import type { ReferenceRecord } from '../../domain/snapshot.js';
import type { Match } from '../match/match.js';
import { AT_THE_END, withEvidence } from '../match/with-evidence.js';
import { classOf, unboundClaims } from '../facts/unbound-claim.js';

/** Rules that tell of one claim; the scheduler says only that there is one, and counts none. */
const RULES: ReadonlySet<string> = new Set([
  'volume-claim-unbound',
  'storage-class-missing',
  'volume-provisioning-failed',
  'volume-none-fits',
]);

/**
 * A claim that is not bound is told by its own name, where the evidence is an event or the class of one, and all
 * others that the pod waits for are told with it, and what their own events say.
 */
export function withAlsoUnbound(match: Match): Match {
  const { subject } = match.context;
  if (!RULES.has(match.rule.id) || subject.kind !== 'pod') return match;
  const claims = unboundClaims(subject.snapshot.references);
  const claim =
    claims.find(({ name }) => isOf(match, name)) ?? claims.find((each) => hasClass(match, each)) ?? claims[0];
  if (claim === undefined) return match;
  const others = claims.filter((each) => each !== claim);
  const alsoUnbound = others.map(({ name }) => name).join(', ');
  return {
    ...withEvidence(match, AT_THE_END, others.map(told)),
    variables: {
      ...match.variables,
      unboundClaim: claim.name,
      ...(others.length === 0 ? {} : { alsoUnbound }),
    },
  };
}

function isOf({ evidence }: Match, claim: string): boolean {
  return evidence.some(({ at: place }) => place.endsWith(` of PersistentVolumeClaim ${claim}`));
}

function hasClass({ variables }: Match, claim: ReferenceRecord): boolean {
  return variables['unboundClass'] !== undefined && classOf(claim) === variables['unboundClass'];
}

const SAYS_WHY: ReadonlySet<string> = new Set([
  'FailedBinding',
  'ProvisioningFailed',
  'ExternalProvisioning',
]);

function told({ name, object, events = [] }: ReferenceRecord): Evidence {
  const why = events.map(readEvent).findLast(({ reason }) => SAYS_WHY.has(reason))?.message;
  return {
    fact: `the claim ${name} is not bound either${why === undefined ? '' : `: ${why}`}`,
    at: `PersistentVolumeClaim/${name}`,
    observed: asText(at(object, 'status', 'phase')) ?? 'not bound',
    speaks: 'for',
  };
}
