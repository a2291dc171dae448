import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CORE_SCHEMA, load } from 'js-yaml';

/** What a case folder's expect.yaml promises. */
export interface Expectation {
  readonly folder: string;
  readonly container?: string;
  readonly first: readonly string[];
  /** Causes of which the first diagnosis has one: for recorded failures. */
  readonly cause: readonly string[];
  readonly confidence?: string;
  readonly benign?: string;
  /** For a benign case: the rule that says so, when the folder is named for it. */
  readonly benignRule?: readonly string[];
  readonly silent: readonly string[];
  /** What the title of the first diagnosis holds: of what, who, which. */
  readonly title: readonly string[];
}

/** The case folders of a kind, found by walking. */
export function caseFolders(kind: 'cases' | 'near-misses' | 'healthy'): readonly string[] {
  const root = path.resolve('fixtures', kind);
  return existsSync(root)
    ? readdirSync(root)
        .sort()
        .map((name) => path.join(root, name))
    : [];
}

export function readExpectation(folder: string): Expectation {
  const file = path.join(folder, 'expect.yaml');
  const raw = (existsSync(file) ? load(readFileSync(file, 'utf8'), { schema: CORE_SCHEMA }) : {}) as {
    container?: string;
    first?: string;
    cause?: string | string[];
    confidence?: string;
    benign?: string;
    silent?: string | string[];
    title?: string | string[];
  };
  return {
    folder,
    ...(raw.container === undefined ? {} : { container: raw.container }),
    first: raw.first === undefined ? [] : [raw.first],
    cause: raw.cause === undefined ? [] : [raw.cause].flat(),
    ...(raw.confidence === undefined ? {} : { confidence: raw.confidence }),
    ...(raw.benign === undefined
      ? {}
      : { benign: raw.benign, benignRule: [path.basename(folder).replace(/--.*$/, '')] }),
    silent: raw.silent === undefined ? [] : [raw.silent].flat(),
    title: raw.title === undefined ? [] : [raw.title].flat(),
  };
}
