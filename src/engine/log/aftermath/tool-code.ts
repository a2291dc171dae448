import type { Sign } from './sign.js';

/** With what a tool ends that says so itself: `curl: (7) ..`, `rsync error: .. (code 23)`. */
const TOLD = /^(?:curl: \((\d{1,3})\) |rsync error: .*\(code (\d{1,3})\))/;

/** With what others end after an error of theirs: the manuals of coreutils, tar and util-linux. */
const KNOWN: readonly (readonly [tool: RegExp, codes: readonly number[]])[] = [
  [/^(?:chown|chmod|chgrp|cp|mv|rm|rmdir|mkdir|ln|touch|cat|install|mkfifo|find|wget|nc|unzip): /, [1]],
  [/^(?:ls|tar|sed|grep): /, [1, 2, 4]],
  [/^u?mount: /, [1, 32]],
];

/** What a script that ends for any error ends with as well. */
const GENERAL = 1;

export const TOOLS_CODE: Sign = {
  // `2 of 9 files differ`, `curl: (7) E`, and exit 9
  name: 'the code of a tool',
  because: 'the tool that says so does not end with this code, so that more came after it',
  holds: ({ line, end }) => {
    const code = end?.exitCode;
    if (code === undefined || code === GENERAL) return false;
    const codes = codesOf(line.raw.trim());
    return codes !== undefined && !codes.includes(code);
  },
};

function codesOf(line: string): readonly number[] | undefined {
  const [, ...told] = TOLD.exec(line) ?? [];
  const own = told.find((code) => code !== undefined);
  return own === undefined ? KNOWN.find(([tool]) => tool.test(line))?.[1] : [Number(own)];
}
