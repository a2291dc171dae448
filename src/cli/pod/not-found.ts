import type { ReportGonePod } from '../../domain/report/gone.js';
import { asTime, humanDuration } from '../../domain/values/time.js';
import { inert } from '../../report/inert.js';
import type { CollectionResult, NotFound } from '../../sources/source.js';
import { reportGone } from './report-gone.js';

/** So many events of a pod that is gone are told. */
const TOLD_EVENTS = 8;
const TOLD_NAMES = 5;

/** How it is told that something does not exist. */
interface Telling {
  /** The namespace too: who named none may have meant another. */
  readonly saysWhere?: boolean;
  /** The command that looks closer at a pod, to be offered for one that took another's place. */
  readonly closer?: (pod: Pick<ReportGonePod, 'namespace' | 'name'>) => string;
}

/** What does not exist, with names near it; of a pod that is gone, what is still known. */
export function notFoundLines(
  result: CollectionResult,
  { saysWhere = false, closer }: Telling = {},
): readonly string[] {
  const server = result.source.kind === 'cluster';
  const gonePods = reportGone(result);
  return result.notFound.flatMap((one) => {
    // Files may be asked for a name in any namespace.
    const gone = gonePods.find(
      ({ name, namespace }) => name === one.name && ['', namespace].includes(one.namespace),
    );
    return [
      `${server ? 'Error from server (NotFound)' : 'error'}: ${inert(one.message)}`,
      ...(gone === undefined ? nearestLines(one) : goneLines(gone, result.now, closer)),
      ...(server && saysWhere && one.resource !== 'namespaces'
        ? [`It was looked for in namespace ${inert(one.namespace)}; -n names another.`]
        : []),
    ];
  });
}

function nearestLines({ nearest }: NotFound): readonly string[] {
  return nearest.length === 0 ? [] : [`Did you mean: ${nearest.slice(0, TOLD_NAMES).map(inert).join(', ')}`];
}

function goneLines(
  { name, namespace, events, successors }: ReportGonePod,
  now: number,
  closer: Telling['closer'],
): readonly string[] {
  const shown = events.slice(-TOLD_EVENTS);
  const width = Math.max(...shown.map(({ reason }) => reason.length));
  const told = shown.map((event) => {
    const time = asTime(event.lastSeen);
    const age = time === undefined ? '?' : humanDuration((now - time) / 1000);
    return `  ${inert(`${age.padEnd(6)} ${event.reason.padEnd(width)}  ${event.message}`)}`;
  });
  const near = successors.slice(0, TOLD_NAMES).map(inert).join(', ');
  const other = successors.find((each) => each !== name) ?? name;
  return [
    'It is gone. What its events still tell, newest last:',
    ...told,
    ...(successors.length === 0
      ? []
      : [`Its owner has these pods now: ${near}${successors.length > TOLD_NAMES ? ', ...' : ''}`]),
    ...(successors.length === 0 || closer === undefined
      ? []
      : [`To look at one: ${inert(closer({ namespace, name: other }))}`]),
  ];
}
