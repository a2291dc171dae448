import type { Report } from '../../domain/report.js';
import type { ContainerLog, PodSnapshot } from '../../domain/snapshot.js';
import { asText, at } from '../../domain/json.js';
import { defuseCommands, inert } from '../../report/inert.js';
import type { Io } from '../io.js';
import type { Ending } from './wait.js';

/** Lines of each container, and containers, that are worth a place in a pipeline's log. */
const MOST_LINES = 20;
const MOST_CONTAINERS = 5;

/** What one failed container wrote last. */
interface Tail {
  readonly title: string;
  readonly lines: readonly string[];
}

/**
 * The last lines of the containers that failed, in the groups that the pipeline's log can fold:
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
  const tails = troubles.flatMap(({ snapshots }) =>
    snapshots.flatMap((snapshot) => tailsOf(snapshot, failed)),
  );
  // Replicas write the same; one of each container is enough.
  const distinct = [...new Map(tails.map((tail) => [tail.lines.join('\n'), tail])).values()].slice(
    0,
    MOST_CONTAINERS,
  );
  return distinct.map((tail, index) => fold(tail, index, env)).join('');
}

function tailsOf(snapshot: PodSnapshot, failed: ReadonlySet<string>): readonly Tail[] {
  const name = asText(at(snapshot.pod, 'metadata', 'name')) ?? '';
  const namespace = asText(at(snapshot.pod, 'metadata', 'namespace')) ?? '';
  const containers = [...new Set(snapshot.logs.map((log) => log.container))].filter((one) =>
    failed.has(`${namespace}/${name}/${one}`),
  );
  return containers.flatMap((container) => {
    const log = newest(snapshot.logs.filter((one) => one.container === container));
    if (log === undefined) return [];
    return [{ title: `last lines of ${container} of ${name}`, lines: log.lines.slice(-MOST_LINES) }];
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
