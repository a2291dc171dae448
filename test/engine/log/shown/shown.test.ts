import { describe, expect, test } from '@jest/globals';
import { reportPod } from '../../../../src/engine/index.js';
import { loadRulebook } from '../../../../src/rulebook/catalogue.js';
import { crashLoop, ended, log, pod, snapshot } from '../../../support/pods.js';

const rules = await loadRulebook();
const ERROR = 'dial tcp 10.0.0.5:5432: connect: connection refused';

/** How sure what is said first of a container is that ended with 1 after these lines, and of what. */
function said(...lines: readonly string[]): string {
  const { containers } = reportPod(snapshot(pod(crashLoop(ended(1))), { logs: [log(lines)] }), rules);
  const first = containers[0]?.diagnoses[0];
  return `${first?.confidence} ${first?.cause}`;
}

describe('what carries, passes on or holds words that are not its own', () => {
  test.each([
    [
      'an object that carries another',
      JSON.stringify({ verb: 'ADDED', event: { kind: 'Pod', message: ERROR } }),
    ],
    ['the words of a command', `1.5 [0 10.1.2.3:5123] "LPUSH" "errors" "${ERROR}"`],
    ['a field among those that a semicolon parts', `checked group=core; endpoint=db; body=${ERROR}`],
    ['a text that it was given', `query: ${ERROR}`],
    ['what a person said in a room', `m.text from @anna:example.org in !ops:example.org: ${ERROR}`],
  ])('%s', (_, line) => {
    expect(said('starting', line)).toMatch(/^possible/);
  });

  test.each([
    ['an error in an object', JSON.stringify({ at: 'start', error: { message: ERROR } })],
    [
      'an object with a level inside',
      JSON.stringify({ at: 'start', entry: { level: 'error', message: ERROR } }),
    ],
    ['an object that tells of failing', JSON.stringify({ state: 'failed', result: { message: ERROR } })],
    ['a report among such fields', `connect host=db; port=5432; error=${ERROR}`],
    ['what a server answered', `HTTP response body: ${JSON.stringify({ message: ERROR })}`],
    ['a text that is told as an error', `ERROR query: ${ERROR}`],
    ['a body of a fatal line', `FATAL body: ${ERROR}`],
    ['a package with the sign of a person', `failed to load @shop/db: ${ERROR}`],
  ])('not %s', (_, line) => {
    expect(said('starting', line)).toBe('likely app-dependency');
  });
});

describe('what stands in a text of several lines', () => {
  test.each([
    ['the environment', ['PATH=/usr/bin', `LAST_ERROR=${ERROR}`, 'TERM=xterm']],
    ['a text by its key', ['login.done=Welcome', `login.failed=${ERROR}`, 'loaded 2 texts']],
    ['a row of tickets', ['3 are open', `SHOP-1  ${ERROR}`, 'SHOP-2  KeyError']],
    ['an item of a list of things', ['New here:', ' o faster sums', ` o ${ERROR}`]],
    ['a line in a sentence', ['The log ends in', ERROR, 'which means that no server is there.']],
    [
      'a host of Ansible that a rescue took up',
      [
        `fatal: [web-1]: FAILED! => {"changed": false, "msg": "${ERROR}"}`,
        'changed: [web-1]',
        'web-1 : ok=3    changed=1    unreachable=0    failed=0    skipped=0    rescued=1    ignored=0   ',
      ],
    ],
  ])('%s', (_, lines) => {
    expect(said(...lines)).toMatch(/^possible/);
  });

  test.each([
    ['a list of problems', ['Problems:', ' - the queue has no name', ` - ${ERROR}`]],
    ['a list of checks', ['The parts:', ' - queue: ok', ` - store: ${ERROR}`]],
    ['the fields of a report', ['error.type=ConnectException', `error.message=${ERROR}`]],
    ['the only item', ['The start:', ` - ${ERROR}`]],
    ['a line between remarks', ['starting the shop', ERROR, 'see the manual for more']],
  ])('not %s', (_, lines) => {
    expect(said(...lines)).toBe('likely app-dependency');
  });
});
