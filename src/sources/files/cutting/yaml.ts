import {
  boolYaml11Tag,
  FAILSAFE_SCHEMA,
  floatYaml11Tag,
  intYaml11Tag,
  loadAll,
  mergeTag,
  NOT_RESOLVED,
  nullYaml11Tag,
  Schema,
  YAMLException,
  type ScalarTagDefinition,
} from 'js-yaml';
import type { Json } from '../../../domain/values/json.js';
import { MalformedInput } from './pieces.js';

/** kubectl reads YAML 1.1, but neither its times of day (`12:30:45` is 45045) nor its dates. */
const KUBERNETES_SCHEMA = new Schema([
  ...FAILSAFE_SCHEMA.tags,
  nullYaml11Tag,
  boolYaml11Tag,
  withoutColons(intYaml11Tag),
  withoutColons(floatYaml11Tag),
  mergeTag,
]);

function withoutColons(tag: ScalarTagDefinition<number>): ScalarTagDefinition<number> {
  const resolve: typeof tag.resolve = (source, isExplicit, tagName) =>
    source.includes(':') ? NOT_RESOLVED : tag.resolve(source, isExplicit, tagName);
  return { ...tag, resolve };
}

/**
 * The documents of a YAML text. `line` is that of the text's first line in its file.
 * Throws MalformedInput, with the place in that file, for anything that is no YAML.
 */
export function parseYaml(text: string, line: number): readonly Json[] {
  try {
    const documents = loadAll(text, { schema: KUBERNETES_SCHEMA }) as readonly Json[];
    checkExpansion(documents, text.length, line);
    return documents;
  } catch (error) {
    if (error instanceof MalformedInput) throw error;
    if (!(error instanceof YAMLException))
      throw new MalformedInput(`cannot be read as YAML: ${reasonOf(error)}`, line);
    const mark = error.mark;
    throw new MalformedInput(
      wordsOf(error.reason, text),
      line + (mark?.line ?? 0),
      mark === undefined ? undefined : mark.column + 1,
    );
  }
}

/** What js-yaml complains of, with what to do where that is not plain. */
function wordsOf(reason: string, text: string): string {
  if (/^tab characters/.test(reason)) return 'a tab where YAML wants spaces: indent with spaces';
  // A list is read item by item, so that an anchor is known in its own item only.
  if (/unidentified alias/.test(reason))
    return `${reason}: an anchor of another item of a list is not followed; write its value out, or give JSON`;
  const isObject = /^\s*(?:- )?["']?(?:kind|apiVersion)["']?:/m.test(text);
  const hint = isObject ? '' : '; objects are read here (a log goes to --logs DIR of pod and scan)';
  return `cannot be read as YAML: ${reason}${hint}`;
}

function reasonOf(error: unknown): string {
  return error instanceof RangeError ? 'it is nested too deep' : (String(error).split('\n')[0] ?? '');
}

/**
 * js-yaml shares what an alias names, so a few lines can stand for billions of nodes. Without
 * aliases no text has more nodes than characters.
 */
function checkExpansion(documents: readonly Json[], characters: number, line: number): void {
  let budget = characters + 1_000;
  const waiting: Json[] = [...documents];
  while (waiting.length > 0) {
    const value = waiting.pop();
    budget -= 1;
    if (budget < 0)
      throw new MalformedInput(
        'its aliases (`*name`) stand for more than the file could hold; refused',
        line,
      );
    if (typeof value !== 'object' || value === null) continue;
    for (const child of Object.values(value)) waiting.push(child as Json);
  }
}
