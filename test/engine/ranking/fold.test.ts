import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../../src/domain/values/json.js';
import { diagnosePod } from '../../../src/engine/index.js';
import type { PodSnapshot } from '../../../src/domain/snapshot.js';
import type { Rulebook } from '../../../src/domain/rules/rulebook.js';
import { crashLoop, ended, event, log, pod, rulebook, ruleText, snapshot } from '../../support/pods.js';

function line(pattern: string, example = pattern): string {
  return `{all: [{ended: by-itself}, {log-line: [{pattern: '${pattern}', example: '${example}'}]}]}`;
}

function found(snap: PodSnapshot, rules: Rulebook): readonly string[] {
  const verdict = diagnosePod(snap, rules).containers.get('app');
  return (verdict?.diagnoses ?? []).map((d) => `${d.ruleId} ${d.confidence}`);
}

const crashed = pod(crashLoop(ended(1)));
const REFUSED = ruleText('refused', line('connection refused'), 'cause: app-dependency\n');
const MISSING = ruleText('variable-missing', line('is not set'), 'cause: app-config\n');
const CARRIER = ruleText('uncaught', line('^panic: ', 'panic: x'), 'catchAll: true\n');

test('of two lines the later decides, the other stays a possibility', async () => {
  const rules = await rulebook(REFUSED, MISSING);
  const snap = snapshot(crashed, {
    logs: [log(['ERROR db: connection refused', 'FATAL API_KEY is not set'])],
  });
  expect(found(snap, rules)).toEqual(['variable-missing likely', 'refused possible']);
});

test('on one line the match further right is the root', async () => {
  const rules = await rulebook(REFUSED, MISSING);
  const snap = snapshot(crashed, { logs: [log(['because URL is not set: dial: connection refused'])] });
  expect(found(snap, rules)[0]).toBe('refused likely');
});

test('what a step shortly before did not bring follows from it; farther back the step was got over', async () => {
  const rules = await rulebook(
    ruleText('download', line('could not resolve'), 'cause: app-dependency\n'),
    ruleText('file-missing', line('no such file'), 'cause: app-config\nconsequenceOf: [download]\n'),
  );
  const said = (...lines: readonly string[]): readonly string[] =>
    found(snapshot(crashed, { logs: [log(lines)] }), rules);
  expect(said('could not resolve mirror', 'a.tgz: no such file')).toEqual([
    'download likely',
    'file-missing possible',
  ]);
  const steps = ['unpacked', 'compiled', 'linked'];
  expect(said('could not resolve mirror', ...steps, 'a.tgz: no such file')).toEqual([
    'file-missing likely',
    'download possible',
  ]);
});

test('a fault follows from the error right above it, not from one that it went on after, nor from a carrier', async () => {
  const rules = await rulebook(
    ruleText('refused', line('connection refused'), 'cause: app-dependency\n'),
    ruleText('carrier', line('ERROR'), 'cause: app-dependency\ncatchAll: true\nconfidence: possible\n'),
    ruleText(
      'nil-used',
      line('panic: |AttributeError: '),
      "cause: app-exception\ngeneral: true\nconsequenceOf: ['cause:app-dependency']\n",
    ),
  );
  const said = (...lines: readonly string[]): string | undefined =>
    found(snapshot(crashed, { logs: [log(lines)] }), rules)[0];
  expect(said('store: connection refused', 'panic: nil pointer')).toBe('refused likely');
  expect(said('store: connection refused', 'GET /a 200', 'panic: nil pointer')).toBe('nil-used likely');
  expect(said('ERROR of the store', 'panic: nil pointer')).toBe('nil-used likely');
  const trace = ['Traceback (most recent call last):', '  File "/a.py", line 3, in <module>'];
  const none = "AttributeError: 'NoneType' object has no attribute 'ping'";
  expect(said('store: connection refused', ...trace, none)).toBe('refused likely');
  expect(said('store: connection refused', 'going to work', ...trace, none)).toBe('nil-used likely');
});

test('a fault that uses what is there, or comes much later, does not follow from the error above it', async () => {
  const rules = await rulebook(
    ruleText('refused', line('connection refused'), 'cause: app-dependency\n'),
    ruleText(
      'fault',
      line('panic: '),
      "cause: app-exception\ngeneral: true\nconsequenceOf: ['cause:app-dependency']\n",
    ),
  );
  const said = (...lines: readonly string[]): string | undefined =>
    found(snapshot(pod(crashLoop(ended(1, 'Error', 60, 300))), { logs: [log(lines)] }), rules)[0];
  expect(said('connection refused', 'panic: index out of range [0] with length 0')).toBe('refused likely');
  expect(said('connection refused', 'panic: index out of range [5] with length 3')).toBe('fault likely');
  expect(said('10:00:01 connection refused', '10:00:03 panic: nil pointer')).toBe('refused likely');
  expect(said('10:00:01 connection refused', '10:00:31 panic: nil pointer')).toBe('fault likely');
});

test('a handled error explains no SIGSEGV but where a runtime aborted at it', async () => {
  const faulted = pod(crashLoop(ended(139)));
  const rules = await rulebook(
    ruleText(
      'refused',
      "{log-line: [{pattern: 'connection refused', example: 'connection refused'}]}",
      'cause: app-dependency\n',
    ),
    ruleText(
      'reserved',
      "{log-line: [{pattern: 'cannot reserve', example: 'cannot reserve'}]}",
      "cause: app-resource-limit\nsupersedes: ['cause:segfault']\n",
    ),
    ruleText('error-line', "{log-line: [{pattern: '^ERROR', example: 'ERROR x'}]}", 'catchAll: true\n'),
    ruleText(
      'uncaught-exception',
      "{log-line: [{pattern: '^Unhandled', example: 'Unhandled x'}]}",
      "catchAll: true\nsupersedes: ['cause:abort']\n",
    ),
  );
  const said = (text: string): string | undefined =>
    found(snapshot(faulted, { logs: [log([text])] }), rules)[0];
  expect(said('ERROR cache: connection refused')).toBe('refused possible');
  expect(said('ERROR cannot reserve its address space')).toBe('reserved likely');
  expect(said('Unhandled exception. connection refused')).toBe('refused likely');
});

test('a handled error after which it logged on comes after the fault; as the last word it stays before it', async () => {
  const refused = "{log-line: [{pattern: 'connection refused', example: 'connection refused'}]}";
  const rules = await rulebook(
    ruleText('refused', refused, 'cause: app-dependency\n'),
    ruleText('z-fault', '{signal: SIGSEGV}', 'cause: segfault\nconfidence: possible\n'),
  );
  const said = (...lines: readonly string[]): readonly string[] =>
    found(snapshot(pod(crashLoop(ended(139))), { logs: [log(lines)] }), rules);
  expect(said('db: connection refused', 'connected again')).toEqual(['z-fault possible', 'refused possible']);
  expect(said('db: connection refused')).toEqual(['refused possible', 'z-fault possible']);
});

test('after an error, work is told by level, by numbers or by things, and leaves it a possibility', async () => {
  const rules = await rulebook(REFUSED);
  const said = (...lines: readonly string[]): readonly string[] =>
    found(snapshot(crashed, { logs: [log(['db: connection refused', ...lines, 'totals differ'])] }), rules);
  expect(said()).toEqual(['refused likely']);
  expect(said('INFO item 7', 'INFO page 2', 'INFO mail 4')).toEqual(['refused possible']);
  expect(said('indexed 10 of 50', 'indexed 20 of 50', 'indexed 30 of 50')).toEqual(['refused possible']);
  expect(said('importing orders', 'importing users', 'importing bills')).toEqual(['refused possible']);
  expect(said('see the manual', 'the host is set by DB_HOST', 'the port by DB_PORT')).toEqual([
    'refused likely',
  ]);
  expect(said('frame 1 at 0x7f1', 'frame 2 at 0x7f2', 'frame 3 at 0x7f3')).toEqual(['refused likely']);
});

test('what calm entries tell seconds after an error counts for more', async () => {
  const rules = await rulebook(REFUSED);
  const said = (second: string): readonly string[] =>
    found(
      snapshot(pod(crashLoop(ended(1, 'Error', 60, 30))), {
        logs: [
          log([
            '2026-03-01T10:00:01Z ERROR connection refused',
            '2026-03-01T10:00:01Z INFO cache is used',
            `2026-03-01T10:00:${second}Z INFO item 7`,
            'totals differ',
          ]),
        ],
      }),
      rules,
    );
  expect(said('02')).toEqual(['refused likely']);
  expect(said('19')).toEqual(['refused possible']);
});

test('a retried line gives way to an earlier one that is final', async () => {
  const rules = await rulebook(REFUSED, MISSING);
  const snap = snapshot(crashed, {
    logs: [log(['FATAL API_KEY is not set', 'WARN metrics: connection refused, will retry'])],
  });
  expect(found(snap, rules)[0]).toBe('variable-missing likely');
});

test('a carrier counts only where nothing says more', async () => {
  const rules = await rulebook(REFUSED, CARRIER);
  const both = snapshot(crashed, { logs: [log(['ERROR db: connection refused', 'panic: cannot start'])] });
  const alone = snapshot(crashed, { logs: [log(['panic: cannot start'])] });
  expect(found(both, rules)).toEqual(['refused likely']);
  expect(found(alone, rules)).toEqual(['uncaught likely']);
});

test('a handled error long before a panic does not explain it', async () => {
  const rules = await rulebook(REFUSED, CARRIER);
  const work = Array.from({ length: 100 }, (_, i) => `served request ${i}`);
  const snap = snapshot(crashed, { logs: [log(['ERROR db: connection refused', ...work, 'panic: index'])] });
  expect(found(snap, rules)).toEqual(['uncaught likely', 'refused possible']);
});

test('a line alone is certain only among the last words, and less so the farther back it lies', async () => {
  const rules = await rulebook(
    ruleText('bad-flag', line('unknown flag'), 'cause: app-config\nconfidence: certain\n'),
  );
  const after = (entries: number): readonly string[] => {
    const work = Array.from({ length: entries }, (_, i) => `part ${String.fromCharCode(97 + i)}`);
    return found(snapshot(crashed, { logs: [log(['FATAL unknown flag', ...work])] }), rules);
  };
  expect([after(2), after(12), after(20)]).toEqual([
    ['bad-flag certain'],
    ['bad-flag likely'],
    ['bad-flag possible'],
  ]);
  const warned = snapshot(crashed, { logs: [log(['WARN unknown flag, will retry'])] });
  expect(found(warned, rules)).toEqual(['bad-flag possible']);
});

test('what more than a line makes certain stays so', async () => {
  const when = `{all: [{terminated-reason: Error}, {log-line: [{pattern: 'unknown flag', example: 'unknown flag'}]}]}`;
  const rules = await rulebook(ruleText('bad-flag', when, 'cause: app-config\nconfidence: certain\n'));
  const work = Array.from({ length: 20 }, (_, i) => `served request ${i}`);
  const snap = snapshot(crashed, { logs: [log(['FATAL unknown flag', ...work])] });
  expect(found(snap, rules)).toEqual(['bad-flag certain']);
});

test('the first exception of a chained Python traceback is the root', async () => {
  const rules = await rulebook(REFUSED, MISSING);
  const lines = [
    'Traceback (most recent call last):',
    '  File "a.py", line 1, in <module>',
    'ConnectionError: connection refused',
    '',
    'During handling of the above exception, another exception occurred:',
    '',
    'Traceback (most recent call last):',
    '  File "a.py", line 3, in <module>',
    'RuntimeError: fallback is not set',
  ];
  expect(found(snapshot(crashed, { logs: [log(lines)] }), rules)[0]).toBe('refused likely');
});

test('a look-up that failed and was handled is not the root of a chained Python traceback', async () => {
  const rules = await rulebook(REFUSED, MISSING);
  const lines = [
    'Traceback (most recent call last):',
    '  File "a.py", line 1, in find_app',
    "AttributeError: fallback is not set as attribute 'app'",
    '',
    'During handling of the above exception, another exception occurred:',
    '',
    'Traceback (most recent call last):',
    '  File "a.py", line 3, in <module>',
    'ConnectionError: connection refused',
  ];
  expect(found(snapshot(crashed, { logs: [log(lines)] }), rules)[0]).toBe('refused likely');
});

test('what a program says in JSON is read without the quotes and escapes', async () => {
  const rules = await rulebook(CARRIER);
  const json = JSON.stringify({ level: 'error', msg: 'caught\npanic: boom' });
  expect(found(snapshot(crashed, { logs: [log([json])] }), rules)).toEqual(['uncaught likely']);
});

test("a program's own words are told before a language's of the same cause", async () => {
  const general = ruleText(
    'os-wording',
    line('connection refused'),
    'cause: app-dependency\ngeneral: true\n',
  );
  const own = ruleText('pg-wording', line('cannot reach postgres'), 'cause: app-dependency\n');
  const snap = snapshot(crashed, { logs: [log(['cannot reach postgres', 'caused by: connection refused'])] });
  expect(found(snap, await rulebook(general, own))).toEqual(['pg-wording likely']);
});

test('a benign ending speaks alone and is no finding', async () => {
  const stop = ruleText('stopped', '{ended: asked-to-stop}', 'cause: graceful-stop\nbenign: true\n');
  const any = ruleText('code', '{exit-code: 143}');
  const snap = snapshot(pod({ state: { terminated: ended(143) } }), {
    events: [event('Killing', 'Stopping container app', 61)],
  });
  const verdict = diagnosePod(snap, await rulebook(stop, any)).containers.get('app');
  expect(verdict?.diagnoses).toEqual([]);
  expect(verdict?.benign).toEqual({ cause: 'graceful-stop', why: 'it is stopped' });
});

test('a superseded match is folded into its winner, evidence and all', async () => {
  const winner = ruleText(
    'oom',
    '{terminated-reason: OOMKilled}',
    'cause: oom-limit\nsupersedes: ["cause:app-exception"]\n',
  );
  const loser = ruleText('life', '{lifetime: {under: 1m}}');
  const verdict = diagnosePod(
    snapshot(pod(crashLoop(ended(137, 'OOMKilled')))),
    await rulebook(winner, loser),
  ).containers.get('app');
  expect(verdict?.diagnoses.map((d) => d.ruleId)).toEqual(['oom']);
  expect(verdict?.diagnoses[0]?.evidence.map((e) => e.fact)).toEqual([
    'reason OOMKilled, exit 137',
    'it ran for 10s',
  ]);
});

test('a rule that explains both instances is said once', async () => {
  const rules = await rulebook(ruleText('code', '{exit-code: 1}'));
  const snap = snapshot(
    pod({ state: { terminated: ended(1) }, lastState: { terminated: ended(1, 'Error', 100) } }),
  );
  expect(found(snap, rules)).toEqual(['code likely']);
});

test('that the instance before ended the same way is said only where a record tells how it ended', async () => {
  const rules = await rulebook(ruleText('refused', '{event: {reason: Failed, on: pod}}'));
  const facts = (lastState: JsonObject): readonly string[] => {
    const raw = pod({ state: { waiting: { reason: 'CrashLoopBackOff' } }, lastState });
    const snap = snapshot(raw, { events: [event('Failed', 'no', 30)] });
    return (diagnosePod(snap, rules).containers.get('app')?.diagnoses[0]?.evidence ?? []).map((e) => e.fact);
  };
  expect(facts({ terminated: ended(128, 'StartError', 30) })).toContain(
    'the instance before it ended the same way',
  );
  expect(facts({})).not.toContain('the instance before it ended the same way');
});

test('what blocks now ranks before what ended last', async () => {
  const image = ruleText(
    'image',
    '{waiting-reason: ImagePullBackOff}',
    'cause: image-not-found\nconfidence: possible\n',
  );
  const code = ruleText('code', '{exit-code: 1}', 'confidence: certain\n');
  const snap = snapshot(
    pod({ state: { waiting: { reason: 'ImagePullBackOff' } }, lastState: { terminated: ended(1) } }),
  );
  expect(found(snap, await rulebook(image, code))).toEqual(['image possible', 'code certain']);
});

test('a consequence never ranks above its cause', async () => {
  const unready = ruleText(
    'unready',
    '{state: {in: running, ready: false}}',
    'cause: readiness-failing\nconfidence: certain\nconsequenceOf: [oom]\n',
  );
  const oom = ruleText('oom', '{terminated-reason: OOMKilled}', 'cause: oom-limit\nconfidence: possible\n');
  const snap = snapshot(pod({ state: { running: {} }, lastState: { terminated: ended(137, 'OOMKilled') } }));
  expect(found(snap, await rulebook(unready, oom))).toEqual(['oom possible', 'unready certain']);
});

test('where nothing decides it says so, and what to look at', async () => {
  const verdict = diagnosePod(snapshot(crashed), await rulebook(REFUSED)).containers.get('app');
  expect(verdict?.diagnoses[0]).toMatchObject({
    cause: 'unknown',
    title: 'Cannot tell: nothing that could be seen decides why it ended with 1',
  });
  expect(verdict?.diagnoses[0]?.remediation[0]?.command).toBe(
    'kubectl logs web-7c9 -n shop -c app --previous --tail=100',
  );
});

test('an abort of process 1 ends with SIGTRAP on 64-bit Arm: what tells of an abort tells of that too', async () => {
  const snap = snapshot(pod(crashLoop(ended(133))), { logs: [log(['aborting: connection refused'])] });
  const rules = await rulebook(
    REFUSED,
    ruleText('trap', '{signal: SIGTRAP}', 'cause: sigtrap\n'),
    ruleText(
      'aborting',
      "{log-line: [{pattern: '^aborting', example: 'aborting x'}]}",
      "catchAll: true\nsupersedes: ['cause:abort']\n",
    ),
  );
  expect(found(snap, rules)[0]).toBe('refused likely');
});

test('a handled error in the log does not explain a fault of the processor', async () => {
  const fault = ruleText('illegal', '{signal: SIGILL}', 'cause: illegal-instruction\n');
  const snap = snapshot(pod(crashLoop(ended(132))), { logs: [log(['ERROR db: connection refused'])] });
  expect(found(snap, await rulebook(REFUSED, fault))).toEqual(['illegal likely', 'refused possible']);
});

test('what peers log after an end that cannot be handled does not explain it', async () => {
  const heap = ruleText('heap', line('heap out of memory'), 'cause: heap-exhausted\n');
  const snap = snapshot(crashed, {
    logs: [log(['FATAL heap out of memory', 'ERROR db: connection refused'])],
  });
  expect(found(snap, await rulebook(REFUSED, heap))[0]).toBe('heap likely');
});

test('an error after which the program logged on and on is less sure, and that is said', async () => {
  const work = Array.from({ length: 80 }, (_, i) => `served request ${i}`);
  const snap = snapshot(crashed, { logs: [log(['ERROR db: connection refused', ...work])] });
  const [diagnosis] = diagnosePod(snap, await rulebook(REFUSED)).containers.get('app')?.diagnoses ?? [];
  expect(diagnosis).toMatchObject({ ruleId: 'refused', confidence: 'possible' });
  expect(diagnosis?.evidence.find((e) => e.speaks === 'against')?.fact).toBe(
    'it logged 80 more entries after that',
  );
});

test('a line that the program got over leaves the end unexplained, and is told', async () => {
  const code = ruleText('code', '{exit-code: 1}', 'cause: unknown\nconfidence: possible\n');
  const rules = await rulebook(REFUSED, code);
  const work = ['INFO stored 3 items', 'INFO stored 4 items', 'INFO stored 9 items'];
  const lines = ['ERROR cache: connection refused', 'ERROR again', ...work];
  const verdict = diagnosePod(snapshot(crashed, { logs: [log(lines)] }), rules).containers.get('app');
  expect(verdict?.diagnoses.map((d) => d.ruleId)).toEqual(['code']);
  expect(verdict?.diagnoses[0]?.evidence.map((e) => e.fact)).toContain(
    'the program got over this: it logged: ERROR cache: connection refused',
  );
  const dying = (entries: number): PodSnapshot =>
    snapshot(crashed, { logs: [log([...lines.slice(0, 2 + entries), 'INFO shutting down'])] });
  expect(found(dying(1), rules)).toEqual(['refused likely']);
  // Two that speak of something else already show that it was not the end.
  expect(found(dying(2), rules)).toEqual(['refused possible']);
});

test('an exit code does not make a line sure that the program took lightly or got over', async () => {
  const flag = ruleText('bad-flag', line('unknown flag'), 'cause: app-config\n').concat(
    'strengthen: [{when: {exit-code: 1}, to: certain, because: it ends with 1}]\n',
  );
  const rules = await rulebook(flag);
  const said = (...lines: readonly string[]) => found(snapshot(crashed, { logs: [log(lines)] }), rules);
  expect(said('unknown flag')).toEqual(['bad-flag certain']);
  expect(said('WARN unknown flag')).toEqual(['bad-flag possible']);
  const served = '10.0.0.1 - - "GET / HTTP/1.1" 200 12';
  expect(said('unknown flag', served, served)).toEqual(['bad-flag possible']);
});

test('a value in a log line names the variable that the pod gives it', async () => {
  const rule = ruleText(
    'refused-value',
    "{all: [{ended: by-itself}, {log-line: [{pattern: 'bad number: (?P<envValue>.*)', example: 'bad number: x'}]}]}",
    'cause: app-config\ntitle: it cannot use {{variable}}\n',
  );
  const said = async (logged: string, ...env: readonly JsonObject[]) =>
    diagnosePod(
      snapshot(pod(crashLoop(ended(1)), { container: { env: [...env] } }), {
        logs: [log([`bad number: ${logged}`])],
      }),
      await rulebook(rule),
    ).containers.get('app')?.diagnoses[0]?.title;
  expect(await said('four', { name: 'WORKERS', value: 'four' })).toBe('it cannot use WORKERS');
  expect(await said('four', { name: 'WORKERS', value: '4' })).toMatch(/^Cannot tell/);
  const secret: JsonObject = { name: 'KEY', valueFrom: { secretKeyRef: { name: 'keys', key: 'key' } } };
  expect(await said('', { name: 'WORKERS' }, secret)).toBe('it cannot use WORKERS');
  expect(await said('', { name: 'WORKERS' }, { name: 'QUEUE', value: '' })).toMatch(/^Cannot tell/);
});

test("a command asks for a container in the pod's list where it stands", async () => {
  const rule = ruleText('code', '{exit-code: 1}').replace(
    '{do: look, effect: read-only}',
    "{do: look, effect: read-only, command: 'kubectl get pod {{pod}} -o jsonpath={.spec.containers[0].image}{.status.containerStatuses[0].imageID}'}",
  );
  const raw = pod(
    {},
    {
      spec: { initContainers: [{ name: 'seed', image: 'shop/seed:1' }] },
      podStatus: { initContainerStatuses: [{ name: 'seed', restartCount: 1, ...crashLoop(ended(1)) }] },
    },
  );
  const verdict = diagnosePod(snapshot(raw), await rulebook(rule)).containers.get('seed');
  expect(verdict?.diagnoses[0]?.remediation[0]?.command).toBe(
    'kubectl get pod web-7c9 -o jsonpath={.spec.initContainers[0].image}{.status.initContainerStatuses[0].imageID}',
  );
});

test('two lines of one log make it certain only where the program did not get over both', async () => {
  const rules = await rulebook(
    ruleText(
      'two-lines',
      "{all: [{log-line: [{pattern: '^line 3', example: 'line 3'}]}, {log-line: [{pattern: '^bad word', example: 'bad word'}]}]}",
      'cause: app-config\nconfidence: certain\n',
    ),
  );
  const said = (...lines: readonly string[]): string | undefined =>
    found(snapshot(pod(crashLoop(ended(1))), { logs: [log(['line 3', 'bad word', ...lines])] }), rules)[0];
  expect(said()).toBe('two-lines certain');
  expect(said('INFO item 1', 'INFO item 2', 'INFO item 3', 'INFO item 4')).toBe('two-lines possible');
});

test('what was superseded by one that is superseded itself is told by the one that is left', async () => {
  const rules = await rulebook(
    ruleText('broad', line('exit hook ran'), 'cause: app-config\n'),
    ruleText('narrower', line('no route'), 'cause: app-config\nsupersedes: [broad]\n'),
    ruleText('narrowest', line('gateway down'), 'cause: app-config\nsupersedes: [narrower]\n'),
  );
  const snap = snapshot(crashed, { logs: [log(['exit hook ran', 'no route', 'gateway down'])] });
  const [first] = diagnosePod(snap, rules).containers.get('app')?.diagnoses ?? [];
  expect(first?.ruleId).toBe('narrowest');
  expect(first?.evidence.map(({ fact }) => fact).join('\n')).toContain('exit hook ran');
});
