import { parseQuantity } from '../../domain/values/quantity.js';
import { changeWords, type TemplateChange } from '../../domain/kubernetes/revision-change.js';
import type { Leaf } from '../../domain/rules/rule.js';
import { asTime, humanDuration } from '../../domain/values/time.js';
import { missingOf, type MatchContext } from '../match/context.js';
import { found, NOTHING, speaksFor, unseen, type Finding } from '../match/finding.js';
import { containerSubject } from './subject.js';

/** How a change of the pod template calls the fields that a rule may ask for. */
const FIELDS = {
  image: /^image$/,
  'memory-limit': /^resources\.limits\.memory$/,
  command: /^(?:command|args)$/,
  env: /^env(?:From)?\b/,
  probe: /^(?:liveness|startup|readiness)Probe\b/,
} as const;

/** Whether the pod's revision, while it is fresh, changed that field of the container. */
export function matchChange(leaf: Extract<Leaf, { kind: 'change' }>, context: MatchContext): Finding {
  const subject = containerSubject(context);
  if (subject === undefined) return NOTHING;
  const { change } = subject;
  if (change === undefined) return unseen(missingOf(context, 'revisions'));
  const own = change.changes.find(
    (each) =>
      each.container === subject.container.name && FIELDS[leaf.field].test(each.field) && !isRaised(each),
  );
  if (own === undefined) return NOTHING;
  const age = humanDuration((context.now - (asTime(change.createdAt) ?? context.now)) / 1000);
  return found(
    [
      speaksFor(
        `revision ${change.revision}, ${age} old, changed it: ${changeWords(own, true)}`,
        'spec.template of its revisions',
        own.now ?? own.how,
      ),
    ],
    { variables: { revision: change.revision } },
  );
}

/** More of an amount, or no bound any more, breaks nothing. */
function isRaised({ field, how, was = '', now = '' }: TemplateChange): boolean {
  if (!field.startsWith('resources.limits.')) return false;
  return how === 'removed' || (parseQuantity(now) ?? 0) > (parseQuantity(was) ?? Infinity);
}
