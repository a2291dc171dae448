import { asObjects, asText, at, type Json, type JsonObject } from '../../domain/json.js';
import type { Leaf } from '../../domain/rule.js';
import { humanDuration } from '../../domain/time.js';
import { missingOf, type MatchContext } from '../context.js';
import { found, NOTHING, speaksFor, unseen, type Finding } from '../finding.js';
import { containerSubject } from './subject.js';
import { shorten } from './text.js';

const FIELDS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  image: [['image']],
  'memory-limit': [['resources', 'limits', 'memory']],
  command: [['command'], ['args']],
  env: [['env'], ['envFrom']],
  probe: [['livenessProbe'], ['startupProbe'], ['readinessProbe']],
};

/** Compares the container in the two newest revisions of its owner. */
export function matchChange(leaf: Extract<Leaf, { kind: 'change' }>, context: MatchContext): Finding {
  const subject = containerSubject(context);
  if (subject === undefined) return NOTHING;
  const revisions = subject.snapshot.owners.find((o) => o.revisions !== undefined)?.revisions;
  const [newest, before] = revisions ?? [];
  if (newest === undefined) return unseen(missingOf(context, 'revisions'));
  const now = containerIn(newest.template, subject.container.name);
  const then = containerIn(before?.template, subject.container.name);
  if (now === undefined || then === undefined) return NOTHING;
  const changed = FIELDS[leaf.field]?.find(
    (path) => JSON.stringify(at(now, ...path) ?? null) !== JSON.stringify(at(then, ...path) ?? null),
  );
  if (changed === undefined) return NOTHING;
  const ago =
    newest.createdAt === undefined ? '' : `, ${humanDuration((context.now - newest.createdAt) / 1000)} ago`;
  // Values of variables may be secrets: that they changed is enough.
  const was = leaf.field === 'env' ? '' : ` (was ${brief(at(then, ...changed))})`;
  const fact = `revision ${newest.revision} changed its ${changed.join('.')}${was}${ago}`;
  return found(
    [
      speaksFor(
        fact,
        `${newest.name} spec.template`,
        leaf.field === 'env' ? 'changed' : brief(at(now, ...changed)),
      ),
    ],
    {
      variables: { revision: newest.revision },
    },
  );
}

function containerIn(template: JsonObject | undefined, name: string): JsonObject | undefined {
  const spec = at(template, 'spec');
  const all = [...asObjects(at(spec, 'containers')), ...asObjects(at(spec, 'initContainers'))];
  return all.find((container) => asText(at(container, 'name')) === name);
}

function brief(value: Json | undefined): string {
  if (value === undefined) return 'not set';
  return shorten(typeof value === 'string' ? value : JSON.stringify(value), 80);
}
