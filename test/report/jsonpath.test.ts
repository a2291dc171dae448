import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import type { Json } from '../../src/domain/values/json.js';
import { printColumns } from '../../src/report/custom-columns.js';
import { format, FormatError } from '../../src/report/index.js';
import { printTemplate } from '../../src/report/jsonpath.js';
import { example, optionsFor } from './reports.js';

interface Answer {
  readonly format: 'jsonpath' | 'custom-columns';
  readonly template: string;
  readonly prints?: string;
  readonly refuses?: string;
}

const read = (name: string): string =>
  readFileSync(new URL(`../../fixtures/jsonpath/${name}`, import.meta.url), 'utf8');
const answers = JSON.parse(read('answers.json')) as readonly Answer[];
const object = load(read('object.yaml')) as Json;

function print(answer: Answer): string {
  return answer.format === 'jsonpath'
    ? printTemplate(answer.template, object)
    : printColumns(answer.template, [object], false);
}

const printed = answers.filter((each) => each.prints !== undefined && each.template !== '');
const refused = answers.filter((each) => each.refuses !== undefined && each.template !== '');

test.each(printed)('$format=$template prints what kubectl prints', (answer) => {
  expect(print(answer)).toBe(answer.prints);
});

test.each(refused)('$format=$template is refused as kubectl does', (answer) => {
  expect(() => print(answer)).toThrow(FormatError);
  expect(() => print(answer)).toThrow(answer.refuses);
});

test('a template over the report', () => {
  const options = optionsFor('pod-oom-limit', {
    template: '{range .pods[*]}{.name}={.containers[0].diagnoses[0].cause}{"\\n"}{end}',
  });
  expect(format(example('pod-oom-limit'), 'jsonpath', options)).toBe('orders-7d4f9-x2x9p=oom-limit\n');
});

test('columns over the pods of a report, or over the groups of a scan', () => {
  const pods = optionsFor('pod-oom-limit', {
    template: 'NAME:.name,READY:.readiness,CAUSE:.containers[*].diagnoses[*].cause',
  });
  expect(format(example('pod-oom-limit'), 'custom-columns', pods)).toBe(`\
NAME                 READY   CAUSE
orders-7d4f9-x2x9p   1/2     oom-limit
`);
  const groups = optionsFor('scan-namespace', { template: 'CAUSE:.cause,PODS:.count', noHeaders: true });
  expect(format(example('scan-namespace'), 'custom-columns', groups)).toBe(
    'config-missing   39\noom-limit        1\nnode-lost        1\n',
  );
});

test.each(['jsonpath', 'custom-columns'] as const)('%s without a template is refused', (as) => {
  expect(() => format(example('pod-oom-limit'), as, optionsFor('pod-oom-limit'))).toThrow(/specified but no/);
});

test('a table may have more rows than a function takes arguments', () => {
  const pods = Array.from({ length: 150_000 }, (_, n) => ({ name: `web-${n}` }));
  const lines = printColumns('NAME:.name', pods, false).split('\n');
  expect([lines.length, lines[0], lines[150_000]]).toEqual([150_002, 'NAME', 'web-149999']);
});
