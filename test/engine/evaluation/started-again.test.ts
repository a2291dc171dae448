import { expect, test } from '@jest/globals';
import { diagnosesOf, reportPod } from '../../../src/engine/index.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { readFolder } from '../../support/read-folder.js';

const rulebook = await loadRulebook();

test.each(['exec-not-found-in-image--empty-word', 'poststart-hook-failed--waiting'])(
  'what a container waits with stands for how it could not be started before: %s',
  async (name) => {
    const said = diagnosesOf(reportPod(await readFolder(`fixtures/cases/${name}`), rulebook));
    expect(said).toHaveLength(1);
  },
);
