// Compiles rules/ into src/generated/catalogue.js, tones/ into src/generated/tones.js, and
// schema/rule.schema.json into the validator that reads rule files. All are made anew by every build
// and never committed.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { importTypescript } from './import-typescript.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const generated = path.join(root, 'src/generated');

export async function buildCatalogue() {
  mkdirSync(generated, { recursive: true });
  writeValidator();
  const { compileCatalogue } = await importTypescript('src/rulebook/compile-catalogue.ts', {
    packages: 'external',
  });
  const { lists, texts, errors, complaints } = compileCatalogue(ruleFiles());
  const tones = await buildTones();
  const failures = [
    ...tones,
    ...errors.map(
      (e) =>
        `${e.file}:${e.line}:${e.column}: ${e.reason}${e.didYouMean ? `; did you mean "${e.didYouMean}"?` : ''}`,
    ),
    ...complaints,
  ];
  if (failures.length > 0 && process.argv.includes('--strict')) {
    throw new Error(`the catalogue has ${failures.length} error(s):\n${failures.join('\n')}`);
  }
  if (failures.length > 0) process.stderr.write(`${failures.join('\n')}\n`);
  writeIfChanged(
    'catalogue.js',
    `/** For the build, which puts them into files of their own (scripts/catalogue-files.mjs). */
export const { lists, texts } = JSON.parse(${JSON.stringify(JSON.stringify({ lists, texts }))});
const { ids, literals, secondGrams, literalsByGram, rulesBySign, gates, ...others } = lists;
const signs = { literal: (at) => literals[at], secondGrams, literalsByGram, rulesBySign, gates };
export default { index: { ...others, ids: ids.join('\\n'), signs }, text: (at) => texts[at] };
`,
  );
  writeIfChanged(
    'catalogue.d.ts',
    "import type { CompiledCatalogue } from '../rulebook/rulebook.js';\ndeclare const catalogue: CompiledCatalogue;\nexport default catalogue;\n",
  );
  return texts.length;
}

/** Writes what tones/ knows of the lines of single programs; gives what is wrong there. */
async function buildTones() {
  const { compileTones, moduleOf } = await importTypescript('src/rulebook/compile-tones.ts', {
    packages: 'external',
  });
  const folder = path.join(root, 'tones');
  const { entries, complaints } = compileTones(
    readdirSync(folder).map((file) => ({
      name: path.basename(file, '.yaml'),
      text: readFileSync(path.join(folder, file), 'utf8'),
    })),
  );
  writeIfChanged('tones.js', moduleOf(entries));
  writeIfChanged(
    'tones.d.ts',
    "import type { Meaning, TonePattern } from '../domain/rules/tone-entry.js';\ndeclare const tones: Readonly<Record<Meaning, readonly TonePattern[]>>;\nexport default tones;\n",
  );
  return complaints;
}

function writeValidator() {
  const schema = JSON.parse(readFileSync(path.join(root, 'schema/rule.schema.json'), 'utf8'));
  const ajv = new Ajv({ code: { source: true, esm: true }, allErrors: true, verbose: true, strict: false });
  writeIfChanged(
    'validate-rule.js',
    standalone
      .default(ajv, ajv.compile(schema))
      .replace(/require\("ajv\/dist\/runtime\/ucs2length"\)\.default/g, '((s) => [...s].length)'),
  );
  writeIfChanged(
    'validate-rule.d.ts',
    'declare const validate: ((value: unknown) => boolean) & { readonly errors?: readonly object[] | null };\nexport default validate;\n',
  );
}

function writeIfChanged(name, text) {
  const file = path.join(generated, name);
  let old;
  try {
    old = readFileSync(file, 'utf8');
  } catch {
    old = undefined;
  }
  if (old !== text) writeFileSync(file, text);
}

function ruleFiles() {
  const folder = path.join(root, 'rules');
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
    .map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return {
        file: path.relative(root, file),
        id: path.basename(entry.name, '.yaml'),
        family: path.basename(entry.parentPath),
        text: readFileSync(file, 'utf8'),
      };
    });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    process.stdout.write(`${await buildCatalogue()} rules\n`);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  }
}
