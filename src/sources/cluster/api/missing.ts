import type { Missing, MissingWhat } from '../../../domain/evidence.js';
import { present } from '../../../domain/values/present.js';
import { COSTS } from '../../costs.js';
import type { Answer } from '../transport/answer.js';
import { qualified, type Resource } from './resources.js';

/** Which read did not work, in RBAC's terms. */
export interface Read {
  readonly what: MissingWhat;
  readonly resource: Resource;
  readonly verb: 'get' | 'list' | 'watch';
  readonly sub?: string;
  readonly namespace?: string | undefined;
  readonly name?: string | undefined;
}

/** A read without an answer, as data. */
export function missing(read: Read, answer: Exclude<Answer<unknown>, { kind: 'ok' }>): Missing {
  const { what, resource, verb, sub, namespace, name } = read;
  const plural = sub === undefined ? resource.plural : `${resource.plural}/${sub}`;
  return {
    what,
    ...present('namespace', namespace),
    ...present('name', name),
    verb,
    resource: qualified({ ...resource, plural }),
    why: whyNot(answer),
    costs: COSTS[what],
    ...(answer.kind === 'forbidden'
      ? { grant: `{apiGroups: ["${resource.group}"], resources: ["${plural}"], verbs: ["${verb}"]}` }
      : {}),
  };
}

/** One line for a read that gave nothing. */
export function whyNot(answer: Exclude<Answer<unknown>, { kind: 'ok' }>): string {
  switch (answer.kind) {
    case 'forbidden':
      return 'forbidden';
    case 'not-found':
      return answer.namesObject
        ? 'it does not exist any more'
        : `the server does not know it (${answer.message})`;
    case 'gone':
      return 'the list expired while it was read';
    case 'rejected':
      return answer.message;
    case 'failed':
      return answer.why;
  }
}
