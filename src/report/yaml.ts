import { DEFAULT_SCALAR_STYLE_RULES, dump, SCALAR_STYLE, visit, type DumpOptions } from 'js-yaml';
import type { Report } from '../domain/report/report.js';
import type { FormatOptions } from './format.js';
import { defuseMarks, escapeActive, holdsCommand, isActive } from './inert.js';

type ScalarStyleRule = NonNullable<DumpOptions['scalarStyleRules']>[number];

/** What can hide or do something goes in double quotes, where YAML can escape it. */
const quoteActive: ScalarStyleRule = (layout) => {
  const { value } = layout.node;
  if (isActive(value) || holdsCommand(value)) layout.style = SCALAR_STYLE.DOUBLE_QUOTED;
};

/** A lone surrogate is no character, and YAML has no escape for it: it becomes U+FFFD. */
const replaceLoneSurrogates: NonNullable<DumpOptions['transform']> = (documents) => {
  visit(documents, (node) => {
    if (node.kind === 'scalar') node.value = node.value.replace(/\p{Cs}/gu, '\ufffd');
  });
};

/** The report as one YAML document. Takes the report as it is, like `-o json`. */
export function writeYaml(report: Report, options: FormatOptions): string {
  return encodeYaml(report, options);
}

/** YAML without anchors in which no active character is left raw, nor what a pipeline's runner obeys. */
export function encodeYaml(value: unknown, options: Pick<FormatOptions, 'defuse'>): string {
  const document = dump(value, {
    noRefs: true,
    lineWidth: -1,
    scalarStyleRules: [quoteActive, ...Object.values(DEFAULT_SCALAR_STYLE_RULES)],
    skipInvalid: true,
    transform: replaceLoneSurrogates,
  });
  const escaped = escapeActive(document, (code) => `\\U${code.toString(16).padStart(8, '0')}`);
  return options.defuse ? defuseMarks(escaped, '#\\x23') : escaped;
}
