import { expect, test } from '@jest/globals';
import { parseArguments } from '../../src/cli/arguments/parse.js';
import type { OptionTable } from '../../src/cli/options.js';

const TABLE = {
  'all-namespaces': { kind: 'boolean', short: 'A', help: 'All' },
  watch: { kind: 'boolean', short: 'w', help: 'Watch' },
  'no-headers': { kind: 'boolean', help: 'No headers' },
  namespace: { kind: 'string', short: 'n', help: 'Namespace' },
  output: { kind: 'string', short: 'o', help: 'Output' },
  selector: { kind: 'string', short: 'l', help: 'Selector' },
  color: { kind: 'string', choices: ['auto', 'always', 'never'], default: 'auto', help: 'Color' },
  filename: { kind: 'list', short: 'f', commas: true, help: 'Files' },
  'as-group': { kind: 'list', help: 'Groups' },
  tail: { kind: 'integer', default: 200, help: 'Lines' },
  since: { kind: 'duration', help: 'Time' },
  v: { kind: 'integer', default: 0, help: 'Level' },
} as const satisfies OptionTable;

/** Only what was typed, so that a row shows what matters. */
function parse(...argv: readonly string[]): Record<string, unknown> {
  const { positionals, options, given } = parseArguments(argv, TABLE);
  const typed = Object.entries(options).filter(([name]) => given.has(name));
  return { ...Object.fromEntries(typed), ...(positionals.length === 0 ? {} : { words: positionals }) };
}

test.each([
  [['-ojson'], { output: 'json' }],
  [['-o', 'json'], { output: 'json' }],
  [['-o=json'], { output: 'json' }],
  [['--output=json'], { output: 'json' }],
  [['--output', 'json'], { output: 'json' }],
  [['-Aojson'], { 'all-namespaces': true, output: 'json' }],
  [['-wAo', 'json'], { watch: true, 'all-namespaces': true, output: 'json' }],
  [['-nkube-system'], { namespace: 'kube-system' }],
  [['-n', 'x'], { namespace: 'x' }],
  [['-n=x'], { namespace: 'x' }],
  [['--namespace', 'x'], { namespace: 'x' }],
  [['--namespace=x'], { namespace: 'x' }],
  [['--namespace='], {}],
  [['-n', ''], {}],
  [['-nx', '--namespace='], {}],
  [['--namespace=', '-nx'], { namespace: 'x' }],
  [['-lapp=web'], { selector: 'app=web' }],
  [['-l', 'app in (a,b)'], { selector: 'app in (a,b)' }],
  [['-l', '!x'], { selector: '!x' }],
  [['-la!=b'], { selector: 'a!=b' }],
  [['-f', '-'], { filename: ['-'] }],
  [['-f-'], { filename: ['-'] }],
  [['-f', 'a.yaml', 'b.yaml', 'pod/x'], { filename: ['a.yaml'], words: ['b.yaml', 'pod/x'] }],
  [['-f', 'a', '-f', 'b,c'], { filename: ['a', 'b', 'c'] }],
  [['--as-group', 'a,b', '--as-group=c'], { 'as-group': ['a,b', 'c'] }],
  [['--no-headers'], { 'no-headers': true }],
  [['--no-headers=false'], { 'no-headers': false }],
  [['--watch=T'], { watch: true }],
  [['-A=false'], { 'all-namespaces': false }],
  [['--no-headers', 'false'], { 'no-headers': true, words: ['false'] }],
  [['1e3'], { words: ['1e3'] }],
  [['0x10', '007', 'true'], { words: ['0x10', '007', 'true'] }],
  [['-n', 'a', '-n', 'b'], { namespace: 'b' }],
  [['-n', '-x'], { namespace: '-x' }],
  [['--tail', '-1'], { tail: -1 }],
  [['--tail=5'], { tail: 5 }],
  [['--since', '1h30m'], { since: 5400 }],
  [['--since=0'], { since: 0 }],
  [['-v6'], { v: 6 }],
  [['-v', '6'], { v: 6 }],
  [['-v=6'], { v: 6 }],
  [['--v=6'], { v: 6 }],
  [['--color', 'ALWAYS'], { color: 'always' }],
  [['a', '-A', 'b'], { 'all-namespaces': true, words: ['a', 'b'] }],
  [['-A', '--', '-n', '--x'], { 'all-namespaces': true, words: ['-n', '--x'] }],
  [['-'], { words: ['-'] }],
])('%j', (argv, expected) => {
  expect(parse(...argv)).toEqual(expected);
});

test('what was not typed has its default', () => {
  const { options } = parseArguments([], TABLE);
  expect(options).toMatchObject({ watch: false, filename: [], tail: 200, color: 'auto', v: 0 });
  expect(options.namespace).toBeUndefined();
});

test.each([
  [['--bogus'], 'unknown flag: --bogus'],
  [['--bogus=1'], 'unknown flag: --bogus'],
  [['--outpt', 'x'], 'unknown flag: --outpt (did you mean --output?)'],
  [['--constructor'], 'unknown flag: --constructor'],
  [['-Zx'], "unknown shorthand flag: 'Z' in -Zx"],
  [['-Aq'], "unknown shorthand flag: 'q' in -q"],
  [['-1'], "unknown shorthand flag: '1' in -1"],
  [['-o'], "flag needs an argument: 'o' in -o"],
  [['-Ao'], "flag needs an argument: 'o' in -o"],
  [['--output'], 'flag needs an argument: --output'],
  [['--=x'], 'bad flag syntax: --=x'],
  [['---x'], 'bad flag syntax: ---x'],
  [
    ['-A=x'],
    'invalid argument "x" for "-A, --all-namespaces" flag: strconv.ParseBool: parsing "x": invalid syntax',
  ],
  [
    ['--tail=abc'],
    'invalid argument "abc" for "--tail" flag: strconv.ParseInt: parsing "abc": invalid syntax',
  ],
  [
    ['--tail=1e3'],
    'invalid argument "1e3" for "--tail" flag: strconv.ParseInt: parsing "1e3": invalid syntax',
  ],
  [
    ['--tail=99999999999999999999'],
    'invalid argument "99999999999999999999" for "--tail" flag: strconv.ParseInt: parsing "99999999999999999999": value out of range',
  ],
  [['--since=5'], 'invalid argument "5" for "--since" flag: time: missing unit in duration "5"'],
  [['--since=5x'], 'invalid argument "5x" for "--since" flag: time: unknown unit "x" in duration "5x"'],
  [['--since=abc'], 'invalid argument "abc" for "--since" flag: time: invalid duration "abc"'],
  [['--color=blue'], 'invalid argument "blue" for "--color" flag: allowed values are: always,auto,never'],
])("%j is refused in kubectl's words", (argv, message) => {
  expect(() => parse(...argv)).toThrow(message);
});
