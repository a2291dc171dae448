import type { Report } from '../../domain/report/report.js';
import type { ContainerLog, PodSnapshot } from '../../domain/snapshot.js';
import { asText, at } from '../../domain/values/json.js';
import { defuseCommands, inert } from '../../report/inert.js';
import type { Io } from '../io.js';
import type { Ending } from './wait.js';

/** Lines of each container, and containers, that are worth a place in a pipeline's log. */
const MOST_LINES = 20;
const MOST_CONTAINERS = 20;

/** What one failed container wrote last. */
interface Tail {
  readonly title: string;
  readonly lines: readonly string[];
}

/**
 * The last lines of each container that failed, in the groups that the pipeline's log can fold:
 * GitHub's and GitLab's; a heading elsewhere. What a container wrote can be no command of a runner.
 */
export function logGroups({ troubles, check }: Ending, { pods }: Report, env: Io['env']): string {
  if (check.verdict === 'passed') return '';
  const failed = new Set(
    pods.flatMap((pod) =>
      pod.containers
        .filter((one) => one.diagnoses.length > 0)
        .map((one) => `${pod.namespace}/${pod.name}/${one.name}`),
    ),
  );
  const tails = troubles.flatMap(({ snapshots }) => tailsOf(snapshots, failed));
  const left = tails.length - MOST_CONTAINERS;
  const more = left > 0 ? `The last lines of ${left} more containers are left out.\n\n` : '';
  return (
    tails
      .slice(0, MOST_CONTAINERS)
      .map((tail, index) => fold(tail, index, env))
      .join('') + more
  );
}

/** One for each container of a workload: its replicas write much the same. */
function tailsOf(snapshots: readonly PodSnapshot[], failed: ReadonlySet<string>): readonly Tail[] {
  const found = snapshots.flatMap(({ pod, logs }) => {
    const [namespace, name] = [
      asText(at(pod, 'metadata', 'namespace')) ?? '',
      asText(at(pod, 'metadata', 'name')) ?? '',
    ];
    const containers = [...new Set(logs.map((log) => log.container))];
    return containers.flatMap((container) => {
      if (!failed.has(`${namespace}/${name}/${container}`)) return [];
      const log = newest(logs.filter((one) => one.container === container));
      return log === undefined ? [] : [{ container, pod: name, lines: log.lines.slice(-MOST_LINES) }];
    });
  });
  return [...new Set(found.map(({ container }) => container))].flatMap((container) => {
    const replicas = found.filter((one) => one.container === container);
    const [first] = replicas;
    if (first === undefined) return [];
    const others = replicas.length === 1 ? '' : `, one of ${replicas.length} such pods`;
    return [{ title: `last lines of ${container} of ${first.pod}${others}`, lines: first.lines }];
  });
}

/** What runs now has written nothing of interest yet when the one before it has failed. */
function newest(logs: readonly ContainerLog[]): ContainerLog | undefined {
  const of = (which: ContainerLog['which']): ContainerLog | undefined =>
    logs.find((log) => log.which === which && log.lines.length > 0);
  return of('previous') ?? of('current');
}

function fold({ title, lines }: Tail, index: number, env: Io['env']): string {
  const body = defuseCommands(lines.map((line) => `  ${inert(line)}\n`).join(''));
  const head = defuseCommands(inert(title));
  if ((env['GITHUB_ACTIONS'] ?? '') !== '') return `::group::${head}\n${body}::endgroup::\n`;
  if ((env['GITLAB_CI'] ?? '') !== '') {
    // docs.gitlab.com, "Custom collapsible sections", 18.0: the time may be any.
    const section = `exitdiag_log_${index + 1}`;
    return `\u001b[0Ksection_start:0:${section}[collapsed=true]\r\u001b[0K${head}\n${body}\u001b[0Ksection_end:0:${section}\r\u001b[0K\n`;
  }
  return `${head}:\n${body}\n`;
}
