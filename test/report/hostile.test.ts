import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { load } from 'js-yaml';
import {
  format,
  FORMAT_NAMES,
  FormatError,
  type FormatName,
  type FormatOptions,
} from '../../src/report/index.js';
import { EXAMPLES, example, optionsFor, withText } from './reports.js';

/** What must never reach a terminal, besides the newline: reliability is tested in every format. */
const ACTIVE = /(?!\n)[\p{Cc}\p{Cs}\u2028-\u202e\u2066-\u2069]/u;

const hostile = fc.oneof(
  fc.constantFrom(
    '\u001b[2J\u001b[1;1H', '\u001b]0;title\u0007', '\u009b31m', '\u202egnp.exe', '\u2066x\u2069', 'a\u2028b', '\ud800',
    '::error::gone', '\n::set-env name=PATH::x', '\u00a0::stop-commands::x', '##[error]x', '##vso[task.complete result=Failed;]x',
    '\r\nHTTP', 'a\tb', '</failure><script>alert(1)</script>', ']]>', '[link](javascript:alert(1))', '`code`', '| cell |', '```\nfence',
    '%0A::error::x', '__proto__', '@everyone', '漢字かな', '👩‍👩‍👧‍👦', '\u0000', 'x'.repeat(300), '"quoted"', '# heading', '- item: &anchor',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
); // prettier-ignore

const reports = fc
  .tuple(fc.constantFrom(...EXAMPLES), fc.array(hostile, { minLength: 1, maxLength: 12 }))
  .map(([name, texts]) => {
    let n = 0;
    return {
      name,
      report: withText(example(name), (text) =>
        (n += 1) % 3 === 0 ? text : `${texts[n % texts.length] ?? ''}${n % 2 === 0 ? text : ''}`,
      ),
    };
  });

function output(
  name: string,
  report: Parameters<typeof format>[0],
  as: FormatName,
  changes: Partial<FormatOptions> = {},
): string {
  try {
    return format(
      report,
      as,
      optionsFor(name, { template: TEMPLATES[as], ...changes } as Partial<FormatOptions>),
    );
  } catch (error) {
    if (error instanceof FormatError) return error.message;
    throw error;
  }
}

const TEMPLATES: Partial<Record<FormatName, string>> = {
  jsonpath: '{.pods} {range .groups[*]}{.diagnosis.title}{"\\n"}{end}',
  'custom-columns': 'NAME:.name,ALL:.containers,TITLE:.diagnosis.title',
};

test.each(FORMAT_NAMES)('%s: nothing active from a cluster is left', (as) => {
  fc.assert(
    fc.property(reports, ({ name, report }) => {
      expect(output(name, report, as, { showBenign: true, showLabels: true })).not.toMatch(ACTIVE);
    }),
    { numRuns: 25 },
  );
});

test.each(FORMAT_NAMES)('%s: no line commands a pipeline', (as) => {
  fc.assert(
    fc.property(reports, ({ name, report }) => {
      const shown = output(name, report, as, { defuse: true, showBenign: true });
      // The annotations are commands; test/report/pipelines.test.ts holds that they are only ours.
      if (as !== 'github') expect(shown).not.toMatch(/^\s*::/m);
      expect(shown).not.toMatch(/##(?:vso)?\[/i);
    }),
    { numRuns: 25 },
  );
});

test('text is never wider than the terminal; only a word of a command is never broken', () => {
  const width = fc.integer({ min: 60, max: 140 });
  fc.assert(
    fc.property(reports, width, fc.boolean(), ({ name, report }, columns, unicode) => {
      const isCommand = (key: string): boolean => key === 'command' || key === 'closer';
      const calm = withText(report, (text, key) => (isCommand(key) ? 'kubectl get pods' : text));
      const shown = output(name, calm, 'text', {
        width: columns,
        uncut: false,
        unicode,
        showBenign: true,
        showLabels: true,
      });
      expect(shown.split('\n').filter((line) => stringWidth(line) > columns)).toEqual([]);
    }),
    { numRuns: 50 },
  );
});

test('JSON and YAML hold the same report, whatever is in it', () => {
  fc.assert(
    fc.property(reports, fc.boolean(), ({ name, report }, defuse) => {
      const json = output(name, report, 'json', { defuse });
      const yaml = output(name, report, 'yaml', { defuse });
      expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(report)));
      // YAML has no escape for half a surrogate pair.
      const whole = withText(report, (text) => text.replace(/\p{Cs}/gu, '\ufffd'));
      expect(load(yaml)).toEqual(JSON.parse(JSON.stringify(whole)));
      expect([json.at(-1), yaml.at(-1)]).toEqual(['\n', '\n']);
    }),
    { numRuns: 25 },
  );
});
