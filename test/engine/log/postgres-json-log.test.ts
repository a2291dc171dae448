import { expect, test } from '@jest/globals';
import { diagnosePod } from '../../../src/engine/index.js';
import { crashLoop, ended, log, pod, rulebook, ruleText, snapshot } from '../../support/pods.js';

const RULE = ruleText(
  'version',
  "{all: [{ended: by-itself}, {log-line: [{pattern: '^FATAL: +database files', example: 'FATAL:  database files are incompatible with server'}]}]}",
  'cause: app-migration\n',
);

async function first(line: string): Promise<string | undefined> {
  const snap = snapshot(pod(crashLoop(ended(1))), { logs: [log([line])] });
  return diagnosePod(snap, await rulebook(RULE)).containers.get('app')?.diagnoses[0]?.ruleId;
}

test("reads PostgreSQL's JSON log as its plain text", async () => {
  const entry = { error_severity: 'FATAL', message: 'database files are incompatible with server' };
  expect(await first(JSON.stringify(entry))).toBe('version');
  expect(await first(JSON.stringify({ level: 'info', msg: 'record', record: entry }))).toBe('version');
  expect(await first(JSON.stringify({ ...entry, error_severity: 'LOG' }))).toBe('unknown');
});
