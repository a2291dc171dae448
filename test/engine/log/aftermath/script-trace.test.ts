import { describe, expect, test } from '@jest/globals';
import { reportPod } from '../../../../src/engine/index.js';
import { loadRulebook } from '../../../../src/rulebook/catalogue.js';
import { crashLoop, ended, log, pod, snapshot } from '../../../support/pods.js';

const rules = await loadRulebook();
const ERROR = 'dial tcp 10.0.0.5:5432: connect: connection refused';

/** How sure the first diagnosis of a container is that ended with 1 after these lines. */
function sureOf(lines: readonly string[]): string | undefined {
  const raw = pod(crashLoop(ended(1)));
  return reportPod(snapshot(raw, { logs: [log(lines)] }), rules).containers[0]?.diagnoses[0]?.confidence;
}

describe('a script that goes on to its next command got over the one before', () => {
  test.each([
    ['it is ignored', ['+ ./check', ERROR, '+ true']],
    ['told, and done without', ['+ ./check', ERROR, "+ echo 'none'", 'none', '+ exec ./server']],
    ['a script of CI', ['$ ./warm-cache', ERROR, '$ ./sums', '31 sums, 2 of them differ']],
    ['a group of a workflow', ['##[group]Run ./warm-cache', ERROR, '##[group]Run ./sums', '31 sums']],
    ['a recipe that make ignores', ['./lint', ERROR, 'make: [Makefile:7: lint] Error 1 (ignored)', './sums']],
    [
      'psql carries out the next statement',
      [`psql:/i.sql:7: ERROR:  ${ERROR}`, 'INSERT 0 31', '31 rows in all'],
    ],
    ['deeper in a function', ['++ ./check', ERROR, '+ ./sums']],
  ])('%s', (_, lines) => {
    expect(sureOf(lines)).toBe('possible');
  });

  test.each([
    ['it ends', ['+ ./start', ERROR, '+ exit 1']],
    ['it is told', ['+ ./start', ERROR, "+ echo 'not started'", 'not started', '+ exit 1']],
    ['it is asked for', ['+ ./start', ERROR, '+ rc=1', "+ '[' 1 -ne 0 ']'", '+ return 1']],
    ['a trap shows what there is', ['+ ./start', ERROR, '+ dump_state', '+ cat /tmp/state']],
    ['a trap cleans up', ['+ ./start', ERROR, '+ cleanup', '+ rm -rf /tmp/work']],
    ['psql stops of it', ['CREATE TABLE', `psql:/i.sql:7: ERROR:  ${ERROR}`]],
    ['make stops of it', ['./lint', ERROR, 'make: *** [Makefile:7: lint] Error 1']],
    ['no command stands above', [ERROR, '+ ./start']],
  ])('not where %s', (_, lines) => {
    expect(sureOf(lines)).toBe('likely');
  });

  test('what a command left undone proves that it was not', () => {
    const lines = [
      '+ curl -fsS http://config.shop/app.json -o /tmp/app.json',
      'curl: (6) Could not resolve host: config.shop',
      '+ jq . /tmp/app.json',
      'jq: error: Could not open file /tmp/app.json: No such file or directory',
    ];
    expect(sureOf(lines)).not.toBe('possible');
  });
});
