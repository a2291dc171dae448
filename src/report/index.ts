import type { Report } from '../domain/report/report.js';
import { writeCustomColumns } from './custom-columns.js';
import {
  DEFAULT_OPTIONS,
  FormatError,
  type FormatName,
  type FormatOptions,
  type Formatter,
} from './format.js';
import { writeGithub } from './github.js';
import { writeGitlab } from './gitlab.js';
import { defuseCommands, inertDeep } from './inert.js';
import { encodeJson, writeJson } from './json.js';
import { writeJsonpath } from './jsonpath.js';
import { writeJunit } from './junit.js';
import { writeMarkdown } from './markdown.js';
import { writeName } from './name.js';
import { writeSarif } from './sarif.js';
import { writeText } from './text.js';
import { writeYaml } from './yaml.js';

export { DEFAULT_OPTIONS, FormatError, type FormatName, type FormatOptions, type Formatter };

/** For eyes: the formatter sees inert text only, and no line of its output commands a pipeline. */
function forPeople(write: Formatter): Formatter {
  return (report, options) => {
    const output = write(inertDeep(report), options);
    return options.defuse ? defuseCommands(output) : output;
  };
}

/** Every format there is. What is not wrapped by `forPeople` makes its text inert by its own encoding. */
const FORMATS: Readonly<Record<FormatName, Formatter>> = {
  text: forPeople(writeText),
  wide: forPeople((report, options) => writeText(report, { ...options, wide: true })),
  name: forPeople(writeName),
  markdown: forPeople(writeMarkdown),
  junit: forPeople(writeJunit),
  // Its lines are commands to the runner: it escapes what it quotes, and is not defused.
  github: (report) => writeGithub(inertDeep(report)),
  gitlab: (report, options) => writeGitlab(inertDeep(report), options),
  sarif: (report, options) => writeSarif(inertDeep(report), options),
  jsonpath: forPeople(writeJsonpath),
  'custom-columns': forPeople(writeCustomColumns),
  json: writeJson,
  yaml: writeYaml,
};

/** The formats, in the order of the help. */
export const FORMAT_NAMES = Object.keys(FORMATS) as readonly FormatName[];

/**
 * The report in that format: one string, whole, ending with a newline unless it is empty or comes
 * from a template.
 * Throws FormatError where the report cannot be printed that way.
 */
export function format(report: Report, name: FormatName, options: FormatOptions): string {
  return FORMATS[name](report, options);
}

/** The same in pieces, for a large document: what follows its last line is a piece of its own. */
export function formatPieces(report: Report, name: FormatName, options: FormatOptions): readonly string[] {
  return name === 'json' ? [encodeJson(report, options), '\n'] : [format(report, name, options)];
}
