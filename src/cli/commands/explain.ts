import type { Explanation } from '../../explain/index.js';
import { inert } from '../../report/inert.js';
import { nearestWord } from '../../rulebook/nearest.js';
import { bareCause } from '../causes.js';
import { defineCommand } from '../command.js';
import { isDocument, writeDocument } from '../document.js';
import { UsageError } from '../errors.js';
import { EXIT } from '../exit-status.js';

/** `kubectl exitdiag explain`; its tables are loaded when it runs. */
export const explainCommand = defineCommand({
  name: 'explain',
  usage: 'WHAT... [options]',
  summary: 'Say what an exit code, signal, reason, cause or rule means in Kubernetes',
  about: [
    'Say what an exit code, signal, reason, cause or rule means in Kubernetes, what may be behind it, and how to tell. No cluster is asked. On a terminal it keeps to one screen; -o wide says all.',
  ],
  examples: [
    { does: 'What does 137 mean?', command: 'explain 137' },
    { does: 'And as the code of a Windows container?', command: 'explain -- -1073741819' },
    { does: 'A signal, a reason, a cause', command: 'explain SIGSEGV CreateContainerConfigError oom-limit' },
  ],
  options: {
    output: {
      kind: 'string',
      short: 'o',
      help: 'Output format',
      choices: ['text', 'wide', 'json', 'yaml'],
      default: 'text',
    },
  },
  completes: 'explainable',
  negativeNumbers: true,
  run: async ({ positionals, options }, io) => {
    if (positionals.length === 0)
      throw new UsageError('say what to explain, such as 137, SIGSEGV or OOMKilled');
    const words = positionals.map(bareCause);
    const { explain, explainable, explanationText } = await import('../../explain/index.js');
    let found = words.map((word) => explain(word));
    if (found.some((each) => each === undefined || each.of === 'cause')) {
      // The rules are many, and most words need none of them.
      const { rules } = (await import('../../rulebook/catalogue.js')).CATALOGUE;
      const whole = explain(words.join(' '), rules);
      found = whole === undefined ? words.map((word) => explain(word, rules)) : [whole];
      const miss = words[found.indexOf(undefined)];
      if (miss !== undefined) throw unknownWord(miss, explainable(rules));
    }
    const known = found.filter((each) => each !== undefined);
    const { columns = 80, rows = 24, isTerminal } = io.stdout;
    const screen = { columns, rows: isTerminal && options.output === 'text' ? rows : undefined };
    io.stdout.write(
      isDocument(options.output)
        ? await writeDocument(document(known), options.output)
        : known.map((each) => explanationText(each, screen)).join('\n'),
    );
    return EXIT.reported;
  },
});

function document(explanations: readonly Explanation[]): object {
  const apiVersion = 'exitdiag.github.io/v1alpha1';
  if (explanations.length === 1) return { apiVersion, kind: 'Explanation', ...explanations[0] };
  return { apiVersion, kind: 'ExplanationList', items: explanations };
}

function unknownWord(word: string, known: readonly string[]): UsageError {
  // Every number is a word here, and any is near another.
  const near = nearestWord(
    word,
    known.filter((each) => !/^\d+$/.test(each)),
  );
  const hint =
    near === undefined ? 'it is no exit code, signal, reason, cause or rule' : `did you mean ${near}?`;
  return new UsageError(`cannot explain "${inert(word)}": ${hint}`, { pointsToHelp: false });
}
