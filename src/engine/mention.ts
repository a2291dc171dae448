import { isAtRest } from './line-tone.js';

/**
 * Whether what stands at this place of a text is only mentioned there: it is part of a quoted
 * sentence that prose leads up to (`received ticket 17: "connection refused"`, `fixed "permission
 * denied" at start-up`), and the prose has not a word of failing. What tells a failure quotes it
 * behind a field's name, an exception's or another such word (`err="..."`, `exited with "..."`).
 */
export function isMention(text: string, at: number, depth = 0): boolean {
  const open = depth < MAX_DEPTH ? openQuote(text, at) : undefined;
  if (open === undefined) return false;
  const close = closingQuote(text, at, text[open] ?? '');
  if (close === undefined || !/\s/.test(text.slice(open, close))) return false;
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

/** The quotation mark that is open at this place; an apostrophe opens none. */
function openQuote(text: string, at: number): number | undefined {
  let open: number | undefined;
  for (let i = 0; i < at; i += 1) {
    if (open === undefined) {
      if (isMark(text[i]) && BEFORE.test(text[i - 1] ?? ' ') && /\S/.test(text[i + 1] ?? ' ')) open = i;
    } else if (isClosing(text, i, text[open] ?? '')) open = undefined;
  }
  return open;
}

const BEFORE = /[\s([{=:,<]/;
const BEHIND = /[\s)\]}>,;:.!?="']/;

function isMark(char: string | undefined): boolean {
  return char === '"' || char === "'";
}

function isClosing(text: string, at: number, mark: string): boolean {
  return text[at] === mark && text[at - 1] !== '\\' && BEHIND.test(text[at + 1] ?? ' ');
}

function closingQuote(text: string, from: number, mark: string): number | undefined {
  for (let i = from; i < text.length; i += 1) if (isClosing(text, i, mark)) return i;
  return undefined;
}

function unescaped(text: string): string {
  return text.replaceAll('\\"', '"');
}
