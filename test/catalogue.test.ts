import { expect, test } from '@jest/globals';
import { CAUSE_IDS } from '../src/domain/rules/cause.js';
import { CATALOGUE } from '../src/rulebook/catalogue.js';
import { checkCatalogue } from '../src/rulebook/check-catalogue.js';
import { conditionsOf, leavesOf } from '../src/rulebook/conditions.js';
import type { Needs } from '../src/domain/rules/needs.js';
import { mostTelling } from '../src/rulebook/literals.js';
import { caseFolders, readExpectation } from './support/cases.js';
import { readMirrored, showsOnlyItself } from './support/own-example.js';

const { rules, needs } = CATALOGUE;
const cases = caseFolders('cases').map(readExpectation);
const nearMisses = caseFolders('near-misses').map(readExpectation);

test('every id is used once and every rule that another names exists', () => {
  expect(checkCatalogue(rules)).toEqual([]);
});

test('every cause has a rule', () => {
  const covered = new Set(rules.map((rule) => rule.cause));
  expect(CAUSE_IDS.filter((cause) => !covered.has(cause))).toEqual([]);
});

test('every rule has a case in which it ranks first: add fixtures/cases/<rule-id>/', () => {
  const shown = new Set(cases.flatMap((c) => [...c.first, ...(c.benignRule ?? [])]));
  expect(rules.map((rule) => rule.id).filter((id) => !shown.has(id))).toEqual([]);
});

test('every rule has a near miss in which it is silent: add fixtures/near-misses/<rule-id>/', () => {
  const silent = new Set(nearMisses.flatMap((c) => c.silent));
  expect(rules.map((rule) => rule.id).filter((id) => !silent.has(id))).toEqual([]);
});

/** Else it shows that a pattern matches the text that it was made from: let it be another host, version, logger. */
test('a rule has a case whose log is not its own example; what mends one leaves the list', () => {
  const mirrored = rules.filter((rule) => showsOnlyItself(rule, cases)).map(({ id }) => id);
  expect(mirrored.sort()).toEqual(readMirrored());
});

test('every log pattern holds a literal of four characters, so that thousands stay cheap', () => {
  const lines = rules.flatMap((rule) =>
    conditionsOf(rule)
      .flatMap(leavesOf)
      .flatMap((leaf) => (leaf.kind === 'log-line' ? leaf.any.map((l) => `${rule.id}: ${l.pattern}`) : [])),
  );
  const needed = (text: string): Needs => needs[text.slice(text.indexOf(': ') + 2)] ?? [];
  expect(lines.filter((text) => mostTelling(needed(text)).length === 0)).toEqual([]);
});

/** The library of CEL is loaded with the first rule that uses it, which took every start 13 ms. */
test('no rule of ours needs CEL, so that no start pays for it', () => {
  const users = rules.filter((rule) =>
    conditionsOf(rule)
      .flatMap(leavesOf)
      .some(({ kind }) => kind === 'cel'),
  );
  expect(users.map(({ id }) => id)).toEqual([]);
});

test('the first step of every remediation only reads, where one reads at all', () => {
  const wrong = rules.filter(
    (r) => r.remediation.some((s) => s.effect === 'read-only') && r.remediation[0]?.effect !== 'read-only',
  );
  expect(wrong.map((r) => r.id)).toEqual([]);
});

test('a step that only reads changes nothing', () => {
  const reads =
    /^(?:Read|Look|See|Compare)\b(?!.*(?:[;,] |: (?:then|set|let)|\b(?:and|or) (?:mend|set|correct|take|give|let)\b))/;
  const wrong = rules.flatMap(({ id, remediation }) =>
    remediation
      .filter(
        (step) =>
          step.effect === 'mutating' && reads.test(step.do) && !step.command?.includes('kubectl debug'),
      )
      .map((step) => `${id}: ${step.do}`),
  );
  expect(wrong).toEqual([]);
});

test('what a title cannot do without is named by each pattern that may have matched', () => {
  const lacking = rules.flatMap((rule) => {
    const leaves = conditionsOf(rule).flatMap(leavesOf);
    const sets = leaves.flatMap((leaf) =>
      leaf.kind === 'log-line' || leaf.kind === 'message' ? [leaf.any.map(({ pattern }) => pattern)] : [],
    );
    const wanted = rule.title.replaceAll(/\[\[.*?\]\]/gs, '').matchAll(/\{\{\s*(\w+)\s*\}\}/g);
    return [...wanted].flatMap(([, name = '']) => {
      const names = (pattern: string): boolean => pattern.includes(`(?P<${name}>`);
      return sets.filter((set) => set.some(names) && !set.every(names)).map(() => `${rule.id}: ${name}`);
    });
  });
  expect(lacking).toEqual([]);
});

/** Without CAP_SYSLOG a kernel with kernel.dmesg_restrict refuses its log (kubectl pkg/cmd/debug/profiles.go, v0.34). */
test('who is to ask the kernel of a node gets a debugging pod that may', () => {
  const steps = rules.flatMap((rule) => rule.remediation.map((step) => ({ id: rule.id, ...step })));
  const asking = steps.filter(
    (step) => /kubectl debug node/.test(step.command ?? '') && /dmesg/.test(step.do + step.command),
  );
  expect(asking.length).toBeGreaterThan(0);
  expect(asking.filter(({ command }) => command?.includes('--profile=sysadmin') !== true)).toEqual([]);
});

test('no text keeps an unbalanced brace or bracket', () => {
  const texts = rules.flatMap((r) =>
    [r.title, ...r.remediation.flatMap((s) => [s.do, s.command ?? ''])].map((t) => `${r.id}: ${t}`),
  );
  const count = (text: string, part: string): number => text.split(part).length;
  expect(texts.filter((t) => count(t, '{{') !== count(t, '}}') || count(t, '[[') !== count(t, ']]'))).toEqual(
    [],
  );
});
