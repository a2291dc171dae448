import { expect, test } from '@jest/globals';
import { readLines, type LogLine } from '../../../src/engine/log/log-lines.js';
import { messageLines, withMessage } from '../../../src/engine/log/termination-message.js';

const LOG = ['starting', 'reading /etc/app.yaml', 'ERROR no such key: port', 'ERROR giving up'];

function read(...lines: readonly string[]): readonly LogLine[] {
  return readLines(lines, 'log app');
}

function joined(log: readonly string[], message: readonly string[]): readonly string[] {
  return withMessage(read(...log), read(...message)).map(({ raw }) => raw);
}

test('a tail of the log that was copied into the message is read once, wherever it was cut', () => {
  expect(joined(LOG, LOG)).toEqual(LOG);
  expect(joined(LOG, ['ding /etc/app.yaml', ...LOG.slice(2)])).toEqual(LOG);
  expect(joined(LOG, ['ting', ...LOG.slice(1, 3), 'ERROR giv'])).toEqual(LOG);
  expect(joined(LOG, ['ERROR giving up', ''])).toEqual(LOG);
});

test('of a log that holds less than the message, the message is read', () => {
  expect(joined(LOG.slice(-1), LOG)).toEqual(LOG);
  expect(joined([], LOG)).toEqual(LOG);
});

test('what the program wrote as its message stands behind its log', () => {
  expect(joined(LOG, ['port is not set'])).toEqual([...LOG, 'port is not set']);
  expect(joined(LOG, ['giving up'])).toEqual([...LOG, 'giving up']);
  expect(joined(LOG, [])).toEqual(LOG);
});

test('colours and carriage returns of a copied tail are no words', () => {
  const message = `${String.fromCharCode(27)}[31mERROR${String.fromCharCode(27)}[0m giving up\r\n`;
  const lines = messageLines({
    path: 'lastState.terminated',
    message,
    reason: 'Error',
    outcome: { kind: 'exited', code: 1 },
  });
  expect(lines.map(({ raw }) => raw)).toEqual(['ERROR giving up']);
});
