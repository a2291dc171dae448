import { anyOf } from '../line/any-of.js';
import type { LogLine } from '../log-lines.js';

/**
 * A test that passed, or all that did, as those who run tests print it. What a test provokes, or prints
 * by the way, stands above it, in whichever words.
 */
export const TEST_PASSED = {
  // golang/go src/testing/testing.go, cmd/go/internal/test/test.go
  'of Go': /^\s*--- (?:PASS|SKIP): \S|^ok {2}\t\S+\t|^PASS$/,
  // pytest-dev/pytest src/_pytest/terminal.py
  'of pytest':
    /^[\w./-]+\.py::\S.* PASSED(?: +\[ *\d+%\])?$|^=+ \d+ passed(?:, \d+ (?:skipped|warnings?|xfailed|deselected))* in [\d.]+s.* =+$/,
  // python/cpython Lib/unittest/runner.py
  'of unittest': /^\w+ \(\S+\)(?: .*)? \.\.\. ok$|^Ran \d+ tests? in [\d.]+s$/,
  // apache/maven-surefire DefaultReporterFactory.java
  'of Surefire': /\bTests run: \d+, Failures: 0, Errors: 0\b/,
  // mochajs/mocha lib/reporters/base.js, bats-core, microsoft/playwright list reporter, vitest
  'behind a check mark': /^\s*[✓✔√] +\S/,
  // jestjs/jest packages/jest-reporters/src/getResultHeader.ts
  'of Jest': /^PASS \S+\.\w+/,
  // https://testanything.org/tap-version-14-specification.html
  'of TAP': /^\s*ok \d+(?: |$)/,
  // rspec/rspec-core, minitest
  'of Ruby': /^\d+ examples?, 0 failures\b|^\d+ (?:runs|tests), \d+ assertions, 0 failures, 0 errors\b/,
  // sebastianbergmann/phpunit
  'of PHPUnit': /^OK \(\d+ tests?, \d+ assertions?\)/,
  // microsoft/vstest ConsoleLogger.cs
  'of .NET': /^Passed!\s+- Failed:\s+0, Passed:|^ {2}Passed \S/,
  // Kitware/CMake Source/CTest
  'of CTest': /\.{3,} +Passed +[\d.]+ sec$|^100% tests passed, 0 tests failed\b/,
  // rust-lang/rust library/test/src/formatters/pretty.rs
  'of Rust': /^test \S.* \.\.\. ok$|^test result: ok\. /,
  // gradle/gradle AbstractTestLogger.java
  'of Gradle': /^\S.* > .* PASSED$/,
  // google/googletest googletest/src/gtest.cc
  'of googletest': /^\[ +(?:OK|PASSED) +\] /,
  // robotframework/robotframework src/robot/output/console/verbose.py
  'of Robot Framework': /^\S.* \| PASS \|$|^\d+ tests?, \d+ passed, 0 failed$/,
  // onsi/ginkgo reporters/default_reporter.go
  'of Ginkgo': /^SUCCESS! -- \d+ Passed \| 0 Failed \|/,
  // cucumber/cucumber-js src/formatter/helpers/summary_helpers.ts; behave/behave behave/reporter/summary.py
  'of Cucumber':
    /^\d+ scenarios? \(\d+ passed\)$|^\d+ (?:features?|scenarios?) passed, 0 failed, \d+ skipped/,
  // catchorg/Catch2 src/catch2/reporters/catch_reporter_helpers.cpp
  'of Catch2': /^All tests passed \(/,
  // denoland/deno cli/tools/test/reporters/pretty.rs
  'of Deno': /^ok \| \d+ passed\b.* \| 0 failed\b/,
  // pester/Pester src/functions/Output.ps1
  'of Pester': /^Tests Passed: \d+, Failed: 0,/,
  // bazelbuild/bazel src/main/java/com/google/devtools/build/lib/runtime/TestSummaryPrinter.java
  'of Bazel': /^\/\/\S+ +(?:\(cached\) )?PASSED in [\d.]+s$/,
} as const;

/** The summary of a run in which others failed, as the same print it. */
const SOME_PASSED = {
  'of Jest': /^\s*Tests:? .*\b[1-9]\d* passed\b/,
  'of pytest': /^=+ .*\b[1-9]\d* passed\b.* in [\d.]+s/,
  'of Rust': /^test result: FAILED\. [1-9]\d* passed;/,
  'of behave': /^[1-9]\d* (?:features?|scenarios?) passed, [1-9]\d* failed/,
  'of Cucumber': /^\d+ scenarios? \(.*\b[1-9]\d* passed\)/,
  'of .NET': /^Failed! {2}- Failed: +\d+, Passed: +[1-9]/,
} as const;

const isPassed = anyOf(TEST_PASSED);
const isSomePassed = anyOf(SOME_PASSED);

/** Whether one of these entries tells so. */
export function isTestPassed(later: readonly LogLine[]): boolean {
  return later.some(({ raw }) => isPassed(raw) || isSomePassed(raw));
}

/** Mocha counts first, and then tells of those that failed (mochajs/mocha lib/reporters/base.js, epilogue). */
const MOCHA_PASSED = /^\s+[1-9]\d* passing \(\d+m?s\)$/;
const MOCHA_FAILED = /^\s+[1-9]\d* failing$/;

/** Whether an entry stands in the report of tests that failed, where others of the run passed. */
export function isOfTestReport(above: readonly LogLine[]): boolean {
  return above.some(({ raw }) => MOCHA_FAILED.test(raw)) && above.some(({ raw }) => MOCHA_PASSED.test(raw));
}
