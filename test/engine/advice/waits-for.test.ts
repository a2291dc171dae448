import { expect, test } from '@jest/globals';
import type { Diagnosis } from '../../../src/domain/report/report.js';
import type { EventRecord } from '../../../src/domain/snapshot.js';
import { diagnosesOf, reportPod } from '../../../src/engine/index.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { readFolder } from '../../support/read-folder.js';

const rules = await loadRulebook();

function answered({ event, ...rest }: EventRecord, status: number): EventRecord {
  return {
    ...rest,
    event: { ...event, message: `Readiness probe failed: HTTP probe failed with statuscode: ${status}` },
  };
}

/** What is said of a container that runs, is not ready and logs this. */
async function unready(lines: readonly string[], status = 503): Promise<Diagnosis | undefined> {
  const snapshot = await readFolder('fixtures/cases/readiness-probe-failing');
  const logs = [{ container: 'app', which: 'current' as const, lines, cut: false }];
  const events = snapshot.events.map((event) => answered(event, status));
  return diagnosesOf(reportPod({ ...snapshot, events, logs }, rules))[0];
}

const why = (diagnosis: Diagnosis | undefined): string | undefined =>
  diagnosis?.evidence.map(({ fact }) => fact).find((fact) => fact.startsWith('likely why: '));

const REFUSED = 'cannot connect to orders-db:5432: connection refused, retrying in 2s';

test.each([
  ['a database that refuses', REFUSED, 'It cannot connect to orders-db:5432: connection refused'],
  [
    'an error of JSON whose numbers differ',
    '{"level":"error","msg":"cache is not ready","error":"dial tcp 10.0.0.5:6379: connect: connection refused","attempt":7}',
    'It cannot connect to 10.0.0.5:6379: connection refused',
  ],
  [
    'a full disk',
    'error: flush failed: write /data/segment-7.log: no space left on device',
    'No space is left where it writes /data/segment-7.log',
  ],
])('%s, said over and over, is the likely reason of what stays unready', async (_, line, means) => {
  const lines = [1, 2, 3, 4].map((n) => line.replaceAll('7', String(n)));
  const first = await unready(['listening on :8080', ...lines.slice(0, 3), line]);
  expect(first?.cause).toBe('readiness-failing');
  expect(why(first)).toBe(`likely why: ${means}; it logs, 4 times of late: ${line}`);
});

test('what to do about it comes behind what to do about the probe, and looks before changes', async () => {
  const first = await unready([REFUSED, REFUSED, REFUSED]);
  const steps = first?.remediation ?? [];
  const commands = steps.flatMap(({ command }) => command ?? []);
  expect(commands).toContain('kubectl describe service orders-db -n shop');
  expect(commands).toEqual([...new Set(commands)]);
  const effects = steps.map(({ effect }) => effect);
  expect(effects.lastIndexOf('read-only')).toBeLessThan(effects.indexOf('mutating'));
});

/** As Spring Boot logs, once for each request of the probe, on the thread that serves it. */
function healthCheck(logger: string, said: string): readonly string[] {
  const head = '2026-03-02T09:58:30.120Z  WARN 1 --- [shop] [nio-8080-exec-4]';
  const frames = Array.from({ length: 30 }, (_, n) => `\tat org.example.Frame.call(Frame.java:${n})`);
  return [
    `${head} ${logger} : ${said}`,
    '',
    'org.springframework.data.redis.RedisConnectionFailureException: Unable to connect to Redis',
    ...frames,
    'Caused by: io.lettuce.core.RedisConnectionException: Unable to connect to sessions.web.svc/<unresolved>:6379',
    ...frames,
  ];
}

test('a health check of Spring Boot that fails names the peer, long traces or not', async () => {
  const entry = healthCheck('o.s.b.a.data.redis.RedisHealthIndicator', 'Redis health check failed');
  const first = await unready([...entry, ...entry, ...entry]);
  expect(why(first)).toMatch(/^likely why: It could not reach Redis at sessions\.web\.svc, port 6379;/);
});

test('what fails on the thread of any other request is no reason', async () => {
  const entry = healthCheck('c.e.shop.BasketController', 'basket of guest 71 not read');
  expect(why(await unready([...entry, ...entry, ...entry]))).toBeUndefined();
});

test.each<[string, readonly string[], number]>([
  ['was said twice', ['starting', REFUSED, REFUSED], 503],
  ['was said long ago', [REFUSED, REFUSED, REFUSED, ...Array<string>(50).fill('served GET / in 3 ms')], 503],
  ['tells of no failure', Array<string>(9).fill('loading checkpoint shard 1/400'), 503],
  ['is about telemetry', Array<string>(9).fill('WARN could not send traces to otel:4317, dropping 12'), 503],
  ['stands beside a path that the probe does not find', [REFUSED, REFUSED, REFUSED], 404],
])('nothing is made of a line that %s', async (_, lines, status) => {
  const first = await unready(lines, status);
  expect(first?.cause).toBe('readiness-failing');
  expect(why(first)).toBeUndefined();
});
