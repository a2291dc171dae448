import type { Missing } from '../../../domain/evidence.js';
import { readPod } from '../../../domain/kubernetes/pod.js';
import { asText, at, type JsonObject } from '../../../domain/values/json.js';
import { SourceError, type CollectOptions } from '../../source.js';
import { missingLog, type RawLog } from '../../to-snapshot.js';
import { whichLogs } from '../../which-logs.js';
import type { Catalog, LogEntry, PodEntry } from '../catalog/catalog.js';

type LogOptions = Pick<CollectOptions, 'tailLines' | 'containers'>;

interface PodLogs {
  readonly logs: readonly RawLog[];
  readonly missing: readonly Missing[];
}

/** The logs that the files hold of a pod, and those that they lack or that cannot be read. */
export function podLogs(catalog: Catalog, entry: PodEntry, pod: JsonObject, options: LogOptions): PodLogs {
  if (options.tailLines === 0) return { logs: [], missing: [] };
  const { logs, missing: unread } = logsOf(catalog, entry, pod, options);
  const isUnread = ({ what, name }: Missing): boolean =>
    unread.some((gap) => gap.what === what && gap.name === name);
  const absent = absentLogs(catalog, pod, logs, options).filter((gap) => !isUnread(gap));
  return { logs, missing: [...unread, ...absent] };
}

function logsOf(catalog: Catalog, entry: PodEntry, pod: JsonObject, options: LogOptions): PodLogs {
  const found = new Map<string, RawLog>();
  const missing: Missing[] = [];
  const longest = new Map<string, number>();
  const names = readPod(pod).containers.map(({ name }) => name);
  for (const log of catalog.logs.get(`${entry.namespace}/${entry.name}`) ?? []) {
    // A file may bear the pod's name, where it was saved by `kubectl logs POD`.
    const isOfPod = !names.includes(log.container) && log.container === entry.name;
    const container = isOfPod ? defaultContainer(pod) : log.container;
    if (options.containers.length > 0 && !options.containers.includes(container)) continue;
    const key = `${container}/${log.which}`;
    // Of two files for one log the longer tells more: a tool that was refused leaves an empty one.
    if ((longest.get(key) ?? -1) >= log.where.length) continue;
    try {
      found.set(key, { container, which: log.which, ...readTail(catalog, log, options.tailLines) });
      longest.set(key, log.where.length);
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      missing.push(missingLog(pod, { container, which: log.which }, { why: error.message }));
    }
  }
  return { logs: [...found.values()], missing };
}

/** kubectl pkg/cmd/util/podcmd/podcmd.go FindOrDefaultContainerByName, v0.34. */
function defaultContainer(pod: JsonObject): string {
  const said = asText(at(pod, 'metadata', 'annotations', 'kubectl.kubernetes.io/default-container'));
  return said ?? readPod(pod).containers.find(({ kind }) => kind === 'main')?.name ?? '';
}

/** The most that is read of one log's end. */
const MAX_TAIL_BYTES = 1024 * 1024;

function readTail(catalog: Catalog, { where }: LogEntry, tailLines: number): Pick<RawLog, 'text' | 'cut'> {
  const bytes =
    'tail' in where
      ? where.tail
      : catalog.slots.readAt(
          where.file,
          where.offset + Math.max(0, where.length - MAX_TAIL_BYTES),
          Math.min(where.length, MAX_TAIL_BYTES),
        );
  const isCut = bytes.length < where.length;
  const text = decode(bytes);
  const lines = text.replace(/\n$/, '').split('\n');
  if (lines.length <= tailLines) return { text, cut: isCut };
  return { text: lines.slice(-tailLines).join('\n'), cut: true };
}

/** PowerShell's `>` writes UTF-16. */
function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le', 2);
  return bytes.toString().replace(/^\ufeff/, '');
}

/** Why a format holds no more logs than it does. */
const LOG_LIMITS: Readonly<Record<string, string>> = {
  'cluster-info-dump': 'kubectl cluster-info dump keeps no previous logs',
  'cluster-info-directory': 'kubectl cluster-info dump keeps no previous logs',
  'support-bundle': 'not in the bundle: it keeps logs of few pods',
  'must-gather':
    'not in the must-gather: early versions of oc keep no logs of pods that do not run, and an empty file is what is left where it was refused',
};

/** The logs that would tell why a container died or is not ready, where the files lack them. */
function absentLogs(
  catalog: Catalog,
  pod: JsonObject,
  logs: readonly RawLog[],
  options: LogOptions,
): readonly Missing[] {
  const limit = [...catalog.formats].map((format) => LOG_LIMITS[format]).find((text) => text !== undefined);
  const why = limit ?? 'not in the files';
  return readPod(pod).containers.flatMap((container) => {
    if (options.containers.length > 0 && !options.containers.includes(container.name)) return [];
    const which = whichLogs(container, 'optional')[0];
    if (which === undefined) return [];
    const has = (kind: RawLog['which']): boolean =>
      logs.some((log) => log.container === container.name && log.which === kind);
    // While a container waits or has ended, its "current" log is that of the instance that died.
    const isRunning = container.current.kind === 'running';
    if (has(which) || (!isRunning && (has('current') || has('previous')))) return [];
    return [missingLog(pod, { container: container.name, which }, { why })];
  });
}
