import type { ContainerView } from '../../domain/kubernetes/pod.js';
import { asObjects, at } from '../../domain/values/json.js';
import type { Match } from '../match/match.js';

/** Of which commands the pod itself tells that they would show nothing. */
const IDLE: readonly { readonly command: string; readonly shows: (container: ContainerView) => boolean }[] = [
  { command: 'kubectl set env pod/{{pod}} -n {{namespace}} -c {{container}} --list', shows: hasVariables },
  // pkg/kubelet/stats/cri_stats_provider.go removeTerminatedContainers, v1.34
  { command: 'kubectl top pod {{pod}} -n {{namespace}} --containers', shows: isRunning },
];

/** Takes out the steps that look where, by what is known of the container, nothing is to be seen. */
export function withoutIdleLook(match: Match): Match {
  const { subject } = match.context;
  if (subject.kind !== 'container') return match;
  const idle = new Set(IDLE.filter(({ shows }) => !shows(subject.container)).map(({ command }) => command));
  const remediation = match.rule.remediation.filter(
    ({ command }) => command === undefined || !idle.has(command),
  );
  if (remediation.length === match.rule.remediation.length) return match;
  return { ...match, rule: { ...match.rule, remediation } };
}

function hasVariables({ spec }: ContainerView): boolean {
  return (['env', 'envFrom'] as const).some((field) => asObjects(at(spec, field)).length > 0);
}

function isRunning({ current }: ContainerView): boolean {
  return current.kind === 'running';
}
