import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { validateXML } from 'xmllint-wasm';
import type { Report } from '../../src/domain/report/report.js';
import { format } from '../../src/report/index.js';
import { JUNIT_EXAMPLES } from './junit-examples.js';
import { EXAMPLES, example, optionsFor, withText } from './reports.js';

// SARIF 2.1.0 as SchemaStore has it. OASIS' own differs in the pattern of `language` and in the name
// of a field of `suppressions`, neither of which we write.
const { $schema, id, ...sarif } = JSON.parse(
  readFileSync('node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json', 'utf8'),
) as Readonly<Record<string, unknown>>;
const isUri = (text: string): boolean => URL.canParse(text);
const validate = new Ajv({
  strict: false,
  allErrors: true,
  // One of its patterns is none by the rules of Unicode mode.
  unicodeRegExp: false,
  formats: {
    uri: isUri,
    'uri-reference': (text) => /^[\w.~!$&'()*+,;=:@/?#%-]*$/.test(text) && URL.canParse(text, 'file:///'),
    'date-time': (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(text),
  },
}).compile(sarif);

/** As `check -f` makes it: with files, and the line of each workload. */
function fromFiles(report: Report, paths: readonly string[]): Report {
  const [path = ''] = paths;
  return {
    ...report,
    source: { ...report.source, paths },
    workloads: report.workloads.map((each, index) => ({ ...each, place: { path, line: index + 1 } })),
  };
}

test.each(EXAMPLES)('SARIF of %s is SARIF 2.1.0', (name) => {
  for (const change of [
    (report: Report) => report,
    (report: Report) => withText(report, (text) => `${text}]\u001b[2J\ud800 \u202e{0} [a](b)`),
    (report: Report) => ({ ...report, complete: false, missing: [] }),
  ]) {
    const report = fromFiles(change(example(name)), ['./my charts/web #2.yaml', 'b.json']);
    validate(JSON.parse(format(report, 'sarif', optionsFor(name))));
    expect(validate.errors ?? []).toEqual([]);
  }
});

test('the schema refuses what is no SARIF', () => {
  expect([$schema, id].every((each) => typeof each === 'string')).toBe(true);
  expect(validate({ version: '2.1.0', runs: [{ results: [] }] })).toBe(false);
});

test('JUnit reports have the shape that Jenkins reads, whatever text they hold', async () => {
  const schema = readFileSync('test/report/junit-shape.xsd', 'utf8');
  const { errors } = await validateXML({ xml: JUNIT_EXAMPLES, schema });
  expect(JUNIT_EXAMPLES.length).toBeGreaterThan(20);
  expect(errors.map(({ rawMessage }) => rawMessage)).toEqual([]);
});

test('the shape refuses what Jenkins would not read', async () => {
  const schema = readFileSync('test/report/junit-shape.xsd', 'utf8');
  const contents = '<testsuites><testcase name="x"/></testsuites>';
  expect((await validateXML({ xml: { fileName: 'bad.xml', contents }, schema })).valid).toBe(false);
});
