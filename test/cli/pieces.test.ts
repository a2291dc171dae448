import { expect, test } from '@jest/globals';
import { parseArguments } from '../../src/cli/arguments/parse.js';
import { chooseWorst } from '../../src/cli/choose-worst.js';
import { commandLine } from '../../src/cli/command-line.js';
import { connectionFlags } from '../../src/cli/connection-flags.js';
import type { Io } from '../../src/cli/io.js';
import { displayOptions, OUTPUT_NAMES, readOutput } from '../../src/cli/output.js';
import { SOURCE_OPTIONS } from '../../src/cli/shared-options.js';
import type { ReportPod } from '../../src/domain/report/report.js';
import { notFoundLines } from '../../src/cli/pod/not-found.js';

const flags = (...argv: readonly string[]): unknown => {
  const { options, given } = parseArguments(argv, SOURCE_OPTIONS);
  return connectionFlags(options, given);
};

test.each([
  [[], { requestTimeoutSeconds: 0 }],
  [['--request-timeout', ''], { requestTimeoutSeconds: 0 }],
  [['--request-timeout', '5'], { requestTimeoutSeconds: 5 }],
  [['--request-timeout=1m30s'], { requestTimeoutSeconds: 90 }],
  [['--as=eve', '--as-group', 'a', '--as-group', 'b,c'], { as: 'eve', asGroups: ['a', 'b,c'] }],
  [['--as-user-extra', 'k=1', '--as-user-extra', 'k=2=3'], { asUserExtra: { k: ['1', '2=3'] } }],
  [['--insecure-skip-tls-verify'], { insecureSkipTlsVerify: true }],
  [['--insecure-skip-tls-verify=false'], { insecureSkipTlsVerify: false }],
  [['-s', 'https://x', '-nshop', '--context=c'], { server: 'https://x', namespace: 'shop', context: 'c' }],
])('%j reaches the connection', (argv, expected) => {
  expect(flags(...argv)).toEqual({ requestTimeoutSeconds: 0, ...expected });
});

test.each([
  ['--request-timeout=abc', 'Invalid timeout value'],
  ['--request-timeout=-5s', 'Invalid timeout value'],
  ['--as-user-extra=novalue', 'must be KEY=VALUE'],
])('%s is refused', (argument, message) => {
  expect(() => flags(argument)).toThrow(message);
});

test('credentials are not repeated, and what a shell would split is quoted', () => {
  const typed = ['pod', 'web', '-l', "app in ('a')", '--token', 't0p', '--password=t0p'];
  expect(commandLine(typed)).toBe(
    String.raw`kubectl exitdiag pod web -l 'app in ('\''a'\'')' --token REDACTED --password=REDACTED`,
  );
});

test.each([
  [['--server', 'https://u:t0p@h:6443'], '--server https://h:6443'],
  [['--server=https://u:t0p@h:6443'], '--server=https://h:6443'],
  [['-s', 'u:t0p@h:6443'], '-s h:6443'],
  [['-su:t0p@h:6443'], '-sh:6443'],
  [['--as', 'ops@example.com'], '--as ops@example.com'],
])('of the address in %j no user is repeated', (typed, shown) => {
  expect(commandLine(typed)).toBe(`kubectl exitdiag ${shown}`);
});

test('an output format is read as kubectl reads it', () => {
  expect(readOutput('JSON')).toEqual({ name: 'json' });
  expect(OUTPUT_NAMES).toEqual(expect.arrayContaining(['text', 'wide', 'json', 'yaml', 'name']));
  expect(() => readOutput('json=x')).toThrow('unable to match a printer');
  expect(() => readOutput('junit')).toThrow('unable to match a printer');
});

test.each<[string, 'auto' | 'always' | 'never', boolean, Record<string, string>, boolean]>([
  ['a terminal', 'auto', true, {}, true],
  ['a pipe', 'auto', false, {}, false],
  ['NO_COLOR', 'auto', true, { NO_COLOR: '1' }, false],
  ['an empty NO_COLOR', 'auto', true, { NO_COLOR: '' }, true],
  ['a dumb terminal', 'auto', true, { TERM: 'dumb' }, false],
  ['FORCE_COLOR', 'auto', false, { FORCE_COLOR: '1' }, true],
  ['FORCE_COLOR=0', 'auto', true, { FORCE_COLOR: '0' }, false],
  ['NO_COLOR against FORCE_COLOR', 'auto', true, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
  ['always against NO_COLOR', 'always', false, { NO_COLOR: '1' }, true],
  ['never', 'never', true, { FORCE_COLOR: '1' }, false],
])('colour with %s', (_, color, isTerminal, env, expected) => {
  const io = { stdout: { isTerminal }, env } as unknown as Io;
  expect(displayOptions({ name: 'text' }, color, io).color).toBe(expected);
});

test.each([
  [{}, true],
  [{ LANG: 'en_US.UTF-8' }, true],
  [{ LANG: 'de_DE.ISO-8859-1' }, false],
  [{ LC_ALL: 'en_US.utf8', LANG: 'x' }, true],
])('characters outside ASCII with %j: %s', (env, expected) => {
  expect(displayOptions({ name: 'text' }, 'auto', { stdout: {}, env } as unknown as Io).unicode).toBe(
    expected,
  );
});

function pod(name: string, severity?: string, confidence = 'likely', restartCount = 0): ReportPod {
  const diagnoses = severity === undefined ? [] : [{ severity, confidence, cause: 'app-config' }];
  return {
    namespace: 'shop',
    name,
    diagnoses: [],
    containers: [{ restartCount, diagnoses }],
  } as unknown as ReportPod;
}

test('the worst pod of a workload is shown, and that is said', () => {
  const pods = [
    pod('a'),
    pod('b', 'medium', 'certain'),
    pod('c', 'high', 'possible'),
    pod('d', 'high', 'possible', 3),
    pod('own'),
  ];
  const workload = {
    resource: 'deployments',
    kind: 'Deployment',
    namespace: 'shop',
    name: 'web',
    pods: ['a', 'b', 'c', 'd'],
  };
  const { pods: shown, said } = chooseWorst(pods, [workload]);
  expect(shown.map(({ name }) => name)).toEqual(['d', 'own']);
  expect(said).toBe('d is the worst of 4 pods of deployment/web.');
  expect(chooseWorst([], [{ ...workload, pods: [] }]).said).toBe('deployment/web has no pods.');
  const told = { ...workload, uid: 'u', desired: 0, diagnoses: [] };
  expect(chooseWorst([], [{ ...workload, pods: [] }], [told]).said).toBe('deployment/web wants no pods.');
  expect(chooseWorst([], [{ ...workload, pods: [], held: 'it is suspended (spec.suspend)' }]).said).toBe(
    'deployment/web has no pods: it is suspended (spec.suspend).',
  );
  expect(chooseWorst([pod('a')], [{ ...workload, pods: ['a'] }]).said).toBeUndefined();
  expect(chooseWorst([pod('a'), pod('b')], [{ ...workload, pods: ['a', 'b'] }]).said).toBe(
    'deployment/web: no failure was found in its 2 pods, one of which is shown.',
  );
});

test('a pod that is named beside its workload is shown too', () => {
  const pods = [pod('a', 'high'), pod('b', 'medium'), pod('c')];
  const workload = {
    resource: 'deployments',
    kind: 'Deployment',
    namespace: 'shop',
    name: 'web',
    pods: ['a', 'b', 'c'],
  };
  expect(chooseWorst(pods, [workload], [], ['b']).pods.map(({ name }) => name)).toEqual(['a', 'b']);
});

test('the events of a pod that is gone stand in columns', () => {
  const event = (reason: string, message: string): object => ({
    reason,
    message,
    lastTimestamp: '2026-03-01T11:59:00Z',
  });
  const result = {
    source: { kind: 'cluster' },
    now: Date.parse('2026-03-01T12:00:00Z'),
    notFound: [
      { resource: 'pods', namespace: 'shop', name: 'a', nearest: [], message: 'pods "a" not found' },
    ],
    gone: [
      {
        namespace: 'shop',
        name: 'a',
        events: [event('Scheduled', 'to a node'), event('BackOff', 'restarting')],
        ownerPods: [],
      },
    ],
  } as unknown as Parameters<typeof notFoundLines>[0];
  expect(notFoundLines(result)).toEqual([
    'Error from server (NotFound): pods "a" not found',
    'It is gone. What its events still tell, newest last:',
    '  60s    Scheduled  to a node',
    '  60s    BackOff    restarting',
  ]);
});
