import type { Explanation } from './explanation.js';
import { wrapText } from './wrap-text.js';

const MIN_WIDTH = 60;
const MAX_WIDTH = 100;

/** Where it is read: so many columns, and so many rows where all should be seen at once. */
export interface Screen {
  readonly columns: number;
  readonly rows?: number | undefined;
}

/** The line that was typed and the next prompt stand on the screen as well. */
const ROWS_OF_THE_SHELL = 2;

/** What an explanation can do without, the least missed first. */
const PARTS = ['references', 'look', 'programs', 'do', 'details'] as const;
type Part = (typeof PARTS)[number];

/**
 * The explanation for a person. Where it has more lines than the screen has rows, it says as much as
 * fits, the essence at least, and how to see the rest.
 */
export function explanationText(explanation: Explanation, { columns, rows }: Screen): string {
  const width = Math.max(MIN_WIDTH, Math.min(MAX_WIDTH, columns));
  const whole = render(explanation, width, new Set(PARTS));
  if (rows === undefined || fits(whole, rows)) return whole;
  const more = `More: kubectl exitdiag explain ${explanation.subject} -o wide`;
  const fewerParts = PARTS.map((_, left) => render(explanation, width, new Set(PARTS.slice(left + 1))));
  const shorterTells = explanation.hypotheses.map((_, left, { length }) =>
    render(explanation, width, new Set(), length - left - 1),
  );
  const shorter = [...fewerParts, ...shorterTells].map((text) => `${text}\n${more}\n`);
  return shorter.find((text) => fits(text, rows)) ?? shorter.at(-1) ?? whole;
}

function fits(text: string, rows: number): boolean {
  return text.split('\n').length - 1 + ROWS_OF_THE_SHELL <= rows;
}

/** Of the hypotheses the first `wholeTells` say in full how to tell, the others in one line. */
function render(
  explanation: Explanation,
  width: number,
  parts: ReadonlySet<Part>,
  wholeTells = Number.POSITIVE_INFINITY,
): string {
  const { headline, meaning, look, seeAlso, references } = explanation;
  const sections = [
    wrapText(headline, width),
    ...meaning.slice(0, parts.has('details') ? meaning.length : 1).map((text) => wrapText(text, width)),
    hypothesesText(explanation, width, parts.has('do'), wholeTells),
    parts.has('programs') ? programsText(explanation, width) : '',
    parts.has('look') ? list('To look:', look) : '',
    seeAlso.length > 0 && parts.has('look')
      ? wrapText(`See also: ${seeAlso.join(', ')}`, width, '', '  ')
      : '',
    parts.has('references') ? list('References:', references) : '',
  ];
  return sections.filter((section) => section !== '').join('\n\n') + '\n';
}

function hypothesesText(
  { hypotheses, of }: Explanation,
  width: number,
  withDo: boolean,
  wholeTells: number,
): string {
  if (hypotheses.length === 0) return '';
  const [only] = hypotheses;
  if (of === 'cause' && only !== undefined) {
    return `${wrapText(`How to tell: ${only.tell}.`, width)}\n${wrapText(`What to do: ${only.do}.`, width)}`;
  }
  const name = Math.max(...hypotheses.map(({ cause }) => cause.length)) + 2;
  const indent = ' '.repeat(name + 2);
  const lines = hypotheses.flatMap(({ cause, tell, do: fix }, index) => {
    const whole = wrapText(tell, width, `  ${cause.padEnd(name)}`, indent);
    const told = index < wholeTells ? whole : firstLine(whole, width);
    return withDo ? [told, wrapText(`do: ${fix}`, width, indent, `${indent}    `)] : [told];
  });
  return `What may be behind it, and how to tell:\n${lines.join('\n')}`;
}

/** The first of several lines, with a mark that there is more. */
function firstLine(text: string, width: number): string {
  const [line = '', ...others] = text.split('\n');
  if (others.length === 0) return line;
  return `${line.length < width ? line : line.slice(0, line.lastIndexOf(' '))}…`;
}

function programsText({ programs, subject }: Explanation, width: number): string {
  if (programs.length === 0) return '';
  const name = Math.max(...programs.map(({ program }) => program.length)) + 2;
  const lines = programs.map(({ program, means }) =>
    wrapText(means, width, `  ${program.padEnd(name)}`, ' '.repeat(name + 2)),
  );
  return `Programs that give ${subject} a meaning of their own:\n${lines.join('\n')}`;
}

function list(title: string, items: readonly string[]): string {
  return items.length === 0 ? '' : [title, ...items.map((item) => `  ${item}`)].join('\n');
}
