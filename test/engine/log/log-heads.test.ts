import { expect, test } from '@jest/globals';
import { diagnosePod } from '../../../src/engine/index.js';
import { crashLoop, ended, log, pod, rulebook, ruleText, snapshot } from '../../support/pods.js';

const USAGE = ruleText(
  'usage',
  "{all: [{ended: by-itself}, {log-line: [{pattern: '^curl: \\(6\\)', not: ['warming up'], example: 'curl: (6) x'}]}]}",
);

async function first(...lines: readonly string[]): Promise<string> {
  const snap = snapshot(pod(crashLoop(ended(6))), { logs: [log(lines)] });
  const [diagnosis] = diagnosePod(snap, await rulebook(USAGE)).containers.get('app')?.diagnoses ?? [];
  return diagnosis?.ruleId ?? 'nothing';
}

const WORDS = 'curl: (6) Could not resolve host: "shop"';
const QUOTED = JSON.stringify(WORDS);

test.each([
  ['a time', `2026-03-01T11:50:11.123Z ${WORDS}`],
  ['klog', `E0301 11:50:11.123456       1 main.go:61] ${WORDS}`],
  ['klog with fields', `E0301 11:50:11.123456       1 main.go:61] "Failed to run" err=${QUOTED}`],
  ['logfmt', `time="2026-03-01T11:50:11Z" level=fatal msg="cannot start" error=${QUOTED}`],
  ['slog', `2026/03/01 11:50:11 ERROR cannot start err=${QUOTED}`],
  ['JSON', `{"level":"error","msg":${QUOTED}}`],
  ['the Elastic Common Schema', `{"log.level":"ERROR","message":"x","error.stack_trace":${QUOTED}}`],
  ['bunyan and pino', `{"level":60,"err":{"type":"Error","message":${QUOTED}},"msg":"cannot start"}`],
  ['Logback', `2026-03-01 11:50:11.123 ERROR 1 --- [           main] o.s.b.SpringApplication   : ${WORDS}`],
  ['Serilog', `[11:50:11 FTL] ${WORDS}`],
  ['zap', `2026-03-01T11:50:11.123Z\tERROR\tsetup\t${WORDS}`],
  ['zap with fields', `2026-03-01T11:50:11.123Z\tERROR\tsetup\tunable to start\t{"error":${QUOTED}}`],
  ['Python', `2026-03-01 11:50:11,123 ERROR root: ${WORDS}`],
  ['Rust', `2026-03-01T11:50:11.123456Z ERROR shop::main: ${WORDS}`],
  ['Elixir', `11:50:11.123 [error] ${WORDS}`],
  ['winston', `error: ${WORDS}`],
  ['Spring Boot with a name', `2026-03-01T11:50:11.123Z ERROR 1 --- [shop] [main] c.s.Main : ${WORDS}`],
  ["Python's logging", `2026-03-01 11:50:11,123 - shop.main - ERROR - ${WORDS}`],
  ['loguru', `2026-03-01 11:50:11.123 | ERROR    | shop.main:run:13 - ${WORDS}`],
  ['structlog', `2026-03-01T11:50:11.04Z [error    ] ${WORDS}`],
  ['structlog in key and value', `timestamp='2026-03-01T11:50:11Z' level='error' event=${QUOTED}`],
  ['foreman', `11:50:11 web.1   | ${WORDS}`],
  ['pm2', `0|shop   | ${WORDS}`],
  ['concurrently', `[api] ${WORDS}`],
  ['turbo', `@shop/api:start: ${WORDS}`],
  ['syslog', `Mar  1 11:50:11 web-1 shop[7]: ${WORDS}`],
  ['JSON of an exception and its cause', `{"msg":"x","error":{"type":"E","cause":{"message":${QUOTED}}}}`],
  ['a list of tracebacks', `{"event":"x","exception":[{"exc_type":"E","exc_value":${QUOTED}}]}`],
  ['a field on a line of its own', `    "message": ${QUOTED},`],
  ['an item of a list on a line of its own', `\t${QUOTED},`],
])('words behind the head that %s puts before them are those of their program', async (_, line) => {
  expect(await first(line)).toBe('usage');
});

test("words below the head of .NET's console are those of their program", async () => {
  expect(await first('fail: Shop.Start[0]', `      ${WORDS}`)).toBe('usage');
  expect(await first('Shop.Start', `      ${WORDS}`)).not.toBe('usage');
});

test('what a line is refused for may stand before the words', async () => {
  expect(await first(`2026/03/01 11:50:11 WARN warming up err=${QUOTED}`)).not.toBe('usage');
});
