import type { Rule } from '../../domain/rules/rule.js';
import { inert } from '../../report/inert.js';
import { nearestWord } from '../../rulebook/nearest.js';
import { defineCommand } from '../command.js';
import { isDocument, writeDocument } from '../document.js';
import { UsageError } from '../errors.js';
import { EXIT } from '../exit-status.js';
import { helpText } from '../help.js';
import type { Io } from '../io.js';
import { RULE_OPTIONS } from '../shared-options.js';

const listCommand = defineCommand({
  name: 'list',
  usage: '[options]',
  summary: 'List the rules',
  about: ['List the rules that judge: their ids, causes, and what they say first.'],
  examples: [
    { does: 'List all rules', command: 'rules list' },
    { does: 'List those of one cause', command: 'rules list --cause app-config' },
    { does: 'The ids alone, for a script', command: 'rules list -o name' },
  ],
  options: {
    ...RULE_OPTIONS,
    cause: { kind: 'list', commas: true, help: 'Only rules that name this cause', completes: 'causes' },
    output: {
      kind: 'string',
      short: 'o',
      default: 'text',
      choices: ['text', 'wide', 'json', 'yaml', 'name'],
      help: 'Output format',
    },
    'no-headers': { kind: 'boolean', help: 'Leave the headings out' },
  },
  run: async ({ options }, io) => {
    const { listRules } = await import('../rules/list.js');
    io.stdout.write(await listRules(options, io));
    return EXIT.reported;
  },
});

const showCommand = defineCommand({
  name: 'show',
  usage: 'ID... [options]',
  summary: 'Show what a rule looks for and what it says',
  about: [
    'Show rules: what they look for, what they say, what to do, how they can be wrong, and where that comes from.',
  ],
  examples: [{ does: 'Show one rule', command: 'rules show oom-limit-exceeded' }],
  options: {
    ...RULE_OPTIONS,
    output: {
      kind: 'string',
      short: 'o',
      default: 'text',
      choices: ['text', 'json', 'yaml', 'markdown'],
      help: 'Output format',
    },
  },
  completes: 'rules',
  run: async ({ positionals, options }, io) => {
    if (positionals.length === 0) throw new UsageError('say which rule to show; "rules list" lists them');
    const { loadRulebook } = await import('../load-rulebook.js');
    const { rules } = await loadRulebook(options.rules, io);
    const wanted = positionals.map((id) => {
      const rule = rules.find((each) => each.id === id);
      if (rule !== undefined) return rule;
      const near = nearestWord(
        id,
        rules.map((each) => each.id),
      );
      const hint = near === undefined ? '"rules list" lists them' : `did you mean ${near}?`;
      throw new UsageError(`there is no rule "${inert(id)}": ${hint}`, { pointsToHelp: false });
    });
    io.stdout.write(await shown(wanted, options.output, io));
    return EXIT.reported;
  },
});

async function shown(
  rules: readonly Rule[],
  output: 'text' | 'json' | 'yaml' | 'markdown',
  io: Io,
): Promise<string> {
  const [only] = rules;
  if (isDocument(output))
    return writeDocument(only !== undefined && rules.length === 1 ? only : rules, output);
  if (output === 'markdown') return rules.map((await import('../rules/markdown.js')).ruleMarkdown).join('\n');
  const { ruleText } = await import('../rules/show.js');
  return rules.map((rule) => ruleText(rule, io.stdout.columns ?? 80)).join('\n');
}

const lintCommand = defineCommand({
  name: 'lint',
  usage: 'PATH...',
  summary: 'Check rule files',
  about: [
    'Check rule files and say all that is wrong with them, as file:line:column: reason. Nothing is judged by them.',
    'The status is 0 when all are right and 2 when one is not.',
  ],
  examples: [{ does: 'Check the rules of a directory', command: 'rules lint rules/' }],
  options: {},
  completes: 'files',
  run: async ({ positionals }, io) => {
    if (positionals.length === 0) throw new UsageError('say which rule files or directories to check');
    const { readRules, ruleErrorLine } = await import('../read-rules.js');
    const { CATALOGUE } = await import('../../rulebook/catalogue.js');
    const { checkCatalogue } = await import('../../rulebook/check-catalogue.js');
    const { overrideRules } = await import('../../rulebook/rulebook.js');
    const { rules, errors } = await readRules(positionals, io);
    const own = new Set(rules.map((rule) => `${rule.family}/${rule.id}:`));
    const together = [...overrideRules(CATALOGUE.rules, rules)];
    const complaints = checkCatalogue(together).filter((line) =>
      [...own].some((start) => line.startsWith(start)),
    );
    const lines = [...errors.map(ruleErrorLine), ...complaints];
    if (lines.length > 0) {
      io.stdout.write(lines.map((line) => `${inert(line)}\n`).join(''));
      return EXIT.usage;
    }
    io.stdout.write(`${rules.length} ${rules.length === 1 ? 'rule is' : 'rules are'} right\n`);
    return EXIT.reported;
  },
});

const testCommand = defineCommand({
  name: 'test',
  usage: 'PATH... [options]',
  summary: 'Try rules out on recorded cases',
  about: [
    'Run the cases at or below a path: folders with objects.yaml, logs/ and an expect.yaml that says which rule must rank first (first, container, confidence), which must stay silent (silent), that it is no failure (benign), or with {} that nothing is found.',
    'The status is 0 when all are as expected and 1 when one is not.',
  ],
  examples: [
    {
      does: 'Try out a rule of your own',
      command: 'rules test cases/exits-three --rules rules/exits-three.yaml',
    },
  ],
  options: RULE_OPTIONS,
  completes: 'files',
  run: async ({ positionals, options }, io) => {
    if (positionals.length === 0) throw new UsageError('say which case folders to run');
    const { loadRulebook } = await import('../load-rulebook.js');
    const { testCases } = await import('../rules/test-cases.js');
    const tested = await testCases(positionals, await loadRulebook(options.rules, io), io);
    const lines = tested.flatMap(({ folder, complaints }) =>
      complaints.length === 0
        ? [`ok      ${folder}`]
        : complaints.map((complaint) => `not ok  ${folder}: ${complaint}`),
    );
    const failed = tested.filter(({ complaints }) => complaints.length > 0).length;
    io.stdout.write(`${lines.map(inert).join('\n')}\n${tested.length - failed} as expected, ${failed} not\n`);
    return failed > 0 ? EXIT.findings : EXIT.reported;
  },
});

/** What is there to learn about, check and try out rules. */
export const rulesCommand = defineCommand({
  name: 'rules',
  usage: '',
  summary: 'List, show, check and try out rules',
  about: [
    'List, show, check and try out the rules that judge. A rule is one YAML file; docs/rule-format.md says how it is written.',
  ],
  options: {},
  commands: [lintCommand, listCommand, showCommand, testCommand],
  run: (_parsed, io, { root }) => {
    io.stdout.write(helpText([root, rulesCommand]));
    return Promise.resolve(EXIT.reported);
  },
});
