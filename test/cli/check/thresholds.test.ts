import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { INVALID } from './objects.js';
import { runIn } from './run-in.js';

let folder: string;
const baseline = (...keys: readonly string[]): string =>
  JSON.stringify({
    apiVersion: 'exitdiag.github.io/v1alpha1',
    kind: 'Baseline',
    known: keys.map((key) => ({ key })),
  });
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'check-'));
  writeFileSync(join(folder, 'same.json'), baseline('image-name-invalid/Deployment/shop/web/app'));
  writeFileSync(join(folder, 'other.json'), baseline('image-name-invalid/Deployment/shop/api/app'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Whether each option lets the finding (certain, critical, image-name-invalid) pass by itself. */
const FAIL_ON: readonly (readonly [readonly string[], boolean])[] = [
  [[], false],
  [['--fail-on', 'cause=image-name-invalid'], false],
  [['--fail-on', 'cause=oom-limit'], true],
  [['--fail-on', 'image-name-invalid'], false],
  [['--fail-on', 'cause=oom-limit', '--fail-on', 'severity=high'], false],
  [['--fail-on', 'cause=oom-limit,cause=app-config'], true],
  [['--fail-on', 'confidence=certain'], false],
  [['--fail-on', 'severity=Critical'], false],
];
const ALLOW: readonly (readonly [readonly string[], boolean])[] = [
  [[], false],
  [['--allow', 'oom-limit'], false],
  [['--allow', 'oom-limit,image-name-invalid'], true],
];
const BASELINE: readonly (readonly [readonly string[], boolean])[] = [
  [[], false],
  [['--baseline', 'other.json'], false],
  [['--baseline', 'same.json'], true],
];
const ALL = FAIL_ON.flatMap(([failOn, a]) =>
  ALLOW.flatMap(([allow, b]) =>
    BASELINE.map(([known, c]) => [[...failOn, ...allow, ...known].join(' '), a || b || c] as const),
  ),
);

test.each(ALL)('with %j the finding is let pass: %s', async (options, isLetPass) => {
  const args = ['check', 'deployment/web', '-n', 'shop', ...options.split(' ').filter((word) => word !== '')];
  const { status, stdout } = await runIn(folder, args, { cluster: INVALID });
  expect(stdout.includes('only findings that are known or')).toBe(isLetPass);
  expect(stdout).toContain('image-name-invalid');
  expect(status).toBe(isLetPass ? 0 : 1);
});

test.each([
  [
    [
      '--fail-on',
      'severity=critical',
      '--allow',
      'image-name-invalid',
      '--fail-fast=false',
      '--timeout',
      '1s',
    ],
    0,
  ],
  [['--fail-fast=false', '--timeout', '1s'], 1],
  [['--fail-on', 'cause=oom-limit', '--max-restarts', '0'], 0],
])('%j end with %i', async (options, expected) => {
  const { status } = await runIn(folder, ['check', 'deployment/web', '-n', 'shop', ...options], {
    cluster: INVALID,
  });
  expect(status).toBe(expected);
});
