import type { Diagnosis, Report } from '../domain/report/report.js';
import type { Severity } from '../domain/rules/rule.js';
import { detailLines, findingsOf, headline, type Finding } from './findings.js';
import { FormatError, type FormatOptions } from './format.js';
import { encodeJson } from './json.js';

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
};

/**
 * SARIF 2.1.0 (OASIS standard, March 2020). A result without a place in a file is refused by
 * those who read it, so this needs input files to point at. Takes an inert report.
 */
export function writeSarif(report: Report, options: FormatOptions): string {
  const [file] = report.source.paths ?? [];
  if (file === undefined)
    throw new FormatError('sarif points at files: give them with -f, or take another format');
  const findings = findingsOf(report);
  const rules = [...new Map(findings.map(({ diagnosis }) => [diagnosis.ruleId, diagnosis])).values()];
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: report.tool.name,
            version: report.tool.version,
            rules: rules.map(descriptorOf),
          },
        },
        invocations: [{ executionSuccessful: report.complete, endTimeUtc: report.generatedAt }],
        results: findings.map((finding) => resultOf(finding, file, report)),
      },
    ],
  };
  return `${encodeJson(log, options)}\n`;
}

function descriptorOf({ ruleId, cause, references, severity }: Diagnosis): object {
  const address = references.find((each) => each.startsWith('https://'));
  return {
    id: ruleId,
    shortDescription: { text: cause },
    defaultConfiguration: { level: LEVELS[severity] },
    ...(address === undefined ? {} : { helpUri: encodeURI(address) }),
  };
}

function resultOf(finding: Finding, file: string, { check }: Report): object {
  const { diagnosis, severity, place, key } = finding;
  const isLetPass = check?.verdict === 'passed' || diagnosis.known === true;
  return {
    ruleId: diagnosis.ruleId,
    level: isLetPass ? 'note' : LEVELS[severity],
    message: { text: [headline(finding), ...detailLines(finding)].join('\n') },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(place?.path ?? file) },
          ...(place === undefined ? {} : { region: { startLine: place.line } }),
        },
      },
    ],
    partialFingerprints: { 'exitdiagKey/v1': key },
    ...(diagnosis.known === undefined ? {} : { baselineState: diagnosis.known ? 'unchanged' : 'new' }),
  };
}

/** A relative reference, in which `#` and `?` of a file's name mean themselves (RFC 3986, section 4.2). */
function uriOf(path: string): string {
  return path
    .replace(/^(?:\.\/)+/, '')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
}
