import { expect, test } from '@jest/globals';
import { at, type Json } from '../../src/domain/values/json.js';

test('a path leads to what the object itself holds, and to nothing that it inherits', () => {
  const labels = JSON.parse(
    '{"app":"web","__proto__":"own","toString":"text","list":[1],"none":null}',
  ) as Json;
  expect(at(labels, 'app')).toBe('web');
  expect(at(labels, '__proto__')).toBe('own');
  expect(at(labels, 'toString')).toBe('text');
  expect(at(labels, 'none')).toBeNull();
  for (const key of ['constructor', 'hasOwnProperty', 'valueOf', 'absent'])
    expect([key, at(labels, key)]).toEqual([key, undefined]);
  expect(at({}, '__proto__')).toBeUndefined();
  expect(at(labels, 'list', 'length')).toBeUndefined();
  expect(at(labels, 'app', 'length')).toBeUndefined();
  expect(at(labels, 'none', 'x')).toBeUndefined();
  expect(at(undefined, 'x')).toBeUndefined();
});
