import type { Missing, MissingWhat } from '../../../domain/evidence.js';
import { present } from '../../../domain/pod.js';
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

const COSTS: Readonly<Record<MissingWhat, string>> = {
  pods: 'the pods there were not looked at',
  events: 'why it was killed or could not start may be told only there',
  node: 'whether the node is under pressure or lost cannot be told',
  nodeEvents: 'what happened to the node cannot be told',
  owner: 'the workload that it belongs to cannot be seen',
  workloads: 'a workload whose pods cannot be created would not be seen',
  revisions: 'what changed between its revisions cannot be told',
  log: 'what it writes cannot be read',
  previousLog: 'what it wrote before it ended cannot be read',
  reference: 'whether it exists cannot be told',
  namespaces: 'which namespaces there are cannot be told',
  status: 'its state cannot be told',
};

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
