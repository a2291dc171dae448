import { expect, test } from '@jest/globals';
import { decodePods } from '../../../../src/sources/cluster/scan/wire/decode-pods.js';
import { PROTOBUF } from '../../../../src/sources/cluster/transport/protobuf.js';
import { candidateWithin } from '../../../../src/sources/cluster/scan/wire/seen-pod.js';
import { Garbled, NotKubernetes } from '../../../../src/sources/cluster/transport/answer.js';
import { CRASHING, HEALTHY, pod } from '../fake-api.js';
import { podListMessage, podMessage } from './encode-protobuf.js';

const isCandidate = candidateWithin(() => Date.parse('2026-01-01T01:00:00Z'), undefined);

function decode(
  body: Buffer,
  contentType: string,
  chunk = body.length,
): ReturnType<ReturnType<ReturnType<typeof decodePods>>['end']> {
  const decoder = decodePods(isCandidate)(contentType);
  for (let at = 0; at < body.length; at += chunk) decoder.push(body.subarray(at, at + chunk));
  return decoder.end();
}

test('protobuf: counts every pod and keeps those in trouble, as far as a first look reads', () => {
  const page = decode(
    podListMessage([podMessage('a', 'well'), podMessage('a', 'sick', 137)], 'more'),
    PROTOBUF,
  );
  expect(page).toMatchObject({ continueToken: 'more', remaining: 9, resourceVersion: '7' });
  expect(page.items.map((item) => [item.key, item.containers, item.candidate?.name])).toEqual([
    ['uid-well', 3, undefined],
    ['uid-sick', 3, 'sick'],
  ]);
  expect(JSON.parse(page.items[1]?.candidate?.text.toString() ?? '')).toMatchObject({
    metadata: { namespace: 'a', name: 'sick' },
    status: {
      phase: 'Running',
      containerStatuses: [
        {
          ready: false,
          restartCount: 3,
          state: { waiting: { reason: 'CrashLoopBackOff' } },
          lastState: { terminated: { exitCode: 137, finishedAt: '2026-01-01T00:10:00Z' } },
        },
      ],
    },
  });
});

test('protobuf: a container that serves with a device that is not well is in trouble', () => {
  const page = decode(
    podListMessage([
      podMessage('a', 'well', undefined, 'Healthy'),
      podMessage('a', 'sick', undefined, 'Unhealthy'),
    ]),
    PROTOBUF,
  );
  expect(page.items.map((item) => item.candidate?.name)).toEqual([undefined, 'sick']);
});

const json = (...items: readonly object[]): Buffer =>
  Buffer.from(
    JSON.stringify({
      kind: 'PodList',
      apiVersion: 'v1',
      metadata: { continue: 'more', remainingItemCount: 9 },
      items,
    }),
  );

test.each([1, 7, 100_000])(
  'JSON, in chunks of %d bytes: the same, and what is kept is the whole pod',
  (chunk) => {
    const managed = { managedFields: [{ manager: 'kubelet' }] };
    const page = decode(
      json(pod('well', 'a', HEALTHY), pod('sick', 'a', CRASHING, {}, managed)),
      'application/json',
      chunk,
    );
    expect(page).toMatchObject({ continueToken: 'more', remaining: 9 });
    expect(page.items.map((item) => [item.key, item.containers, item.candidate?.name])).toEqual([
      ['uid-well', 1, undefined],
      ['uid-sick', 1, 'sick'],
    ]);
    const kept = JSON.parse(page.items[1]?.candidate?.text.toString() ?? '') as object;
    expect(kept).toHaveProperty('spec.containers');
    expect(kept).not.toHaveProperty('metadata.managedFields');
  },
);

test('a body that is cut anywhere is told from a whole one', () => {
  const whole = podListMessage([podMessage('a', 'well'), podMessage('a', 'sick', 1)]);
  for (let end = 5; end < whole.length; end++)
    expect(() => decode(whole.subarray(0, end), PROTOBUF)).toThrow(/cut|no list|no protobuf/);
  const text = json(pod('well', 'a', HEALTHY));
  for (let end = 1; end < text.length; end++)
    expect(() => decode(text.subarray(0, end), 'application/json')).toThrow(Garbled);
});

test.each<[string, Buffer, string]>([
  ['a login page', Buffer.from('<html>'), 'text/html'],
  ['another list', Buffer.from('{"kind":"NodeList","items":[]}'), 'application/json'],
  ['a list without items', Buffer.from('{"kind":"PodList","items":null}'), 'application/json'],
  ['bytes', Buffer.from('not protobuf'), PROTOBUF],
])('%s is no list of pods', (_name, body, contentType) => {
  expect(() => decode(body, contentType)).toThrow(NotKubernetes);
});

test('JSON followed by garbage is garbled', () => {
  expect(() => decode(Buffer.concat([json(), Buffer.from('\x01garbage')]), 'application/json')).toThrow(
    Garbled,
  );
});
