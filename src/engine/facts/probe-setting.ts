import { asNumber, asObject, asStrings, asText, at, type JsonObject } from '../../domain/values/json.js';
import type { Match } from '../match/match.js';
import type { Variables } from '../match/variables.js';
import { shownCommand } from './shown-command.js';

/** Which probe of a container a cause is about. */
export const PROBE_FIELDS: Readonly<Record<string, string>> = {
  'liveness-kill': 'livenessProbe',
  'startup-probe-kill': 'startupProbe',
  'readiness-failing': 'readinessProbe',
};

const PARTS = { exec: 'the command', tcpSocket: 'the port', grpc: 'the port and service' };

/** Named groups of an answer that comes again however long the probe waits (`probe-answer` in shared-steps.ts). */
const FINAL = [
  'closed',
  'loopback',
  'noTls',
  'noHttp',
  'badRequest',
  'status',
  'fault',
  'grpc',
  'absent',
  'probeAnswered',
];

/** What can be set wrong in the probe that a match is about, and whether more time may mend it. */
export function probeVariables({ rule, context: { subject }, variables }: Match): Variables {
  const field = PROBE_FIELDS[rule.cause];
  if (field === undefined || subject.kind !== 'container') return {};
  const probe = at(subject.container.spec, field);
  const [, parts = 'the path and port'] =
    Object.entries(PARTS).find(([kind]) => asObject(at(probe, kind)) !== undefined) ?? [];
  const seen = asObject(probe);
  const isAnswered = FINAL.some((name) => variables[name] !== undefined);
  return {
    probeParts: parts,
    probeTime: isAnswered ? undefined : 'timeoutSeconds, failureThreshold',
    ...(seen === undefined
      ? { probeUnseen: subject.container.name }
      : { probeSeen: `${field}: ${whatItAsks(seen)}, ${howOften(seen)}` }),
  };
}

function whatItAsks(probe: JsonObject): string {
  const port = (kind: string): string =>
    String(asText(at(probe, kind, 'port')) ?? asNumber(at(probe, kind, 'port')) ?? '');
  if (asObject(at(probe, 'httpGet')) !== undefined) {
    const [host, scheme] = [asText(at(probe, 'httpGet', 'host')), asText(at(probe, 'httpGet', 'scheme'))];
    const where = `at port ${port('httpGet')}${host === undefined ? '' : ` of ${host}`}`;
    return `GET ${asText(at(probe, 'httpGet', 'path')) ?? '/'} ${where}${scheme === 'HTTPS' ? ' over HTTPS' : ''}`;
  }
  if (asObject(at(probe, 'tcpSocket')) !== undefined) return `a connection to port ${port('tcpSocket')}`;
  if (asObject(at(probe, 'grpc')) !== undefined) {
    const service = asText(at(probe, 'grpc', 'service')) || undefined;
    return `gRPC at port ${port('grpc')}${service === undefined ? '' : `, service ${service}`}`;
  }
  return `runs ${shownCommand(asStrings(at(probe, 'exec', 'command')))}`;
}

/** What is not set is the API server's default (pkg/apis/core/v1/defaults.go SetDefaults_Probe, v1.34). */
function howOften(probe: JsonObject): string {
  const value = (name: string, byDefault: number): number => asNumber(at(probe, name)) ?? byDefault;
  const delay = value('initialDelaySeconds', 0);
  const failures = value('failureThreshold', 3);
  return [
    `every ${value('periodSeconds', 10)}s${delay === 0 ? '' : ` after the first ${delay}s`}`,
    `each within ${value('timeoutSeconds', 1)}s`,
    failures === 1 ? 'one failure counts' : `${failures} failures in a row count`,
  ].join(', ');
}
