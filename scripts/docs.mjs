/** Writes docs/rules/ as the built program prints it: a page for each family, and one that lists them. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runNode } from './run.mjs';
import { root, setup } from './setup.mjs';

setup();
const built = runNode('scripts/build.mjs');
if (built !== 0) process.exit(built);

const folder = join(root, 'docs', 'rules');
const rules = JSON.parse(exitdiag('rules', 'list', '-o', 'json'));
const families = groupBy(rules);
const ids = rules.map((rule) => rule.id);
// One run prints all sections; each begins with the heading that is the rule's id.
const sections = new Map(
  exitdiag('rules', 'show', ...ids, '-o', 'markdown')
    .split(/^(?=## [\w-]+$)/m)
    .map((section) => [/^## (.+)/.exec(section)?.[1], section]),
);
const pages = new Map([['README.md', indexPage(families)]]);
for (const [family, members] of families) {
  const text = members.map((rule) => sections.get(rule.id)?.trimEnd()).join('\n\n');
  pages.set(`${family}.md`, `# Rules: ${family}\n\nPrinted by \`npm run docs\`.\n\n${text}\n`);
}
mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder)) if (!pages.has(name)) rmSync(join(folder, name));
for (const [name, text] of pages) writeFileSync(join(folder, name), text);

function exitdiag(...args) {
  return execFileSync(process.execPath, [join(root, 'bin', 'kubectl-exitdiag'), ...args], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
}

function groupBy(list) {
  const groups = new Map();
  for (const rule of list) groups.set(rule.family, [...(groups.get(rule.family) ?? []), rule]);
  return groups;
}

function indexPage(groups) {
  const lines = [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([family, members]) => [
      `\n## [${family}](${family}.md)\n`,
      ...members.map(({ id, cause }) => `- [${id}](${family}.md#${id}): ${cause}`),
    ]);
  return `# The rules\n\n${rules.length} rules, printed by \`npm run docs\`.\n${lines.join('\n')}\n`;
}
