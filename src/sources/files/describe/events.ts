import type { JsonObject } from '../../../domain/values/json.js';
import { present } from '../../../domain/values/present.js';
import { toTimestamp } from '../../../domain/values/time.js';
import { readAge, type Age } from './times.js';

/** A line of the table below `Events:`; its times are ages, for the table knows no others. */
export interface DescribedEvent {
  readonly type: string;
  readonly reason: string;
  readonly message: string;
  readonly count: number;
  readonly component?: string;
  readonly fieldPath?: string;
  readonly first?: Age;
  readonly last?: Age;
}

/** The table, and what was copied behind it. */
export interface EventTable {
  readonly events: readonly DescribedEvent[];
  readonly behind: readonly string[];
}

/** Messages of one line, to their end: a terminal may have broken them (kubelet container/ and kuberuntime/, scheduler, v1.20 to v1.36). */
const WHOLE = new RegExp(
  `^(?:${[
    String.raw`Back-off restarting failed container(?: \S+ in pod \S+\))?`,
    String.raw`(?:Created|Started|Stopping) container:? \S+|Container (?:created|started)`,
    String.raw`Container \S+ (?:failed .* probe|definition changed), will be restarted`,
    String.raw`Pulling image "[^"]+"|Container image "[^"]+" already present on machine.*`,
    String.raw`Successfully pulled image "[^"]+"(?: in .*)?`,
    String.raw`Successfully assigned \S+ to \S+`,
    'Pod sandbox changed, it will be killed and re-created\\.',
  ].join('|')})$`,
);

/**
 * Reads the table by the columns of its head: `Type Reason Age From Message` since 1.7, before that
 * `FirstSeen LastSeen Count From SubObjectPath Type Reason Message` (kubectl pkg/describe/describe.go
 * DescribeEvents). A line that does not begin as an event does goes on with the message above it, if
 * that may have several: what else stands behind the last event is of another command.
 */
export function readEventTable(raw: readonly string[]): EventTable {
  const lines = raw.map(withoutTabs);
  const head = lines.findIndex((line) => /\sReason\s.+\sMessage\s*$/.test(line));
  if (head < 0) return { events: [], behind: [] };
  const columns = [...(lines[head] ?? '').matchAll(/\S+/g)].map(({ 0: name, index }) => ({ name, index }));
  const events: DescribedEvent[] = [];
  let behind: string[] = [];
  for (const [n, line] of lines.entries()) {
    if (n <= head || (behind.length === 0 && /^[\s-]*$/.test(line))) continue;
    const cells = cellsOf(line, columns);
    const event = cells === undefined ? undefined : toEvent(cells);
    const above = events.at(-1);
    if (event !== undefined) {
      events.push(event);
      behind = [];
    } else if (above !== undefined && WHOLE.test(above.message)) behind.push(raw[n] ?? '');
    else if (above !== undefined)
      events[events.length - 1] = { ...above, message: `${above.message}\n${line.trim()}` };
  }
  return { events, behind };
}

/** Up to 1.8 the columns are set with tabs of eight. */
function withoutTabs(line: string): string {
  let text = '';
  for (const part of line.split('\t'))
    text = text === '' ? part : text.padEnd(text.length + 8 - (text.length % 8)) + part;
  return text;
}

interface Column {
  readonly name: string;
  readonly index: number;
}

type Cells = Readonly<Record<string, string>>;

/** By place where the columns are in line, which tells an empty cell; else by the gaps, as in a reflowed paste. */
function cellsOf(line: string, columns: readonly Column[]): Cells | undefined {
  const isAligned = columns.every(({ index }) => index === 0 || /\s/.test(line[index - 1] ?? ' '));
  const parts = isAligned
    ? columns.map(({ index }, n) => line.slice(index, columns[n + 1]?.index))
    : splitAtGaps(line.trim(), columns.length);
  if (parts.length < columns.length) return undefined;
  return Object.fromEntries(columns.map(({ name }, n) => [name, (parts[n] ?? '').trim()]));
}

function splitAtGaps(line: string, count: number): readonly string[] {
  const parts = line.split(/\s{2,}|\t+/);
  return [...parts.slice(0, count - 1), parts.slice(count - 1).join('  ')].slice(0, count);
}

function toEvent(cells: Cells): DescribedEvent | undefined {
  const { Type: type = '', Reason: reason = '', Message: message = '', From: from = '' } = cells;
  if (!/^(?:Normal|Warning)$/.test(type) || !/^\w+$/.test(reason)) return undefined;
  const component = /^\{?([\w.-]+)/.exec(from)?.[1];
  const { SubObjectPath: fieldPath = '' } = cells;
  return {
    type,
    reason,
    message,
    ...timesOf(cells),
    ...present('component', component),
    ...(fieldPath === '' ? {} : { fieldPath }),
  };
}

/** `3m42s (x360 over 78m)`: seen last, how often, and first. */
const AGE = /^(\S+)(?: \(x(\d+) over (\S+)\))?$/;

function timesOf({
  Age: age,
  FirstSeen,
  LastSeen,
  Count,
}: Cells): Pick<DescribedEvent, 'count' | 'first' | 'last'> {
  const [, lastText = LastSeen ?? '', count = Count ?? '1', firstText = FirstSeen ?? lastText] =
    AGE.exec(age ?? '') ?? [];
  return {
    count: Math.max(1, Number(count) || 1),
    ...present('first', readAge(firstText)),
    ...present('last', readAge(lastText)),
  };
}

/** The event as the API has it, for a pod, with the times that its ages mean at `printedAt`. */
export function toEventObject(
  event: DescribedEvent,
  pod: { readonly namespace: string; readonly name: string },
  printedAt: number | undefined,
): JsonObject {
  const { first, last } = event;
  // What a rounded age leaves open is left open: it was first seen so much earlier.
  const firstMs = first === undefined ? undefined : first.ms + first.roundedMs;
  const stamp = (age: number | undefined): string | undefined =>
    age === undefined || printedAt === undefined ? undefined : toTimestamp(printedAt - age);
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { namespace: pod.namespace },
    involvedObject: { kind: 'Pod', ...pod, ...present('fieldPath', event.fieldPath) },
    type: event.type,
    reason: event.reason,
    message: event.message,
    count: event.count,
    ...present('firstTimestamp', stamp(firstMs)),
    ...present('lastTimestamp', stamp(last?.ms)),
    ...(event.component === undefined ? {} : { source: { component: event.component } }),
  };
}
