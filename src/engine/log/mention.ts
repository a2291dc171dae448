import { isAtRest } from './line-tone.js';

/**
 * Whether what stands at this place of a text is only mentioned there: it is part of a quoted
 * sentence that prose leads up to (`received ticket 17: "connection refused"`, `fixed "permission
 * denied" at start-up`), and the prose has not a word of failing. What tells a failure quotes it
 * behind a field's name, an exception's or another such word (`err="..."`, `exited with "..."`).
 */
export function isMention(text: string, at: number, depth = 0): boolean {
  const quoted = depth < MAX_DEPTH ? quotationAt(text, at) : undefined;
  if (quoted === undefined) return false;
  const { open, close } = quoted;
  if (!/\s/.test(text.slice(open, close))) return false;
  const lead = text.slice(0, open);
  if (PROSE.test(lead) && isAtRest(lead) && !TELLS.test(lead)) return true;
  const before = unescaped(text.slice(open + 1, at));
  return isMention(before + unescaped(text.slice(at, close)), before.length, depth + 1);
}

/** A quotation in a field in a field is looked into, no deeper one. */
const MAX_DEPTH = 3;

/** It ends with a word, maybe a colon, and a space. */
const PROSE = /[\p{L}\d]:? [([]?$/u;

/** Among its last words is one that announces a report. */
const TELLS =
  /\b\w*(?:err|msg|message|reason|caus|exc|output|stdout|answer|respon|return|said|says|because|due|with)\w*(?:\W+\w+){0,2}\W*$/i;

/**
 * The outermost quotation around this place, where it is closed; one in it may use the same mark, as
 * where a whole line is quoted unescaped. An apostrophe opens none.
 */
function quotationAt(
  text: string,
  at: number,
): { readonly open: number; readonly close: number } | undefined {
  let open = 0;
  let levels = 0;
  for (let i = 0; i < text.length; i += 1) {
    if (isOpening(text, i) && (levels === 0 || text[i] === text[open])) {
      if (levels === 0) open = i;
      levels += 1;
    } else if (levels > 0 && isClosing(text, i, text[open] ?? '')) {
      levels -= 1;
      if (levels === 0 && open < at && at <= i) return { open, close: i };
    }
    if (levels === 0 && i > at) return undefined;
  }
  return undefined;
}

function isOpening(text: string, at: number): boolean {
  return isMark(text[at]) && BEFORE.test(text[at - 1] ?? ' ') && /\S/.test(text[at + 1] ?? ' ');
}

const BEFORE = /[\s([{=:,<]/;
const BEHIND = /[\s)\]}>,;:.!?="']/;

function isMark(char: string | undefined): boolean {
  return char === '"' || char === "'";
}

function isClosing(text: string, at: number, mark: string): boolean {
  return text[at] === mark && text[at - 1] !== '\\' && BEHIND.test(text[at + 1] ?? ' ');
}

function unescaped(text: string): string {
  return text.replaceAll('\\"', '"');
}
