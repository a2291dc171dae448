import type { JsonObject } from '../../../domain/values/json.js';
import { namedLines, type Block } from './blocks.js';
import { readProbe } from './probe.js';
import type { Section } from './sections.js';
import { dated } from './times.js';

/** A container as the pod's spec has it, as far as it is printed. */
export function toContainer({ name, fields }: Block): JsonObject {
  const text = (key: string): string => said(fields.get(key)?.value);
  const ports = portsOf(text('Ports') || text('Port'));
  return {
    name,
    image: text('Image'),
    ...lines('command', fields.get('Command')),
    ...lines('args', fields.get('Args')),
    ...(ports.length === 0 ? {} : { ports }),
    // None printed are none set: an empty object says so.
    resources: { ...amounts('limits', fields.get('Limits')), ...amounts('requests', fields.get('Requests')) },
    ...readProbe('livenessProbe', fields.get('Liveness')?.value),
    ...readProbe('readinessProbe', fields.get('Readiness')?.value),
    ...readProbe('startupProbe', fields.get('Startup')?.value),
    env: (fields.get('Environment')?.lines ?? []).flatMap(toVariable),
    envFrom: (fields.get('Environment Variables from')?.lines ?? []).flatMap(toEnvSource),
    volumeMounts: (fields.get('Mounts')?.lines ?? []).flatMap(toMount),
  };
}

/** Its status; undefined where the kubelet had told none. */
export function toContainerStatus({ name, fields }: Block): JsonObject | undefined {
  const state = fields.get('State');
  if (state === undefined) return undefined;
  const last = fields.get('Last State');
  return {
    name,
    image: said(fields.get('Image')?.value),
    imageID: said(fields.get('Image ID')?.value),
    containerID: said(fields.get('Container ID')?.value),
    ready: fields.get('Ready')?.value === 'True',
    restartCount: Number(fields.get('Restart Count')?.value ?? 0) || 0,
    state: toState(state),
    lastState: last === undefined ? {} : toState(last),
  };
}

/** kubectl pkg/describe/describe.go describeStatus, v1.34; the message of a waiting container is not printed. */
function toState(field: Section): JsonObject {
  const { Reason, Message, Signal, Started, Finished, 'Exit Code': exitCode } = namedLines(field);
  const reason = Reason === undefined ? {} : { reason: Reason };
  switch (field.value) {
    case 'Running':
      return { running: dated('startedAt', Started) };
    case 'Terminated':
      return {
        terminated: {
          ...reason,
          ...(Message === undefined ? {} : { message: Message }),
          ...(exitCode === undefined ? {} : { exitCode: Number(exitCode) }),
          ...(Signal === undefined ? {} : { signal: Number(Signal) }),
          ...dated('startedAt', Started),
          ...dated('finishedAt', Finished),
        },
      };
    default:
      return { waiting: reason };
  }
}

function said(text: string | undefined): string {
  return text === undefined || text === '<none>' ? '' : text;
}

/** Each argument on a line; one of several lines comes as several. */
function lines(key: string, field: Section | undefined): JsonObject {
  return field === undefined || field.lines.length === 0 ? {} : { [key]: [...field.lines] };
}

function amounts(key: string, field: Section | undefined): JsonObject {
  return field === undefined ? {} : { [key]: namedLines(field) };
}

/** `8080/TCP, 9090/TCP`. */
function portsOf(text: string): JsonObject[] {
  return [...text.matchAll(/(\d+)\/(\w+)/g)].map(([, port, protocol = 'TCP']) => ({
    containerPort: Number(port),
    protocol,
  }));
}

const FROM_KEY = /^<set to the key '([^']+)' (?:in|of) (secret|config map) '([^']+)'>(?:\s+Optional: (\w+))?/;

function toVariable(line: string): JsonObject[] {
  const [, name, text = ''] = /^([^\s:][^:]*):(?!\S)(.*)$/.exec(line.trim()) ?? [];
  if (name === undefined) return [];
  const value = text.trim();
  const [, key, kind, from, optional] = FROM_KEY.exec(value) ?? [];
  if (key !== undefined && from !== undefined) {
    const reference = { name: from, key, optional: optional === 'true' };
    return [{ name, valueFrom: { [kind === 'secret' ? 'secretKeyRef' : 'configMapKeyRef']: reference } }];
  }
  const [, fieldPath] = /\(v1:([\w.[\]'/-]+)\)$/.exec(value) ?? [];
  return [fieldPath === undefined ? { name, value } : { name, valueFrom: { fieldRef: { fieldPath } } }];
}

/** `settings  ConfigMap with prefix 'A_'  Optional: false`. */
function toEnvSource(line: string): JsonObject[] {
  const [, name, kind, optional] =
    /^(\S+)\s+(ConfigMap|Secret)\b.*?(?:Optional: (\w+))?$/.exec(line.trim()) ?? [];
  if (name === undefined) return [];
  return [{ [kind === 'Secret' ? 'secretRef' : 'configMapRef']: { name, optional: optional === 'true' } }];
}

/** `/etc/app from settings (ro,path="app.conf")`. */
function toMount(line: string): JsonObject[] {
  const [, mountPath, name, flags = ''] = /^(\S.*?) from (\S+) \((.*)\)$/.exec(line.trim()) ?? [];
  if (mountPath === undefined || name === undefined) return [];
  const [, subPath] = /path="([^"]*)"/.exec(flags) ?? [];
  return [{ mountPath, name, readOnly: /^ro\b/.test(flags), ...(subPath === undefined ? {} : { subPath }) }];
}
