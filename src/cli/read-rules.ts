import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import type { Rule, RuleError } from '../domain/rules/rule.js';
import { parseRule, type RuleFile } from '../rulebook/parse-rule.js';
import { pathError } from '../sources/files/path-error.js';
import { UsageError } from './errors.js';
import type { Io } from './io.js';

/** What rule files hold: the rules that are right, and all that is wrong with the others. */
export interface ReadRules {
  readonly rules: readonly Rule[];
  readonly errors: readonly RuleError[];
}

/**
 * Reads rule files and the `.yaml` files below directories.
 * @throws UsageError where a path cannot be read or holds no rule file
 */
export async function readRules(paths: readonly string[], io: Io): Promise<ReadRules> {
  const files = (await Promise.all(paths.map((path) => ruleFiles(path, io)))).flat();
  const parsed = files.map(parseRule);
  return {
    rules: parsed.flatMap((each) => (each.ok ? [each.rule] : [])),
    errors: parsed.flatMap((each) => (each.ok ? [] : each.errors)),
  };
}

/** One line for each complaint: `file:line:column: reason`. */
export function ruleErrorLine(error: RuleError): string {
  const hint = error.didYouMean === undefined ? '' : `; did you mean "${error.didYouMean}"?`;
  return `${error.file}:${error.line}:${error.column}: ${error.reason}${hint}`;
}

async function ruleFiles(path: string, io: Io): Promise<readonly RuleFile[]> {
  try {
    const absolute = resolve(io.cwd, path);
    if (!(await stat(absolute)).isDirectory()) return [await ruleFile(path, absolute)];
    const entries = await readdir(absolute, { recursive: true, withFileTypes: true });
    const found = entries
      .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
    if (found.length === 0) throw new UsageError(`no rule file (.yaml) in ${path}`, { pointsToHelp: false });
    return await Promise.all(found.map((file) => ruleFile(join(path, relative(absolute, file)), file)));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(pathError(path, error).message, { pointsToHelp: false });
  }
}

async function ruleFile(shown: string, absolute: string): Promise<RuleFile> {
  return {
    file: shown,
    id: basename(absolute).replace(/\.ya?ml$/, ''),
    family: basename(dirname(absolute)),
    text: await readFile(absolute, 'utf8'),
  };
}
