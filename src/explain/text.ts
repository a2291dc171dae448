import type { Explanation } from './explanation.js';
import { wrapText } from './wrap-text.js';

const MIN_WIDTH = 60;
const MAX_WIDTH = 100;

/** The explanation for a person, in lines of at most `width` columns. */
export function explanationText(explanation: Explanation, width = 80): string {
  const columns = Math.max(MIN_WIDTH, Math.min(MAX_WIDTH, width));
  const sections = [
    wrapText(explanation.headline, columns),
    ...explanation.meaning.map((paragraph) => wrapText(paragraph, columns)),
    hypotheses(explanation, columns),
    programs(explanation, columns),
    list('To look:', explanation.look),
    explanation.seeAlso.length === 0
      ? ''
      : wrapText(`See also: ${explanation.seeAlso.join(', ')}`, columns, '', '  '),
    list('References:', explanation.references),
  ];
  return sections.filter((section) => section !== '').join('\n\n') + '\n';
}

function hypotheses({ hypotheses, of }: Explanation, columns: number): string {
  if (hypotheses.length === 0) return '';
  const [only] = hypotheses;
  if (of === 'cause' && only !== undefined) {
    return `${wrapText(`How to tell: ${only.tell}.`, columns)}\n${wrapText(`What to do: ${only.do}.`, columns)}`;
  }
  const width = Math.max(...hypotheses.map(({ cause }) => cause.length)) + 2;
  const indent = ' '.repeat(width + 2);
  const lines = hypotheses.map(({ cause, tell, do: fix }) => {
    const first = wrapText(tell, columns, `  ${cause.padEnd(width)}`, indent);
    return `${first}\n${wrapText(`do: ${fix}`, columns, indent, `${indent}    `)}`;
  });
  return `What may be behind it, and how to tell:\n${lines.join('\n')}`;
}

function programs({ programs, subject }: Explanation, columns: number): string {
  if (programs.length === 0) return '';
  const width = Math.max(...programs.map(({ program }) => program.length)) + 2;
  const lines = programs.map(({ program, means }) =>
    wrapText(means, columns, `  ${program.padEnd(width)}`, ' '.repeat(width + 2)),
  );
  return `Programs that give ${subject} a meaning of their own:\n${lines.join('\n')}`;
}

function list(title: string, items: readonly string[]): string {
  return items.length === 0 ? '' : [title, ...items.map((item) => `  ${item}`)].join('\n');
}
