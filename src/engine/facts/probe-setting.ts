import { asObject, at } from '../../domain/values/json.js';
import type { Match } from '../match/match.js';
import type { Variables } from '../match/variables.js';

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
  const isAnswered = FINAL.some((name) => variables[name] !== undefined);
  return { probeParts: parts, probeTime: isAnswered ? undefined : 'timeoutSeconds, failureThreshold' };
}
