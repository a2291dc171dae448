/**
 * The choke point for text from a cluster or a file: whatever a formatter prints has passed here.
 * A pod's name, a message or a log line may hold escape sequences that repaint a terminal,
 * controls that turn text around, or a line that a pipeline's runner takes for a command.
 */

/**
 * Controls (C0, DEL, C1 with the 8-bit CSI), format characters (all bidi controls, zero-width
 * blanks, tags), line and paragraph separators, lone surrogates. The two joiners stay: emoji and
 * several scripts are spelled with them.
 */
const ACTIVE = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
/** The same in a document of many lines, which may be tens of megabytes. */
const ACTIVE_IN_LINES = /(?!\n)(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
/** Most texts hold nothing else, and to see that takes a hundredth of setting up the patterns above. */
const PLAIN = /^[\x20-\x7e\u2026]*$/;
const PLAIN_LINES = /^[\n\x20-\x7e\u2026]*$/;
const WHITESPACE: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
/** Longer texts are cut; nothing that a person reads is. */
const MAX_LENGTH = 8192;

/** The text on one line with every active character made visible: ESC as `^[`, U+202E as `\u202e`. */
export function inert(text: string): string {
  const bounded = text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}...` : text;
  return PLAIN.test(bounded) ? bounded : bounded.replace(ACTIVE, visible);
}

/** As inert, of a text whose line breaks and tabs are its layout. */
export function inertLines(text: string): string {
  return text.replace(/[^\n\t]+/g, inert);
}

function visible(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code === 0x7f) return '^?';
  if (code < 0x20) return WHITESPACE[character] ?? `^${String.fromCharCode(code + 0x40)}`;
  const hex = code.toString(16).padStart(4, '0');
  return code > 0xffff ? `\\u{${hex}}` : `\\u${hex}`;
}

/** The value with every string in it, keys too, inert; what is so already is not copied. */
export function inertDeep<T>(value: T): T {
  if (typeof value === 'string') return inert(value) as T;
  if (typeof value !== 'object' || value === null) return value;
  const keys = Object.keys(value);
  const items = Object.values(value) as readonly unknown[];
  const copies = items.map(inertDeep);
  const isSame = copies.every((copy, at) => copy === items[at]) && keys.every((key) => inert(key) === key);
  if (isSame) return value;
  if (Array.isArray(value)) return copies as T;
  // fromEntries defines own properties, so that a key `__proto__` is a key like any other.
  return Object.fromEntries(keys.map((key, at) => [inert(key), copies[at]])) as T;
}

/** Whether the text holds a character that must be escaped in a document (a newline is none). */
export function isActive(text: string): boolean {
  return !PLAIN_LINES.test(text) && text.search(ACTIVE_IN_LINES) !== -1;
}

/**
 * Replaces what an encoder left as it was, in a document whose only raw control is the newline.
 * `escape` gets the code point.
 */
export function escapeActive(document: string, escape: (codePoint: number) => string): string {
  return document.replace(ACTIVE_IN_LINES, (character) => escape(character.codePointAt(0) ?? 0));
}

/**
 * No line of the output is a command to a pipeline's runner. GitHub's takes `::command::` after
 * leading blanks, and `##[command]` anywhere in the line (actions/runner, ActionCommand.cs,
 * TryParseV2 and TryParse); Azure's takes `##vso[` anywhere.
 */
export function defuseCommands(output: string): string {
  return defuseMarks(output.replace(/^(\s*):(?=:)/gm, '$1: '));
}

/** As defuseCommands, for what counts anywhere in a line; `parted` is what an encoding puts for the two signs. */
export function defuseMarks(text: string, parted = '# #'): string {
  return text.replace(/##(?=\[|vso\[)/gi, parted);
}

/** Whether a runner would take a line of this text for a command. */
export function holdsCommand(text: string): boolean {
  return /^\s*::/m.test(text) || /##(?:vso)?\[/i.test(text);
}
