import type { Report } from '../domain/report/report.js';
import type { Severity } from '../domain/rules/rule.js';
import { findingsOf, headline, type Finding } from './findings.js';
import type { FormatOptions } from './format.js';
import { encodeJson } from './json.js';

const SEVERITIES: Readonly<Record<Severity, 'info' | 'minor' | 'major' | 'critical' | 'blocker'>> = {
  critical: 'blocker',
  high: 'critical',
  medium: 'major',
  low: 'info',
};

/**
 * GitLab's code quality report: the five fields its documentation requires, one entry a finding
 * (docs.gitlab.com, "Code Quality report format", 18.0). A path must be relative to the repository:
 * the file that names the workload, else the input file, else the object's own address.
 */
export function writeGitlab(report: Report, options: FormatOptions): string {
  const seen = new Map<string, number>();
  const entries = findingsOf(report).map((finding) => {
    const times = (seen.get(finding.key) ?? 0) + 1;
    seen.set(finding.key, times);
    return {
      description: headline(finding),
      check_name: finding.diagnosis.ruleId,
      fingerprint: times === 1 ? finding.key : `${finding.key}#${times}`,
      severity: SEVERITIES[finding.severity],
      location: { path: pathOf(finding, report), lines: { begin: finding.place?.line ?? 1 } },
    };
  });
  return `${encodeJson(entries, options)}\n`;
}

function pathOf({ subject, place }: Finding, report: Report): string {
  const file = place?.path ?? report.source.paths?.[0];
  if (file !== undefined) return file.replace(/^(?:\.?\/)+/, '');
  return [subject.namespace, subject.kind, subject.name].filter((each) => each !== undefined).join('/');
}
