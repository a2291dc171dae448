import { CAUSES } from '../../domain/rules/cause.js';
import type { Rule } from '../../domain/rules/rule.js';
import { plainText } from '../../explain/plain-text.js';
import { conditionLines } from './show.js';

/** A rule as a section of a page of documentation. */
export function ruleMarkdown(rule: Rule): string {
  const blocks = Object.entries(rule.let).flatMap(([name, when]) => [
    `where ${name} is:`,
    ...conditionLines(when, 1),
  ]);
  const sections = [
    `## ${rule.id}`,
    `**${escape(plainText(rule.title))}**`,
    escape(plainText(rule.summary)),
    [
      '| cause | asked about | confidence | severity | heals | status |',
      '| --- | --- | --- | --- | --- | --- |',
      `| ${rule.cause}: ${CAUSES[rule.cause].text} | ${rule.subject} | ${rule.confidence} | ${rule.severity} | ${rule.heals} | ${rule.status} |`,
    ].join('\n'),
    ...(rule.benign ? ['It is no failure: what matches is benign.'] : []),
    `\`\`\`text\n${[...conditionLines(rule.when, 0), ...blocks].join('\n')}\n\`\`\``,
    bullets(
      'Surer',
      rule.strengthen.map(({ to, because }) => `${to}: ${plainText(because)}`),
    ),
    bullets(
      'Less sure',
      rule.weaken.map(({ to, because }) => `${to}: ${plainText(because)}`),
    ),
    bullets('What to do', rule.remediation.map(step)),
    bullets('It can be wrong', rule.falsePositives.map(plainText)),
    bullets('References', rule.references),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function step({ do: what, command, effect }: Rule['remediation'][number]): string {
  return command === undefined
    ? `${plainText(what)} (${effect})`
    : `${plainText(what)} (${effect}): \`${plainText(command)}\``;
}

function bullets(title: string, items: readonly string[]): string {
  return items.length === 0
    ? ''
    : [`${title}:`, '', ...items.map((item) => `- ${item.includes('`') ? item : escape(item)}`)].join('\n');
}

/** Text that is no markup: what Markdown would read as such stays as it is written. */
function escape(text: string): string {
  return text.replace(/[\\*_<>[\]|]/g, String.raw`\$&`);
}
