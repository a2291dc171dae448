import { expect, test } from '@jest/globals';
import { podContexts } from '../../../src/engine/match/context.js';
import { verdict } from '../../../src/engine/diagnosis/diagnose.js';
import { fold } from '../../../src/engine/ranking/fold.js';
import { matchRules } from '../../../src/engine/evaluation/match-rules.js';
import type { Match } from '../../../src/engine/match/match.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { caseFolders } from '../../support/cases.js';
import { crashLoop, ended, log, pod, snapshot } from '../../support/pods.js';
import { readSubject } from '../../support/read-folder.js';

const rules = await loadRulebook();

/** The last lines of some cases' logs, of one in so many. */
async function tails(oneIn: number): Promise<readonly (readonly string[])[]> {
  const found: (readonly string[])[] = [];
  for (const folder of caseFolders('cases').filter((_, index) => index % oneIn === 0)) {
    const subject = await readSubject(folder);
    const lines = subject.kind === 'pod' ? (subject.logs[0]?.lines ?? []) : [];
    if (lines.length > 0) found.push(lines.slice(-6));
  }
  return found;
}

/** Another order each time, and the same ones on every machine. */
function shuffled(matches: readonly Match[], seed: number): readonly Match[] {
  return matches
    .map((match, index) => ({ match, key: ((index + 1) * 7919 * (seed + 3)) % 1009 }))
    .sort((a, b) => a.key - b.key)
    .map(({ match }) => match);
}

function firstOf(matches: readonly Match[]): string {
  const told = fold(matches);
  const [first] = verdict(told, told).diagnoses;
  return `${first?.ruleId} ${first?.confidence}`;
}

test('what is told first does not hang on the order in which rules were asked', async () => {
  const parts = await tails(7);
  const torn: string[] = [];
  for (const [index, part] of parts.entries()) {
    const lines = [1, 2, 3].flatMap((step) => parts[(index + step * 37) % parts.length] ?? []).concat(part);
    const { contexts } = podContexts(snapshot(pod(crashLoop(ended(1))), { logs: [log(lines)] }), rules);
    const matches = contexts.filter(({ subject }) => subject.kind === 'container').flatMap(matchRules);
    const firsts = new Set(Array.from({ length: 6 }, (_, seed) => firstOf(shuffled(matches, seed))));
    if (firsts.size > 1) torn.push([...firsts].join(' or '));
  }
  expect(parts.length).toBeGreaterThan(150);
  expect(torn).toEqual([]);
});
