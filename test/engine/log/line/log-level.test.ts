import { describe, expect, test } from '@jest/globals';
import { diagnosePod } from '../../../../src/engine/index.js';
import { crashLoop, ended, log, pod, rulebook, ruleText, snapshot } from '../../../support/pods.js';

const REFUSED = ruleText(
  'refused',
  "{all: [{ended: by-itself}, {log-line: [{pattern: '(?i)connection refused', example: 'connection refused'}]}]}",
  'cause: app-dependency\n',
);
const UNKNOWN = ruleText('code', '{exit-code: 1}', 'cause: unknown\nconfidence: possible\n');

async function first(text: string): Promise<string> {
  const snap = snapshot(pod(crashLoop(ended(1))), { logs: [log(text.split('\n'))] });
  const [diagnosis] =
    diagnosePod(snap, await rulebook(REFUSED, UNKNOWN)).containers.get('app')?.diagnoses ?? [];
  return `${diagnosis?.ruleId ?? 'nothing'} ${diagnosis?.confidence ?? ''}`;
}

/** How libraries write an entry at level information, warning or error; recorded from the libraries themselves. */
const FORMS: Readonly<Record<string, (level: 'info' | 'warn' | 'error', words: string) => string>> = {
  'logstash-logback-encoder': (level, words) =>
    `{"@timestamp":"2026-03-01T11:50:11.6Z","@version":"1","message":"${words}","logger_name":"shop.Main","thread_name":"main","level":"${level.toUpperCase()}","level_value":1}`,
  "Spring Boot's GELF": (level, words) =>
    `{"version":"1.1","short_message":"${words}","timestamp":1795747830.5,"level":${{ info: 6, warn: 4, error: 3 }[level]},"_level_name":"${level.toUpperCase()}","host":"shop"}`,
  "log4j2's GELF": (level, words) =>
    `{"version":"1.1","host":"vm","short_message":"${words}","timestamp":1795747533.4,"level":${{ info: 6, warn: 4, error: 3 }[level]},"_thread":"main"}`,
  'java.util.logging': (level, words) =>
    `Mar 01, 2026 11:50:11 AM shop.Main run\n${{ info: 'INFO', warn: 'WARNING', error: 'SEVERE' }[level]}: ${words}`,
  "Serilog's compact JSON": (level, words) =>
    `{"@t":"2026-03-01T11:50:11Z","@mt":"${words}"${{ info: '', warn: ',"@l":"Warning"', error: ',"@l":"Error"' }[level]}}`,
  ".NET's JSON console": (level, words) =>
    `{"EventId":0,"LogLevel":"${{ info: 'Information', warn: 'Warning', error: 'Error' }[level]}","Category":"Shop","Message":"${words}","State":{"Message":"${words}"}}`,
  ".NET's console with times": (level, words) =>
    `11:50:11 ${{ info: 'info', warn: 'warn', error: 'fail' }[level]}: Shop.Startup[0]\n      ${words}`,
  ".NET's console for systemd": (level, words) =>
    `<${{ info: 6, warn: 4, error: 3 }[level]}>Shop.Startup[0] ${words}`,
  Monolog: (level, words) =>
    `{"message":"${words}","context":{},"level":${{ info: 200, warn: 300, error: 400 }[level]},"level_name":"${{ info: 'INFO', warn: 'WARNING', error: 'ERROR' }[level]}","channel":"app"}`,
  loguru: (level, words) =>
    `{"text":"${words}","record":{"exception":null,"level":{"name":"${{ info: 'INFO', warn: 'WARNING', error: 'ERROR' }[level]}","no":20},"message":"${words}"}}`,
  hclog: (level, words) => `{"@level":"${level}","@message":"${words}","@module":"shop"}`,
  "zap's console": (level, words) => `1.7957474108e+09\t${level}\tgo/main.go:41\t${words}`,
  structlog: (level, words) =>
    `2026-03-01T11:50:11.04Z [${{ info: 'info', warn: 'warning', error: 'error' }[level].padEnd(9)}] ${words}`,
  "Ruby's semantic_logger": (level, words) =>
    `2026-03-01 11:50:11.388736 ${level.charAt(0).toUpperCase()} [1:4620] Shop -- ${words}`,
  Elixir: (level, words) => `11:50:11.123 pid=<0.312.0> [${level}] ${words}`,
  "NestJS' JSON": (level, words) =>
    `{"level":"${level === 'info' ? 'log' : level}","pid":7,"timestamp":1795748827531,"message":"${words}"}`,
  NestJS: (level, words) =>
    `[Nest] 7  - 03/01/2026, 11:50:11 AM ${(level === 'info' ? 'log' : level).toUpperCase().padStart(7)} [Shop] ${words}`,
  'an object over several lines': (level, words) => `{\n  message: '${words}',\n  level: '${level}'\n}`,
  'JSON over several lines': (level, words) => `{\n  "level": "${level}",\n  "msg": "${words}"\n}`,
};

describe.each(Object.entries(FORMS))('%s', (_, form) => {
  const refused = 'orders-db:5432: connection refused';

  test('an error is what it ended of', async () => {
    const lines = [form('info', 'starting'), form('error', refused), form('info', 'shutting down')];
    expect(await first(lines.join('\n'))).toBe('refused likely');
  });

  test('a warning leaves the end unexplained', async () => {
    const lines = [form('info', 'starting'), form('warn', refused), form('info', 'shutting down')];
    expect(await first(lines.join('\n'))).toMatch(/possible$/);
  });

  test('so does an error that it got over', async () => {
    const work = ['served order 1', 'stored batch 2', 'picked 3 items', 'served order 4', 'stored batch 5'];
    const lines = [form('error', refused), ...work.map((words) => form('info', words))];
    expect(await first(lines.join('\n'))).toMatch(/possible$/);
  });
});

test('a level below error inside the data of an entry is not its own', async () => {
  const line = `{"msg":"orders-db: connection refused","config":{"log":{"level":"info"}},"level":"error"}`;
  expect(await first(line)).toBe('refused likely');
});

test("what Ceph's daemons put before every line is not its level", async () => {
  const said =
    "debug 2026-03-01T11:50:11.326+0000 7f715038ef40 -1 mgr: can't reach the monitors: connection refused";
  expect(await first(said)).toBe('refused likely');
});
