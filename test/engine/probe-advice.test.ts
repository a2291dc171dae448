import { expect, test } from '@jest/globals';
import { reportPod } from '../../src/engine/index.js';
import { loadRulebook } from '../../src/rulebook/catalogue.js';
import { crashLoop, ended, event, pod, snapshot } from '../support/pods.js';

const rulebook = await loadRulebook();

/** What a pod is advised to change whose probe was answered like this. */
function advice(probe: 'Liveness' | 'Startup' | 'Readiness', answer: string): string {
  const failed = event('Unhealthy', `${probe} probe failed: ${answer}`, 65);
  const raw =
    probe === 'Readiness'
      ? pod({ restartCount: 0, state: { running: { startedAt: '2026-03-01T11:00:00Z' } } })
      : pod(crashLoop(ended(137)));
  const events =
    probe === 'Readiness'
      ? [failed]
      : [
          failed,
          event('Killing', `Container app failed ${probe.toLowerCase()} probe, will be restarted`, 62),
        ];
  const [first] = reportPod(snapshot(raw, { events }), rulebook).containers[0]?.diagnoses ?? [];
  expect(first?.cause).toBe(
    { Liveness: 'liveness-kill', Startup: 'startup-probe-kill', Readiness: 'readiness-failing' }[probe],
  );
  return (first?.remediation ?? []).map((step) => step.do).join('\n');
}

test.each(['Liveness', 'Startup', 'Readiness'] as const)(
  'a %s probe: what to change follows from what answered it',
  (probe) => {
    expect(advice(probe, 'command timed out: "sh -c check" timed out after 1s')).toMatch(
      /timed out after 1s\): raise timeoutSeconds/,
    );
    expect(
      advice(
        probe,
        'Get "http://10.0.0.7:80/": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
      ),
    ).toMatch(/Client\.Timeout exceeded\): raise timeoutSeconds/);
    expect(
      advice(
        probe,
        'timeout: failed to connect service "10.0.0.7:9000" within 2s: context deadline exceeded',
      ),
    ).toMatch(/Nothing spoke gRPC at 10\.0\.0\.7:9000 in time/);
    for (const plain of [
      'http: server gave HTTP response to HTTPS client',
      'tls: first record does not look like a TLS handshake',
    ])
      expect(advice(probe, `Get "https://10.0.0.7:80/": ${plain}`)).toMatch(/take scheme HTTPS out/);
    expect(
      advice(
        probe,
        'Get "http://10.0.0.7:443/": net/http: HTTP/1.x transport connection broken: malformed HTTP response "\\x15"',
      ),
    ).toMatch(/needs scheme HTTPS/);
    expect(advice(probe, 'HTTP probe failed with statuscode: 503')).toMatch(
      /answered 503, so it calls itself unwell/,
    );
    expect(advice(probe, 'HTTP probe failed with statuscode: 404')).toMatch(
      /answered 404: let the probe ask/,
    );
  },
);

test('only a probe of liveness or readiness is advised to have a startup probe beside it', () => {
  const refused = 'dial tcp 10.0.0.7:80: connect: connection refused';
  expect(advice('Liveness', refused)).toMatch(/startupProbe/);
  expect(advice('Startup', refused)).not.toMatch(/startupProbe/);
});
