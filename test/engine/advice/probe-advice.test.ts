import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../../src/domain/values/json.js';
import type { Diagnosis } from '../../../src/domain/report/report.js';
import { reportPod } from '../../../src/engine/index.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { ago, ended, pod, snapshot } from '../../support/pods.js';

const rulebook = await loadRulebook();

/** What a probe met, in the kubelet's words, and the one piece of advice that this deserves. */
const MET: readonly (readonly [what: string, answer: string, advice: RegExp])[] = [
  [
    'nothing that listens',
    'Get "http://10.1.2.3:8080/healthz": dial tcp 10.1.2.3:8080: connect: connection refused',
    /The probe met connection refused: .*not on 127\.0\.0\.1 alone/,
  ],
  [
    'a path that is not there',
    'HTTP probe failed with statuscode: 404',
    /The program answered 404: let the probe ask a path that is there/,
  ],
  [
    'a program that takes no such request',
    'HTTP probe failed with statuscode: 400',
    /The program answered 400: .*httpHeaders.*scheme HTTPS/,
  ],
  [
    'a program that the image lacks',
    'OCI runtime exec failed: exec failed: unable to start container process: exec: "curl": executable file not found in $PATH: unknown',
    /The image does not have curl, which the probe runs/,
  ],
  [
    'a shell that finds no command',
    'sh: 1: wget: not found',
    /The image does not have wget, which the probe runs/,
  ],
  [
    'a command that took too long',
    'command timed out: "sh -c check" timed out after 1s',
    /timed out after 1s\): raise timeoutSeconds/,
  ],
  [
    'an answer that came too late',
    'Get "http://10.0.0.7:80/": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
    /Client\.Timeout exceeded\): raise timeoutSeconds/,
  ],
  [
    'no gRPC',
    'timeout: failed to connect service "10.0.0.7:9000" within 2s: context deadline exceeded',
    /Nothing spoke gRPC at 10\.0\.0\.7:9000 in time/,
  ],
  [
    'plain HTTP where it spoke TLS',
    'Get "https://10.0.0.7:80/": http: server gave HTTP response to HTTPS client',
    /take scheme HTTPS out/,
  ],
  [
    'no TLS where it spoke TLS',
    'Get "https://10.0.0.7:80/": tls: first record does not look like a TLS handshake',
    /take scheme HTTPS out/,
  ],
  [
    'TLS where it spoke plain HTTP',
    'Get "http://10.0.0.7:443/": net/http: HTTP/1.x transport connection broken: malformed HTTP response "\\x15"',
    /needs scheme HTTPS/,
  ],
  [
    'a server that calls itself unwell',
    'HTTP probe failed with statuscode: 503',
    /answered 503, so it calls itself unwell/,
  ],
];

/** What was seen of one container: its status, and what the kubelet did to it. */
const KINDS: readonly (readonly [
  kind: string,
  rule: string,
  status: JsonObject,
  kill: string | undefined,
])[] = [
  ['Liveness', 'liveness-probe-kill', restarted(), 'Container app failed liveness probe, will be restarted'],
  ['Startup', 'startup-probe-kill', restarted(), 'Container app failed startup probe, will be restarted'],
  [
    'Readiness',
    'readiness-probe-failing',
    { state: { running: { startedAt: ago(300) } }, ready: false, restartCount: 0 },
    undefined,
  ],
];

function restarted(): JsonObject {
  return {
    state: { running: { startedAt: ago(20) } },
    lastState: { terminated: ended(137, 'Error', 22, 60) },
    ready: false,
    restartCount: 1,
  };
}

function event(reason: string, message: string, secondsAgo: number): JsonObject {
  return {
    reason,
    message,
    type: 'Warning',
    count: 3,
    firstTimestamp: ago(secondsAgo + 20),
    lastTimestamp: ago(secondsAgo),
    involvedObject: { uid: 'uid-1', name: 'web-7c9', namespace: 'shop', fieldPath: 'spec.containers{app}' },
  };
}

function diagnose(
  status: JsonObject,
  events: readonly JsonObject[],
  container: JsonObject = {},
): Diagnosis | undefined {
  const report = reportPod(
    snapshot(pod(status, { container }), {
      events: events.map((each) => ({ event: each, matchedBy: 'uid' })),
    }),
    rulebook,
  );
  return report.containers[0]?.diagnoses[0];
}

describe.each(KINDS)('%s probe', (kind, rule, status, kill) => {
  const killing = kill === undefined ? [] : [event('Killing', kill, 24)];

  // An exec probe that could not even be run has a rule of its own while the container runs.
  const met = kind === 'Readiness' ? MET.filter(([, answer]) => !answer.startsWith('OCI')) : MET;

  test.each(met)(
    'that met %s is told what mends that, and nothing else of the kind',
    (_what, answer, advice) => {
      const found = diagnose(status, [event('Unhealthy', `${kind} probe failed: ${answer}`, 26), ...killing]);
      expect(found?.ruleId).toBe(rule);
      const steps = found?.remediation.map((step) => step.do) ?? [];
      const special = steps.filter((each) => MET.some(([, , pattern]) => pattern.test(each)));
      expect(special).toEqual([expect.stringMatching(advice)]);
      if (kind === 'Startup') for (const step of steps) expect(step).not.toMatch(/startupProbe/);
    },
  );

  test('that met anything else is told none of it', () => {
    const answer = 'Get "http://10.1.2.3:8080/healthz": context deadline exceeded';
    const found = diagnose(status, [event('Unhealthy', `${kind} probe failed: ${answer}`, 26), ...killing]);
    expect(found?.ruleId).toBe(rule);
    for (const step of found?.remediation ?? [])
      expect(step.do).not.toMatch(/The probe met|The program answered|The image does not/);
  });
});

test.each([
  ['200m', true],
  ['2', false],
])('of a CPU limit of %s it is said whether it alone can make a probe late: %s', (cpu, isSaid) => {
  const found = diagnose(
    restarted(),
    [event('Killing', 'Container app failed liveness probe, will be restarted', 24)],
    { resources: { limits: { cpu } } },
  );
  const facts = found?.evidence.map(({ fact }) => fact).join('\n') ?? '';
  expect(/CPU limit is below a quarter of a core/.test(facts)).toBe(isSaid);
});

/** In a long crash loop the kubelet's event of the last kill is dropped; those of earlier ones are left. */
test.each([
  ['Liveness', 'livenessProbe', 'The kubelet keeps restarting it because its liveness probe fails'],
  ['Startup', 'startupProbe', 'The kubelet keeps restarting it because its startup probe never succeeds'],
])('%s kills whose last event was dropped tell what the probe was answered', (kind, field, verdict) => {
  const status = {
    state: { waiting: { reason: 'CrashLoopBackOff' } },
    lastState: { terminated: ended(137, 'Error', 60, 20) },
    restartCount: 9,
  };
  const events = [
    event('Unhealthy', `${kind} probe failed: HTTP probe failed with statuscode: 503`, 900),
    event('Killing', `Container app failed ${kind.toLowerCase()} probe, will be restarted`, 899),
  ];
  const found = diagnose(status, events, {
    [field]: { httpGet: { path: '/', port: 80 }, periodSeconds: 10, failureThreshold: 2 },
  });
  expect(found?.ruleId).toMatch(/-event-dropped$/);
  expect(found?.title).toBe(`${verdict}: HTTP probe failed with statuscode: 503`);
  expect(found?.remediation.map((step) => step.do).join('\n')).toMatch(
    /answered 503, so it calls itself unwell/,
  );
});

test.each<[string, string, boolean]>([
  [
    'is there at once and wrong',
    'Get "https://10.1.2.3:8080/": http: server gave HTTP response to HTTPS client',
    false,
  ],
  ['names what is not there', 'HTTP probe failed with statuscode: 404', false],
  ['comes too late', 'Get "http://10.0.0.7:80/": net/http: request canceled (Client.Timeout exceeded)', true],
  ['is that nothing listens', 'dial tcp 10.1.2.3:8080: connect: connection refused', true],
])('more time is advised for an answer that %s: %s', (_, answer, isAdvised) => {
  const killing = event('Killing', 'Container app failed liveness probe, will be restarted', 24);
  const found = diagnose(restarted(), [event('Unhealthy', `Liveness probe failed: ${answer}`, 26), killing]);
  const steps = found?.remediation.map((step) => step.do).join('\n') ?? '';
  expect(/more time/.test(steps)).toBe(isAdvised);
});

test('of a probe that runs a command no path is to be corrected', () => {
  const status = { state: { running: { startedAt: ago(300) } }, ready: false, restartCount: 0 };
  const failed = event('Unhealthy', "Readiness probe failed: cat: can't open '/tmp/warm'", 26);
  const found = diagnose(status, [failed], { readinessProbe: { exec: { command: ['cat', '/tmp/warm'] } } });
  const steps = found?.remediation.map((step) => step.do).join('\n') ?? '';
  expect(steps).toContain('the command of the probe');
  expect(steps).not.toContain('path and port');
});

test.each<[JsonObject, string]>([
  [
    { httpGet: { path: '/healthz', port: 'web', scheme: 'HTTPS' }, timeoutSeconds: 3 },
    'GET /healthz at port web over HTTPS, every 10s, each within 3s, 3 failures in a row count',
  ],
  [
    { tcpSocket: { port: 5432 }, periodSeconds: 5, initialDelaySeconds: 20, failureThreshold: 1 },
    'a connection to port 5432, every 5s after the first 20s, each within 1s, one failure counts',
  ],
  [{ grpc: { port: 9000, service: 'shop' } }, 'gRPC at port 9000, service shop, every 10s, each within 1s'],
  [{ exec: { command: ['sh', '-c', 'test -f /ready'] } }, "runs sh -c 'test -f /ready', every 10s"],
])('what the probe asks and how often is told: %j', (livenessProbe, words) => {
  const killing = event('Killing', 'Container app failed liveness probe, will be restarted', 24);
  const found = diagnose(restarted(), [killing], { livenessProbe });
  const told = found?.remediation.find((step) => step.do.startsWith('See what the probe asks'));
  expect(told?.do).toContain(`livenessProbe: ${words}`);
});

test('where the manifest was not read the probe is looked at', () => {
  const killing = event('Killing', 'Container app failed liveness probe, will be restarted', 24);
  const [first] = diagnose(restarted(), [killing])?.remediation ?? [];
  expect(first?.command).toBe('kubectl describe pod web-7c9 -n shop');
});
