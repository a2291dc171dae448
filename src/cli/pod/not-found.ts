import { asText, at, type JsonObject } from '../../domain/json.js';
import { asTime, humanDuration } from '../../domain/time.js';
import { inert } from '../../report/inert.js';
import type { CollectionResult, GonePod, NotFound } from '../../sources/source.js';

/** So many events of a pod that is gone are told. */
const TOLD_EVENTS = 8;
const TOLD_NAMES = 5;

/**
 * What does not exist, with names near it; of a pod that is gone, what is still known. `saysWhere`
 * tells the namespace too: who named none may have meant another.
 */
export function notFoundLines(result: CollectionResult, saysWhere = false): readonly string[] {
  const server = result.source.kind === 'cluster';
  return result.notFound.flatMap((one) => {
    const gone = result.gone?.find(({ name, namespace }) => name === one.name && namespace === one.namespace);
    return [
      `${server ? 'Error from server (NotFound)' : 'error'}: ${inert(one.message)}`,
      ...(gone === undefined ? nearestLines(one) : goneLines(gone, result.now)),
      ...(server && saysWhere && one.resource !== 'namespaces'
        ? [`It was looked for in namespace ${inert(one.namespace)}; -n names another.`]
        : []),
    ];
  });
}

function nearestLines({ nearest }: NotFound): readonly string[] {
  return nearest.length === 0 ? [] : [`Did you mean: ${nearest.slice(0, TOLD_NAMES).map(inert).join(', ')}`];
}

function goneLines({ name, namespace, events, ownerPods }: GonePod, now: number): readonly string[] {
  const told = events.slice(-TOLD_EVENTS).map((event) => `  ${eventLine(event, now)}`);
  const pods = ownerPods.flatMap((pod) => asText(at(pod, 'metadata', 'name')) ?? []);
  return [
    ...(told.length === 0
      ? ['No event names it: it never was, or it ended longer ago than events are kept (an hour by default).']
      : [`It is gone. What its events still tell, newest last:`, ...told]),
    ...(pods.length === 0
      ? []
      : [
          `Its owner has these pods now: ${pods.slice(0, TOLD_NAMES).map(inert).join(', ')}${pods.length > TOLD_NAMES ? ', ...' : ''}`,
          `To look at one: kubectl exitdiag pod ${inert(pods.find((each) => each !== name) ?? name)} -n ${inert(namespace)}`,
        ]),
  ];
}

function eventLine(event: JsonObject, now: number): string {
  const series = at(event, 'series', 'lastObservedTime');
  const time = asTime(series) ?? asTime(at(event, 'lastTimestamp')) ?? asTime(at(event, 'eventTime'));
  const age = time === undefined ? '?' : humanDuration((now - time) / 1000);
  return inert(
    `${age.padEnd(6)} ${asText(at(event, 'reason')) ?? ''}  ${asText(at(event, 'message')) ?? ''}`,
  );
}
