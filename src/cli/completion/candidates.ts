import type { Command } from '../command.js';
import type { OptionSpec } from '../options.js';
import type { Candidate, Candidates, Wanted } from './candidate.js';

type Kind = NonNullable<OptionSpec['completes'] | Command['completes']>;

const NONE: Candidates = { candidates: [], files: false };

/** What may stand in a place of that kind. A cluster that cannot be asked offers nothing. */
export async function candidatesFor(kind: Kind, current: string, wanted: Wanted): Promise<Candidates> {
  switch (kind) {
    case 'files':
      return { candidates: [], files: true };
    case 'commands':
      return { candidates: subcommands(wanted.root), files: false };
    case 'formats':
      return named((await import('../output.js')).OUTPUT_NAMES);
    case 'causes':
      return causes();
    case 'rules':
      return rules();
    case 'explainable':
      return explainable();
    default:
      try {
        return {
          candidates: await (await import('./from-cluster.js')).fromCluster(kind, current, wanted),
          files: false,
        };
      } catch {
        return NONE;
      }
  }
}

/** The commands that stand below another one. */
export function subcommands(command: Command): readonly Candidate[] {
  return command.commands
    .filter(({ hidden }) => hidden !== true)
    .map(({ name, summary }) => ({ text: name, about: summary }));
}

function named(names: readonly string[]): Candidates {
  return { candidates: names.map((text) => ({ text })), files: false };
}

async function causes(): Promise<Candidates> {
  const { CAUSES } = await import('../../domain/rules/cause.js');
  return {
    candidates: Object.entries(CAUSES).map(([text, { text: about }]) => ({ text, about })),
    files: false,
  };
}

async function rules(): Promise<Candidates> {
  const { CATALOGUE } = await import('../../rulebook/catalogue.js');
  const { plainText } = await import('../../explain/plain-text.js');
  return {
    candidates: CATALOGUE.rules.map(({ id, title }) => ({ text: id, about: plainText(title) })),
    files: false,
  };
}

async function explainable(): Promise<Candidates> {
  const { explainable: words } = await import('../../explain/index.js');
  return named([...new Set(words())]);
}
