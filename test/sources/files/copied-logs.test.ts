import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { asText, at } from '../../../src/domain/values/json.js';
import { read } from './read.js';

/** A terminal as people copy it: a description and the log that they looked at next. */
const FOLDER = join(import.meta.dirname, '../../../fixtures/described');
function description(name: string): string {
  return readFileSync(join(FOLDER, `${name}.txt`), 'utf8');
}

const LOG = ['shop-api 4.2 starting', 'Status: bad', '# A line with a hash', 'FATAL no route to the vault'];

/** What is known of the logs of each pod, and of logs that could not be given to one. */
async function logsIn(input: string): Promise<unknown> {
  const { pods, result } = await read({ input });
  return {
    logs: pods.flatMap(({ pod, logs }) =>
      logs.map((log) => [asText(at(pod, 'metadata', 'name')), log.container, log.which, log.lines]),
    ),
    unread: result.missing
      .filter(({ what }) => what === 'log')
      .map(({ name, why }) => `${name ?? ''}: ${why}`),
  };
}

const paste = (...parts: readonly (string | readonly string[])[]): string =>
  parts.map((part) => (typeof part === 'string' ? part.trimEnd() : part.join('\n'))).join('\n');

test.each([
  ['$ kubectl logs oom --previous', 'oom', 'app', 'previous'],
  ['alex@desk:~/shop (main) $ kubectl -n shop logs pod/oom -c app -p --tail=50', 'oom', 'app', 'previous'],
  ['PS C:\\Users\\alex> kubectl logs oom app 2>&1 | tail -20', 'oom', 'app', 'current'],
  ['➜  shop git:(main) ✗ k logs -f oom', 'oom', 'app', 'current'],
  ['[root@node1 ~]# oc logs deploy/oom --previous=true', 'oom', 'app', 'previous'],
  ['kubectl logs --kubeconfig ~/.kube/lab oom', 'oom', 'app', 'current'],
])("the log below `%s` is that container's", async (command, pod, container, which) => {
  expect(await logsIn(paste(description('oom'), '', command, LOG, '$ '))).toEqual({
    logs: [[pod, container, which, LOG]],
    unread: [],
  });
});

test('what kubectl says of its choice is no line of the log, and names the container', async () => {
  const chosen = 'Defaulted container "app" out of: app, wait (init)';
  expect(await logsIn(paste(description('init-fails'), '$ kubectl logs init-fails', chosen, LOG))).toEqual({
    logs: [['init-fails', 'app', 'current', LOG]],
    unread: [],
  });
  const refused =
    'Error from server (BadRequest): previous terminated container "app" in pod "oom" not found';
  expect(await logsIn(paste(description('oom'), '$ kubectl logs oom -p', refused))).toEqual({
    logs: [],
    unread: [],
  });
});

test.each(['error: cannot read /etc/shop.conf', 'Error from server (Forbidden): pods is forbidden'])(
  'what a program says as kubectl would stays: %s',
  async (line) => {
    expect(await logsIn(paste(description('oom'), '$ kubectl logs oom', [line]))).toEqual({
      logs: [['oom', 'app', 'current', [line]]],
      unread: [],
    });
  },
);

test('of several pods each gets its own, also where the log stands between them', async () => {
  const input = paste(
    description('oom'),
    '$ kubectl logs oom',
    ['it was me'],
    description('no-map'),
    '$ kubectl get pods',
    ['NAME  READY'],
    '$ kubectl logs no-map',
    ['and me'],
  );
  expect(await logsIn(input)).toEqual({
    logs: [
      ['oom', 'app', 'current', ['it was me']],
      ['no-map', 'app', 'current', ['and me']],
    ],
    unread: [],
  });
});

test('what stands behind an event of one line is the log of the only container, and no part of the event', async () => {
  const { pods } = await read({ input: paste(description('no-program'), LOG) });
  expect(pods[0]?.logs.map(({ lines }) => lines)).toEqual([LOG]);
  expect(JSON.stringify(pods[0]?.events)).not.toContain('vault');
});

test('the rest of a message that a terminal broke is no log', async () => {
  const broken = description('no-program').replace(/ in pod (no-program_\S+)\s*$/, ' in pod\n$1\n');
  const { pods } = await read({ input: broken });
  expect(pods[0]?.logs).toEqual([]);
  expect(pods[0]?.events.at(-1)?.event).toMatchObject({
    message: expect.stringMatching(/in pod\nno-program_/),
  });
});

test.each([
  ['kubectl logs web-2', 'it is of web-2, which is not described'],
  [
    'kubectl logs oom --all-containers',
    'it is of several containers or pods, whose lines cannot be told apart',
  ],
  ['kubectl logs -l app=shop', 'it is of several containers or pods, whose lines cannot be told apart'],
])("a log that is nobody's is said: %s", async (command, why) => {
  const input = paste(description('oom'), `$ ${command}`, LOG);
  const line = input.split('\n').indexOf(LOG[0] ?? '') + 1;
  expect(await logsIn(input)).toEqual({ logs: [], unread: [`standard input:${line}: ${why}`] });
});

test('an argument that reads as such a command is none', async () => {
  const input = description('oom').replace(/^(\s*)Image:/m, '      -c\n      kubectl logs other\n$1Image:');
  expect(await logsIn(input)).toEqual(await logsIn(description('oom')));
});
