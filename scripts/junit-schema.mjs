// npm run junit-schema -- junit-10.xsd: checks our JUnit reports by Jenkins' own schema, which is
// in jenkinsci/xunit-plugin (src/main/resources/.../xsd/) and in pytest's source distribution
// (testing/example_scripts/). The tests use test/report/junit-shape.xsd, a part of it.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { runBundled } from './bundled.mjs';

const [file] = process.argv.slice(2);
if (file === undefined) {
  process.stderr.write('error: name the schema: npm run junit-schema -- junit-10.xsd\n');
  process.exit(2);
}
const schemas = [path.resolve(process.env.INIT_CWD ?? '.', file), 'test/report/junit-shape.xsd'];
await runBundled('test/report/junit-examples.ts', async ({ JUNIT_EXAMPLES }) => {
  const { validateXML } = await import('xmllint-wasm');
  for (const schema of schemas) {
    const { errors } = await validateXML({ xml: JUNIT_EXAMPLES, schema: readFileSync(schema, 'utf8') });
    for (const { rawMessage } of errors) process.stdout.write(`${rawMessage}\n`);
    process.stdout.write(
      `${path.basename(schema)}: ${JUNIT_EXAMPLES.length} reports, ${errors.length} errors\n`,
    );
    if (errors.length > 0) process.exitCode = 1;
  }
});
