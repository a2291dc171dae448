import type { Rule } from '../../domain/rules/rule.js';
import { plainText } from '../../explain/plain-text.js';
import { readCause } from '../causes.js';
import { isDocument, writeDocument } from '../document.js';
import type { Io } from '../io.js';
import { loadRulebook } from '../load-rulebook.js';

interface ListOptions {
  readonly rules: readonly string[];
  readonly cause: readonly string[];
  readonly output: 'text' | 'wide' | 'json' | 'yaml' | 'name';
  readonly 'no-headers': boolean;
}

/** The list of rules, sorted by id, in the format asked for. */
export async function listRules(options: ListOptions, io: Io): Promise<string> {
  const causes: readonly string[] = options.cause.map(readCause);
  const rulebook = await loadRulebook(options.rules, io);
  const rules = rulebook.rules
    .filter((rule) => causes.length === 0 || causes.includes(rule.cause))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  if (isDocument(options.output)) return writeDocument(rules.map(summary), options.output);
  if (options.output === 'name') return rules.map((rule) => `${rule.id}\n`).join('');
  const cells = rules.map((rule) => row(rule, options.output === 'wide'));
  return table(options['no-headers'] ? cells : [heading(options.output === 'wide'), ...cells]);
}

function summary({ id, cause, family, status, confidence, severity, heals, title }: Rule): object {
  return { id, cause, family, status, confidence, severity, heals, title: plainText(title) };
}

function heading(wide: boolean): readonly string[] {
  return wide
    ? ['ID', 'CAUSE', 'FAMILY', 'CONFIDENCE', 'SEVERITY', 'HEALS', 'TITLE']
    : ['ID', 'CAUSE', 'TITLE'];
}

function row(rule: Rule, wide: boolean): readonly string[] {
  const title = plainText(rule.title);
  return wide
    ? [rule.id, rule.cause, rule.family, rule.confidence, rule.severity, rule.heals, title]
    : [rule.id, rule.cause, title];
}

/** Columns as kubectl sets them: three blanks between, the last one as long as it is. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  return rows
    .map(
      (cells) =>
        `${cells.map((cell, i) => (i === cells.length - 1 ? cell : cell.padEnd((widths[i] ?? 0) + 3))).join('')}\n`,
    )
    .join('');
}
