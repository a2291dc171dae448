import type { JsonObject } from '../../../domain/values/json.js';
import { present } from '../../../domain/values/present.js';
import { asTime, toTimestamp } from '../../../domain/values/time.js';
import { namedLines, readBlocks, type Block } from './blocks.js';
import { toContainer, toContainerStatus } from './containers.js';
import { readEventTable, toEventObject } from './events.js';
import { printedAt } from './printed-at.js';
import { listed, textOf, type Described, type Section } from './sections.js';
import { dated, readAge } from './times.js';
import { toVolume } from './volumes.js';

/** What a description of a pod says, as the API would. */
export interface DescribedPod {
  readonly pod: JsonObject;
  readonly events: readonly JsonObject[];
  /** Whether it has a table of events, though it be empty: `--show-events=false` leaves it out. */
  readonly hasEvents: boolean;
  /** What was copied behind it, with no command above that tells what it is: most likely a log. */
  readonly behind: readonly string[];
  /** When it was printed, in milliseconds since the epoch, as near as it tells. */
  readonly printedAt: number | undefined;
}

const LISTS = [
  ['Init Containers', 'initContainers', 'initContainerStatuses'],
  ['Containers', 'containers', 'containerStatuses'],
  ['Ephemeral Containers', 'ephemeralContainers', 'ephemeralContainerStatuses'],
] as const;

/** The pod of a description; undefined where it describes something else. */
export function toDescribedPod({ sections }: Described): DescribedPod | undefined {
  if (!sections.has('Containers') || !sections.has('Node')) return undefined;
  const value = (name: string): string | undefined => saidIn(sections.get(name));
  const identity = { namespace: value('Namespace') ?? 'default', name: value('Name') ?? '' };
  const blocks = LISTS.map(([section]) => readBlocks(sections.get(section)?.lines ?? []));
  const { events, behind } = readEventTable(sections.get('Events')?.lines ?? []);
  const starts = blocks.flat().flatMap((block) => datesOf(block, 'Started'));
  const seenByKubelet = asTime(value('Start Time'));
  const time = printedAt({
    starts,
    seenByKubelet,
    dates: [seenByKubelet ?? [], starts, blocks.flat().flatMap((block) => datesOf(block, 'Finished'))].flat(),
    events,
  });
  const owner = ownerOf(value('Controlled By'));
  return {
    pod: {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        ...identity,
        labels: labelsOf(sections.get('Labels')),
        ...(owner === undefined ? {} : { ownerReferences: [owner] }),
        ...deletionOf(value('Status') ?? '', time),
      },
      spec: {
        ...specOf(value),
        ...policyOf(owner, blocks.flat()),
        ...Object.fromEntries(LISTS.flatMap(([, key], n) => listOf(key, (blocks[n] ?? []).map(toContainer)))),
        volumes: readBlocks(sections.get('Volumes')?.lines ?? []).map(toVolume),
      },
      status: {
        ...statusOf(sections, value),
        ...Object.fromEntries(
          LISTS.flatMap(([, , key], n) =>
            listOf(
              key,
              (blocks[n] ?? []).map(toContainerStatus).filter((status) => status !== undefined),
            ),
          ),
        ),
      },
    },
    events: events.map((event) => toEventObject(event, identity, time)),
    hasEvents: sections.has('Events'),
    behind,
    printedAt: time,
  };
}

function saidIn(section: Section | undefined): string | undefined {
  return section === undefined || section.value === '' || section.value === '<none>'
    ? undefined
    : section.value;
}

/** The dates that a container's states give under that name. */
function datesOf({ fields }: Block, name: 'Started' | 'Finished'): readonly number[] {
  return ['State', 'Last State'].flatMap((state) => asTime(namedLines(fields.get(state))[name]) ?? []);
}

function listOf(key: string, items: readonly JsonObject[]): [string, JsonObject[]][] {
  return items.length === 0 && key !== 'containers' ? [] : [[key, [...items]]];
}

function labelsOf(section: Section | undefined): JsonObject {
  const pairs = section === undefined ? [] : listed(section);
  return Object.fromEntries(
    pairs.flatMap((pair) => {
      const [, key, value = ''] = /^([^=\s]+)=(.*)$/.exec(pair) ?? [];
      return key === undefined ? [] : [[key, value] as const];
    }),
  );
}

/** API groups of the kinds that make pods; others are told by their kind alone. */
const GROUPS: Readonly<Record<string, string>> = { Job: 'batch/v1', ReplicationController: 'v1', Node: 'v1' };

function ownerOf(text: string | undefined): JsonObject | undefined {
  const [, kind, name] = /^(\w+)\/(\S+)$/.exec(text ?? '') ?? [];
  if (kind === undefined || name === undefined) return undefined;
  return { apiVersion: GROUPS[kind] ?? 'apps/v1', kind, name, controller: true };
}

/**
 * `Terminating (lasts 5m)`: since the time by which it was to be gone, `<invalid>` while that lies ahead.
 * Before 1.9 `Terminating (expires Fri, 27 Nov ...)`.
 */
function deletionOf(status: string, time: number | undefined): JsonObject {
  const [, expires] = /^Terminating \(expires (.+)\)$/.exec(status) ?? [];
  if (expires !== undefined) return dated('deletionTimestamp', expires);
  const [, lasts] = /^Terminating \(lasts (\S+)\)$/.exec(status) ?? [];
  if (lasts === undefined || time === undefined) return {};
  return { deletionTimestamp: toTimestamp(time - (readAge(lasts)?.ms ?? 0)) };
}

function specOf(value: (name: string) => string | undefined): JsonObject {
  const node = value('Node')?.split('/')[0];
  const grace = /^(\d+)s$/.exec(value('Termination Grace Period') ?? '')?.[1];
  return {
    ...present('nodeName', node === '' ? undefined : node),
    ...present('serviceAccountName', value('Service Account')),
    ...present('priorityClassName', value('Priority Class Name') ?? value('PriorityClassName')),
    ...present('runtimeClassName', value('Runtime Class Name')),
    ...present('terminationGracePeriodSeconds', grace === undefined ? undefined : Number(grace)),
  };
}

/** It is not printed; a Job's pods may not have Always (apis/batch/validation), and only OnFailure restarts them. */
function policyOf(owner: JsonObject | undefined, blocks: readonly Block[]): JsonObject {
  if (owner?.['kind'] !== 'Job') return {};
  const isRestarted = blocks.some(({ fields }) => Number(fields.get('Restart Count')?.value ?? 0) > 0);
  return { restartPolicy: isRestarted ? 'OnFailure' : 'Never' };
}

function statusOf(
  sections: ReadonlyMap<string, Section>,
  value: (name: string) => string | undefined,
): JsonObject {
  const status = value('Status') ?? '';
  const conditions = (sections.get('Conditions')?.lines ?? []).flatMap((line) => {
    const [, type, state] = /^\s+([\w./-]+)\s+(True|False|Unknown)\s*$/.exec(line) ?? [];
    return type === undefined || state === undefined ? [] : [{ type, status: state }];
  });
  return {
    // A pod that is being deleted shows that in the phase's place.
    phase: status.startsWith('Terminating') ? 'Running' : status,
    ...present('reason', value('Reason')),
    ...present('message', textOf(sections.get('Message'))),
    ...present('podIP', value('IP')),
    ...present('qosClass', value('QoS Class') ?? value('QoS Tier')),
    ...dated('startTime', value('Start Time')),
    ...(conditions.length === 0 ? {} : { conditions }),
  };
}
