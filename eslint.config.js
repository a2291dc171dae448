import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

/** The folders of src, innermost first: docs/architecture.md says what each is for. */
const FOLDERS = [
  'domain',
  'explain',
  'rulebook',
  'engine',
  'rollout',
  'baseline',
  'report',
  'sources',
  'cli',
];

const AMBIENT = ['process', 'console'];
const TIME_AND_CHANCE = [
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'fetch',
  'performance',
  'crypto',
];

const IMPURE_SYNTAX = [
  {
    selector: 'MemberExpression[object.name="Date"][property.name="now"]',
    message: 'The clock is passed in: the same input gives the same output at any time.',
  },
  {
    selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
    message: 'The clock is passed in: the same input gives the same output at any time.',
  },
  {
    selector: 'MemberExpression[object.name="Math"][property.name="random"]',
    message: 'The same input gives the same output.',
  },
  { selector: ':function[async=true]', message: 'This folder is synchronous.' },
];

/**
 * One folder's row of the import table.
 * @param {string} folder below src
 * @param {{ folders: string[], packages?: string, node?: boolean, pure: boolean, not?: string }} row
 *   `packages` is a pattern of the packages that it may import; `not` says what the folder is not for
 */
function layer(folder, row) {
  const barred = FOLDERS.filter((other) => other !== folder && !row.folders.includes(other));
  const patterns = [
    {
      regex: `^(?:\\.\\./)+(?:main\\.js|(?:${[...barred, 'none'].join('|')})(?:/|\\.js))`,
      message: `src/${folder} may import ${row.folders.length === 0 ? 'nothing' : row.folders.join(', ')}.`,
    },
  ];
  if (row.node !== true)
    patterns.push({ regex: '^node:', message: `src/${folder} does not reach outside itself.` });
  if (row.packages !== '.*') {
    patterns.push({
      regex: `^(?!node:|\\.|(?:${row.packages ?? '$'}))`,
      message: `src/${folder} does not use this package.`,
    });
  }
  return {
    name: `exitdiag/src/${folder}`,
    files: [`src/${folder}/**/*.ts`],
    rules: {
      'no-restricted-imports': ['error', { patterns }],
      'no-restricted-globals': ['error', ...AMBIENT, ...(row.pure ? TIME_AND_CHANCE : [])],
      'no-restricted-syntax': row.pure ? ['error', ...IMPURE_SYNTAX] : 'off',
    },
  };
}

const REGEX_AND_CEL = 're2js$|@bufbuild/cel|@eslint-community/regexpp$';

export default tseslint.config(
  {
    ignores: [
      'node_modules/',
      'dist/',
      'coverage/',
      '.cache/',
      'fixtures/',
      'src/generated/',
      'bench/podfarm.mjs',
    ],
  },
  {
    name: 'exitdiag/typescript',
    files: ['**/*.ts'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true, named: true } }],
      eqeqeq: 'error',
    },
  },
  {
    name: 'exitdiag/regular-expressions',
    files: ['**/*.ts', '**/*.js', '**/*.mjs'],
    ...regexp.configs['flat/recommended'],
  },
  {
    name: 'exitdiag/file-size',
    files: ['src/**/*.ts'],
    rules: { 'max-lines': ['error', { max: 250 }], 'max-lines-per-function': ['error', { max: 60 }] },
  },
  {
    name: 'exitdiag/tables',
    files: ['src/domain/rules/cause.ts', 'src/explain/tables/*.ts', 'src/**/*-table.ts'],
    rules: { 'max-lines': 'off' },
  },
  {
    name: 'exitdiag/src/main',
    files: ['src/main.ts'],
    rules: { 'no-restricted-globals': ['error', 'console'] },
  },
  layer('domain', { folders: [], pure: true }),
  layer('explain', { folders: ['domain'], pure: true }),
  layer('rulebook', {
    folders: ['domain'],
    packages: `js-yaml$|fastest-levenshtein$|ajv|${REGEX_AND_CEL}`,
    pure: true,
  }),
  layer('engine', { folders: ['domain'], packages: REGEX_AND_CEL, pure: true }),
  layer('rollout', { folders: ['domain'], pure: true }),
  layer('baseline', { folders: ['domain'], pure: true }),
  layer('report', {
    folders: ['domain'],
    packages: 'js-yaml$|get-east-asian-width$|wrap-ansi$|xmlbuilder$',
    pure: true,
  }),
  layer('sources', { folders: ['domain', 'rulebook'], packages: '.*', node: true, pure: false }),
  layer('cli', {
    folders: ['domain', 'explain', 'rulebook', 'engine', 'rollout', 'baseline', 'report', 'sources'],
    packages: '(?!@kubernetes/)',
    node: true,
    pure: false,
  }),
  {
    name: 'exitdiag/tests',
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-floating-promises': 'error',
    },
  },
);
