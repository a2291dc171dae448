import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { diagnosesOf, reportPod } from '../src/engine/index.js';
import { loadRulebook } from '../src/rulebook/catalogue.js';
import { parseRule } from '../src/rulebook/parse-rule.js';
import { readExpectation } from './support/cases.js';
import { readFolder } from './support/read-folder.js';

/** Follows docs/adding-a-rule.md: the files that it shows are made, and what it promises must hold. */
const page = readFileSync('docs/adding-a-rule.md', 'utf8');
const folder = mkdtempSync(path.join(tmpdir(), 'adding-a-rule-'));
const files = [...page.matchAll(/^```\w+ file=(\S+)\n([\s\S]*?)^```$/gm)].map(([, name = '', text = '']) => ({
  name,
  text,
}));
for (const { name, text } of files) {
  mkdirSync(path.join(folder, path.dirname(name)), { recursive: true });
  writeFileSync(path.join(folder, name), text);
}
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const id = 'shuttle-licence-expired';

async function diagnose(kind: string): Promise<ReturnType<typeof reportPod>> {
  const rule = files.find((f) => f.name.startsWith('rules/'));
  const parsed = parseRule({ file: rule?.name ?? '', id, family: 'generic', text: rule?.text ?? '' });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return reportPod(
    await readFolder(path.join(folder, 'fixtures', kind, id)),
    await loadRulebook([parsed.rule]),
  );
}

test('the rule of the page did not exist before', async () => {
  expect((await loadRulebook()).rules.map((rule) => rule.id)).not.toContain(id);
});

test('in the case of the page the rule ranks first, with the date filled in', async () => {
  const { container, first } = readExpectation(path.join(folder, 'fixtures/cases', id));
  const diagnosis = (await diagnose('cases')).containers.find((c) => c.name === container)?.diagnoses[0];
  expect([diagnosis?.ruleId]).toEqual(first);
  expect(diagnosis?.title).toBe('The licence of shuttle has expired on 2026-02-28');
});

test('in the near miss of the page the rule is silent', async () => {
  const { silent } = readExpectation(path.join(folder, 'fixtures/near-misses', id));
  expect(silent).toEqual([id]);
  expect(diagnosesOf(await diagnose('near-misses')).map((d) => d.ruleId)).not.toContain(id);
});
