/** A quote of a POSIX shell that is open where a value is put. */
export type Quote = "'" | '"' | undefined;

/** The quote that is open at the end of a command's beginning (POSIX XCU 2.2). */
export function openQuote(command: string): Quote {
  let open: Quote;
  for (let at = 0; at < command.length; at += 1) {
    const char = command[at];
    if (char === '\\' && open !== "'") at += 1;
    else if (char === open) open = undefined;
    else if (open === undefined && (char === "'" || char === '"')) open = char;
  }
  return open;
}

/** A value as part of one word, quoted where it needs to be: it may come from a log or a file. */
export function shellText(value: string, open: Quote): string {
  if (open === '"') return value.replaceAll(/[\\"$`]/g, String.raw`\$&`);
  if (open === "'") return value.replaceAll("'", String.raw`'\''`);
  return /^[\w@%+=:,./-]+$/.test(value) ? value : `'${shellText(value, "'")}'`;
}

/** A value as one word. */
export function shellWord(value: string): string {
  return shellText(value, undefined);
}
