import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Report } from '../../src/domain/report/report.js';
import { format, FormatError, type FormatName } from '../../src/report/index.js';
import { example, optionsFor, withText } from './reports.js';

function output(name: string, as: FormatName, change: (report: Report) => Report = (same) => same): string {
  return format(change(example(name)), as, optionsFor(name));
}

test('JUnit: a case for each workload, failed where a group is about it', () => {
  const shown = output('check-failed', 'junit');
  expect(shown).toContain(
    '<testsuite name="kubectl exitdiag" tests="2" failures="1" errors="0" skipped="0" time="12.000"',
  );
  expect(shown).toContain('<testcase classname="shop" name="Deployment/api" time="0"/>');
  expect(shown).toContain(
    '<failure type="exec-not-found" message="Deployment/web in shop: The command /app/servr does not exist in the image (3 pods)">',
  );
});

test('JUnit: what was not looked at is an error, never a pass', () => {
  expect(output('scan-incomplete', 'junit')).toContain('tests="2" failures="1" errors="1"');
  const timedOut = output('check-passed', 'junit', (report) => ({
    ...report,
    check: { verdict: 'timed-out', why: 'not ready within 5m', waitedSeconds: 300, settledSeconds: 0 },
    workloads: report.workloads.map((each) => ({ ...each, verdict: 'waiting' })),
  }));
  expect(timedOut).toContain('tests="2" failures="0" errors="2"');
  expect(timedOut).toContain('<error type="undetermined" message="not ready within 5m"/>');
});

test('JUnit: a workload that failed is a failure, also where the finding is about what it lacks', () => {
  const shown = output('check-failed', 'junit', (report) => ({
    ...report,
    groups: report.groups.map((group) => ({
      ...group,
      subject: { kind: 'ConfigMap', namespace: 'shop', name: 'settings' },
    })),
  }));
  expect(shown).toContain('tests="3" failures="2" errors="0"');
  expect(shown).toMatch(/name="Deployment\/web" time="0">\s+<failure type="failed" message="[^"]+"\/>/);
});

test('JUnit: text from a cluster is no markup', () => {
  const shown = output('check-failed', 'junit', (report) =>
    withText(report, (text) => `${text}]]></failure><testcase name="forged"/>&#27;\u0000\ufffe`),
  );
  expect(shown).not.toMatch(/<testcase name="forged"|\ufffe|&#27;/);
  expect(shown.match(/<testcase /g)).toHaveLength(2);
});

test('GitHub: one annotation a finding, on one line, escaped', () => {
  const shown = output('check-failed', 'github', (report) =>
    withText(report, (text, key) => (key === 'title' ? '50% done: a,b::error::x\n::warning::y' : text)),
  );
  expect(shown).toMatch(
    /^::error title=Deployment\/web in shop%3A 50%25 done%3A a%2Cb%3A%3Aerror%3A%3Ax\\n%3A%3Awarning%3A%3Ay \(3 pods\)::/,
  );
  expect(shown.trimEnd().split('\n')).toHaveLength(1);
});

test('GitHub: at most ten annotations, the last one says where the others are', () => {
  const shown = output('check-failed', 'github', (report) => ({
    ...report,
    groups: Array.from({ length: 14 }, () => report.groups).flat(),
  }));
  const lines = shown.trimEnd().split('\n');
  expect(lines).toHaveLength(10);
  expect(lines.at(-1)).toBe('::notice title=kubectl exitdiag::5 more findings: see the job summary');
});

test('GitHub: a check that timed out without a finding is not silent', () => {
  const shown = output('check-passed', 'github', (report) => ({
    ...report,
    check: {
      verdict: 'timed-out',
      why: 'Deployment/web has 2/3 ready',
      waitedSeconds: 300,
      settledSeconds: 0,
    },
  }));
  expect(shown).toBe('::error title=kubectl exitdiag%3A timed-out::Deployment/web has 2/3 ready\n');
});

test('GitHub: no line is a command that we did not write', () => {
  const texts = fc.constantFrom(
    '::error::x',
    '\n::set-env name=a::b',
    '%0A::stop-commands::x',
    '\r\n##[error]x',
    ',file=/etc/passwd',
  );
  fc.assert(
    fc.property(texts, (text) => {
      const lines = output('check-failed', 'github', (report) => withText(report, (each) => each + text))
        .trimEnd()
        .split('\n');
      for (const line of lines) expect(line).toMatch(/^::(?:error|warning|notice) title=[^:,]+::/);
    }),
  );
});

test('GitLab: the fields that its page requires', () => {
  expect(JSON.parse(output('check-failed', 'gitlab'))).toEqual([
    {
      description: 'Deployment/web in shop: The command /app/servr does not exist in the image (3 pods)',
      check_name: 'exec-not-found',
      fingerprint: 'exec-not-found/Deployment/shop/web/app',
      severity: 'blocker',
      location: { path: 'shop/Deployment/web', lines: { begin: 1 } },
    },
  ]);
});

test('GitLab: no two fingerprints are alike', () => {
  const shown = output('check-failed', 'gitlab', (report) => ({
    ...report,
    groups: [...report.groups, ...report.groups],
  }));
  const prints = (JSON.parse(shown) as { fingerprint: string }[]).map((each) => each.fingerprint);
  expect(new Set(prints).size).toBe(2);
});

test('SARIF: a result for each finding, at the file that was read', () => {
  const log = JSON.parse(output('pod-init-fails', 'sarif')) as { version: string; runs: unknown[] };
  expect(log.version).toBe('2.1.0');
  expect(log.runs).toEqual([
    expect.objectContaining({
      results: [
        expect.objectContaining({
          ruleId: 'connection-refused',
          level: 'error',
          locations: [{ physicalLocation: { artifactLocation: { uri: 'case/objects.yaml' } } }],
        }),
      ],
    }),
  ]);
});

test('SARIF: without files it is refused in one line', () => {
  expect(() => output('pod-oom-limit', 'sarif')).toThrow(FormatError);
  expect(() => output('pod-oom-limit', 'sarif')).toThrow(
    'sarif points at files: give them with -f, or take another format',
  );
});

test('names feed another command', () => {
  expect(output('pod-oom-limit', 'name')).toBe('pod/orders-7d4f9-x2x9p\n');
  expect(output('scan-namespace', 'name')).toBe('pod/pay-6f7c8-00000\n');
});

test('Markdown: the verdict, a table, and commands to copy', () => {
  const shown = output('check-failed', 'markdown');
  expect(shown).toMatch(/^### ❌ failed: Deployment\/web revision 8 cannot succeed/);
  expect(shown).toContain(
    '| 3 | `exec-not-found` | The command /app/servr does not exist in the image | `deploy/web` | 18s |',
  );
  expect(shown).toContain('\nkubectl rollout undo deployment/web -n shop\n');
});
