import { expect, test } from '@jest/globals';
import type { Rulebook } from '../../src/domain/rulebook.js';
import { diagnoseNode, diagnosePod, diagnoseWorkload } from '../../src/engine/index.js';
import { loadRulebook } from '../../src/rulebook/catalogue.js';
import { caseFolders } from '../support/cases.js';
import { readSubject } from '../support/read-folder.js';

const gated = await loadRulebook();
const ungated: Rulebook = {
  ...gated,
  entries: gated.entries.map(({ id, subject, rule }) => ({ id, subject, rule })),
};

async function diagnose(folder: string, rules: Rulebook): Promise<unknown> {
  const snapshot = await readSubject(folder);
  switch (snapshot.kind) {
    case 'pod':
      return diagnosePod(snapshot, rules);
    case 'workload':
      return diagnoseWorkload(snapshot, rules);
    case 'node':
      return diagnoseNode(snapshot, rules);
  }
}

test('what the gates pass over would not have held: with and without them the same is said', async () => {
  const folders = [...caseFolders('cases'), ...caseFolders('healthy')];
  expect(folders.length).toBeGreaterThan(100);
  for (const folder of folders) {
    expect([folder, await diagnose(folder, gated)]).toEqual([folder, await diagnose(folder, ungated)]);
  }
});

test('most rules are passed over at a glance', () => {
  const open = gated.entries.filter((entry) => entry.gate === undefined);
  expect(open.length).toBeLessThan(gated.entries.length / 20);
});
