import type { Missing } from '../../../domain/evidence.js';
import type { JsonObject } from '../../../domain/values/json.js';
import { readPod } from '../../../domain/kubernetes/pod.js';
import { GONE_LOG, type Excuse } from '../../logs.js';
import { missingLog, type RawLog } from '../../to-snapshot.js';
import { whichLogs } from '../../which-logs.js';
import { whyNot } from '../api/missing.js';
import { PODS, pathOf } from '../api/resources.js';
import { decodeText } from '../transport/answer.js';
import type { Transport } from '../transport/transport.js';

/** Which logs are read, and how much of them. */
export interface LogOptions {
  /** Lines a log; 0 reads none. */
  readonly tailLines: number;
  /** Only of these containers; empty: of all that need it. */
  readonly containers: readonly string[];
  /** `one`: only the log that says most; `all`: also that of the neighbouring instance. */
  readonly extent: 'one' | 'all';
  readonly signal?: AbortSignal | undefined;
}

/** Tails of logs, and which could not be read. */
export interface Logs {
  readonly logs: readonly RawLog[];
  readonly missing: readonly Missing[];
}

/** The tails of the logs that can say why something is wrong in this pod. */
export async function readLogs(transport: Transport, pod: JsonObject, options: LogOptions): Promise<Logs> {
  if (options.tailLines === 0) return { logs: [], missing: [] };
  const { namespace, name, containers } = readPod(pod);
  const wanted = containers
    .filter((one) => options.containers.length === 0 || options.containers.includes(one.name))
    .flatMap((one) =>
      whichLogs(one)
        .slice(0, options.extent === 'one' ? 1 : 2)
        .map((which) => ({ container: one.name, which })),
    );
  const read = await Promise.all(
    wanted.map((log) => readTail(transport, pod, { namespace, name }, log, options)),
  );
  return { logs: read.flatMap((one) => one.logs), missing: read.flatMap((one) => one.missing) };
}

/** A line of the tail is seldom longer than a few hundred bytes; this is for those that are. */
const MAX_LOG_BYTES = 1_048_576;

function isLimited(text: string): boolean {
  return Buffer.byteLength(text) >= MAX_LOG_BYTES;
}

interface Where {
  readonly namespace: string;
  readonly name: string;
}

async function readTail(
  transport: Transport,
  pod: JsonObject,
  { namespace, name }: Where,
  log: Pick<RawLog, 'container' | 'which'>,
  { tailLines, signal }: LogOptions,
): Promise<Logs> {
  const ask = (lines: number): ReturnType<typeof transport.read<string>> =>
    transport.read(pathOf(PODS, { namespace, name, sub: 'log' }), decodeText, {
      query: {
        container: log.container,
        previous: log.which === 'previous' ? 'true' : undefined,
        tailLines: lines,
        limitBytes: MAX_LOG_BYTES,
        timestamps: 'true',
      },
      accept: '*/*',
      maxBytes: 2 * MAX_LOG_BYTES,
      signal,
    });
  let answer = await ask(tailLines);
  let lines = tailLines;
  // The limit counts from the tail's first line, so that it cuts off the last ones, which say most.
  while (answer.kind === 'ok' && isLimited(answer.body) && lines > 1) {
    lines = Math.ceil(lines / 10);
    answer = await ask(lines);
  }
  if (answer.kind === 'ok') {
    const cut = answer.body.split('\n').length > lines || isLimited(answer.body);
    return { logs: [{ ...log, text: answer.body, cut }], missing: [] };
  }
  const gap = missingLog(pod, log, whyNoLog(answer));
  const grant = '{apiGroups: [""], resources: ["pods/log"], verbs: ["get"]}';
  return {
    logs: [],
    missing: [answer.kind === 'forbidden' ? { ...gap, verb: 'get', resource: 'pods/log', grant } : gap],
  };
}

function whyNoLog(answer: Parameters<typeof whyNot>[0]): Excuse {
  if (answer.kind === 'rejected' && /not found|not available/.test(answer.message)) return GONE_LOG;
  return answer.kind === 'not-found' ? { why: 'the pod is gone', gone: true } : { why: whyNot(answer) };
}
