/** Run through `npm test`, or `NODE_OPTIONS=--experimental-vm-modules npx jest test/<part>`. */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  resolver: '<rootDir>/scripts/jest-resolver.cjs',
  reporters: ['default', '<rootDir>/scripts/jest-tally.mjs'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  maxWorkers: 2,
  // Only to end what hangs: tests start whole programs, on machines that are busy with others.
  testTimeout: 300_000,
  watchman: false,
};
