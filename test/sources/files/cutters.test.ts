import { expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { JsonCutter } from '../../../src/sources/files/cutting/json-cutter.js';
import type { PieceSink } from '../../../src/sources/files/cutting/pieces.js';
import { YamlCutter } from '../../../src/sources/files/cutting/yaml-cutter.js';

/** What a cutter makes of a text that comes in chunks of these sizes. */
function pieces(
  kind: typeof JsonCutter | typeof YamlCutter,
  text: string,
  sizes: readonly number[],
): readonly string[] {
  const found: string[] = [];
  const all = Buffer.from(text);
  const check = (name: string, bytes: Buffer, offset: number): void => {
    found.push(`${name}@${offset} ${bytes.toString()}`);
    if (name === 'list' || name === 'document')
      expect(all.subarray(offset, offset + bytes.length).equals(bytes)).toBe(true);
  };
  const sink: PieceSink = {
    value: (bytes, place, within) => check(within, bytes, place.offset),
    listStart: (head) => found.push(`start ${head.toString()}`),
    listEnd: (head, place) => check('end', head, place.offset),
    log: (marker, tail, place) =>
      found.push(
        `log ${marker.namespace}/${marker.pod}/${marker.container}@${place.offset}+${place.length} ${tail.toString()}`,
      ),
  };
  const cutter = new kind(sink);
  for (let at = 0, i = 0; at < all.length; i++) {
    const size = sizes[i % sizes.length] ?? 1;
    cutter.push(Buffer.from(all.subarray(at, at + size)));
    at += size;
  }
  cutter.end();
  return found;
}

const LOG =
  '==== START logs for container app of pod shop/web ====\nline {"items": [\n}==== END logs for container app of pod shop/web ====\n';
const JSON_TEXT = `{"kind": "List", "x": "items", "items": [{"a": "]}\\"\\\\"}, {"items": [1]}, 7, [2]], "metadata": {"items": [3]}}\n[{"b": {}}, {"c": "é"}]\n${LOG}{"d": "items"}{"it\\u0065ms": [4]}`;
const YAML_TEXT = `apiVersion: v1\nitems:\n- a: |\n    - no item\n  b: 1\n# note\n\n- c: 2\nkind: List\n---\nd: 3\n...\n${LOG}items:\n  - e: 4\n  - f:\n    - 5\nkind: List\n---\nitems: {}\n`;

test('a JSON stream is cut into documents, items, heads and logs', () => {
  expect(pieces(JsonCutter, JSON_TEXT, [1e6]).map((piece) => piece.replace(/@\d+(?:\+\d+)?/, ''))).toEqual([
    'start {"kind": "List", "x": "items", "items": []}',
    'list {"a": "]}\\"\\\\"}',
    'list {"items": [1]}',
    'list [2]',
    'end {"kind": "List", "x": "items", "items": [], "metadata": {"items": [3]}}',
    'list {"b": {}}',
    'list {"c": "é"}',
    'log shop/web/app line {"items": [\n}',
    'document {"d": "items"}',
    'document {"it\\u0065ms": [4]}',
  ]);
});

test('a YAML stream is cut into documents, items, heads and logs', () => {
  expect(pieces(YamlCutter, YAML_TEXT, [1e6]).map((piece) => piece.replace(/@\d+(?:\+\d+)?/, ''))).toEqual([
    'list - a: |\n    - no item\n  b: 1\n# note\n\n',
    'list - c: 2\n',
    'end apiVersion: v1\nitems: []\nkind: List\n',
    'document ---\nd: 3\n',
    'document ...\n',
    'log shop/web/app line {"items": [\n}',
    'list   - e: 4\n',
    'list   - f:\n    - 5\n',
    'end \nitems: []\nkind: List\n',
    'document ---\nitems: {}\n',
  ]);
});

test('where the chunks end makes no difference', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 }), (sizes) => {
      expect(pieces(JsonCutter, JSON_TEXT, sizes)).toEqual(pieces(JsonCutter, JSON_TEXT, [1e6]));
      expect(pieces(YamlCutter, YAML_TEXT, sizes)).toEqual(pieces(YamlCutter, YAML_TEXT, [1e6]));
    }),
  );
});

test.each([
  ['a line of YAML', `a: ${'x'.repeat(8_000_000)}\n`, 3],
  ['a log', `==== START logs for container app of pod shop/web ====\n${'x'.repeat(8_000_000)}`, 3],
])('the bytes of %s that comes in many chunks are copied a few times, not once a chunk', (_, text, times) => {
  const concat = jest.spyOn(Buffer, 'concat');
  pieces(YamlCutter, text, [16_384]);
  const copied = concat.mock.results.reduce((sum, { value }) => sum + (value as Buffer).length, 0);
  concat.mockRestore();
  expect(copied).toBeLessThan(times * text.length);
});
