import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import ts from 'typescript';
import { format } from '../../src/report/index.js';
import { EXAMPLES, example, optionsFor } from './reports.js';

interface ObjectSchema {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly required: readonly string[];
}
type Schema = ObjectSchema & { readonly $defs: Readonly<Record<string, Partial<ObjectSchema>>> };

const schema = JSON.parse(read('../../schema/report.schema.json')) as Schema;
const validate = new Ajv2020({ allErrors: true, strict: true, formats: { 'date-time': true } }).compile(
  schema,
);

test.each(EXAMPLES)('%s is a report by the schema', (name) => {
  validate(JSON.parse(format(example(name), 'json', optionsFor(name))));
  expect(validate.errors ?? []).toEqual([]);
});

test('what is not in the contract is refused', () => {
  const report = { ...example('pod-healthy'), surprise: 1 };
  expect(validate(report)).toBe(false);
  expect(validate.errors?.map(({ message, params }) => [message, params])).toEqual([
    ['must NOT have additional properties', { additionalProperty: 'surprise' }],
  ]);
});

const FILES = ['report/report', 'report/gone', 'evidence', 'rules/rule'];
const interfaces = new Map(FILES.flatMap((name) => interfacesOf(read(`../../src/domain/${name}.ts`))));
const described = [...interfaces.keys()].filter((name) => name === 'Report' || name in schema.$defs);

test('every interface of the report has its place in the schema', () => {
  const own = ['report/report', 'report/gone'].flatMap((file) =>
    interfacesOf(read(`../../src/domain/${file}.ts`)).map(([name]) => name),
  );
  expect(described).toEqual(expect.arrayContaining(own));
});

test.each(described)('%s: the schema has the fields of the type, and requires the same', (name) => {
  const part = name === 'Report' ? schema : (schema.$defs[name] ?? {});
  const fields = interfaces.get(name) ?? [];
  expect(Object.keys(part.properties ?? {}).sort()).toEqual(fields.map((field) => field.name).sort());
  expect([...(part.required ?? [])].sort()).toEqual(
    fields
      .filter((field) => !field.optional)
      .map((field) => field.name)
      .sort(),
  );
});

interface Field {
  readonly name: string;
  readonly optional: boolean;
}

function interfacesOf(source: string): [string, readonly Field[]][] {
  const file = ts.createSourceFile('x.ts', source, ts.ScriptTarget.Latest);
  return file.statements.filter(ts.isInterfaceDeclaration).map((node) => [
    node.name.text,
    node.members.filter(ts.isPropertySignature).map((member) => ({
      name: member.name.getText(file),
      optional: member.questionToken !== undefined,
    })),
  ]);
}

function read(path: string): string {
  return readFileSync(new URL(path, import.meta.url), 'utf8');
}
