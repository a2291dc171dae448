import { expect, test } from '@jest/globals';
import type { Rulebook } from '../../../src/domain/rules/rulebook.js';
import type { Snapshot } from '../../../src/domain/snapshot.js';
import { diagnoseNode, diagnosePod, diagnoseWorkload } from '../../../src/engine/index.js';
import { CATALOGUE, loadRulebook } from '../../../src/rulebook/catalogue.js';
import { makeRulebook } from '../../../src/rulebook/rulebook.js';
import { caseFolders } from '../../support/cases.js';
import { readSubject } from '../../support/read-folder.js';

const gated = await loadRulebook();
const ungated = await makeRulebook(CATALOGUE.rules, CATALOGUE.needs);

function diagnose(snapshot: Snapshot, rules: Rulebook): unknown {
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
    const snapshot = await readSubject(folder);
    expect([folder, diagnose(snapshot, gated)]).toEqual([folder, diagnose(snapshot, ungated)]);
  }
}, 600_000);

test('most rules are passed over at a glance', () => {
  expect(gated.ungated.length).toBeLessThan(gated.rules.length / 20);
});
