import { expect, test } from '@jest/globals';
import { labelsOf } from '../../src/domain/kubernetes/labels.js';
import { parseFieldSelector } from '../../src/sources/select/field-selector.js';
import { parseLabelSelector } from '../../src/sources/select/label-selector.js';
import { SourceError } from '../../src/sources/source.js';

const LABELS = { app: 'web', tier: 'front', 'example.com/size': '12', empty: '' };

test.each([
  ['', true],
  ['app=web', true],
  ['app==web', true],
  ['app = web', true],
  ['app=db', false],
  ['app!=db', true],
  ['app!=web', false],
  ['missing!=web', true],
  ['app', true],
  ['missing', false],
  ['!missing', true],
  ['!app', false],
  ['app in (web,db)', true],
  ['app in (db)', false],
  ['app in ( web , db ),tier=front', true],
  ['missing in (web)', false],
  ['app notin (db)', true],
  ['app notin (web)', false],
  ['missing notin (web)', true],
  ['empty=', true],
  ['app=', false],
  ['example.com/size>11', true],
  ['example.com/size<12', false],
  ['app>1', false],
  ['app=web,tier=back', false],
  ['__proto__', false],
  ['constructor', false],
])('labels: %s is %s', (selector, expected) => {
  if (selector === '__proto__') expect(() => parseLabelSelector(selector)).toThrow(SourceError);
  else expect(parseLabelSelector(selector)(LABELS)).toBe(expected);
});

test.each(['app=web,', 'app in web', 'app~web', '=web', 'app=a b', 'app in (a', 'app=-x', 'size>big', '!'])(
  'labels: %s is refused',
  (selector) => {
    expect(() => parseLabelSelector(selector)).toThrow(/^unable to parse label selector ".*": /);
  },
);

const FIELDS = { 'metadata.name': 'web', 'status.phase': 'Running', 'spec.nodeName': '' };

test.each([
  ['metadata.name=web', true],
  ['metadata.name==web,status.phase=Running', true],
  ['status.phase!=Running', false],
  ['status.phase!=Pending', true],
  ['spec.nodeName=', true],
  ['status.podIP!=', false],
  ['metadata.name=we\\,b', false],
  ['', true],
])('fields: %s is %s', (selector, expected) => {
  expect(parseFieldSelector(selector)(FIELDS)).toBe(expected);
});

test('fields that no server knows are refused as it does', () => {
  expect(() => parseFieldSelector('spec.color=red')).toThrow(/^field label not supported: spec.color/);
  expect(() => parseFieldSelector('status.phase')).toThrow(
    /^invalid selector: "status.phase"; can't understand/,
  );
});

test('a label without a value is a label', () => {
  const labels = labelsOf({ metadata: { labels: { 'example.com/canary': '', odd: 1 } } });
  expect(labels).toEqual({ 'example.com/canary': '' });
  expect(parseLabelSelector('example.com/canary')(labels)).toBe(true);
});
