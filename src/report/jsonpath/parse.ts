import { FormatError } from '../format.js';
import { parseAction } from './parse-action.js';
import type { Action, Segment } from './template.js';

type Piece = { readonly kind: 'text'; readonly text: string } | ({ readonly kind: 'action' } & Action);

/** Parses a template; throws FormatError with kubectl's words where it is wrong. */
export function parseTemplate(text: string): readonly Segment[] {
  const pieces = cutPieces(text);
  const { body, next } = nest(pieces, 0, false);
  if (next < pieces.length) throw new FormatError('error parsing jsonpath: not in range, nothing to end');
  return body;
}

function cutPieces(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < text.length) {
    const brace = text.indexOf('{', at);
    const end = brace === -1 ? text.length : brace;
    if (end > at) pieces.push({ kind: 'text', text: text.slice(at, end) });
    if (brace === -1) break;
    const { action, next } = parseAction(text, brace + 1);
    pieces.push({ kind: 'action', ...action });
    at = next;
  }
  return pieces;
}

/** Puts what stands between `{range}` and `{end}` below it; a range that nothing ends goes on to the end. */
function nest(
  pieces: readonly Piece[],
  start: number,
  inRange: boolean,
): { readonly body: readonly Segment[]; readonly next: number } {
  const body: Segment[] = [];
  let at = start;
  for (let piece = pieces[at]; piece !== undefined; piece = pieces[at]) {
    at += 1;
    if (piece.kind === 'text') body.push(piece);
    else if (piece.word === undefined) body.push({ kind: 'action', steps: piece.steps });
    else if (piece.word === 'end') return { body, next: inRange ? at : at - 1 };
    else {
      const inner = nest(pieces, at, true);
      body.push({ kind: 'range', steps: piece.steps, body: inner.body });
      at = inner.next;
    }
  }
  return { body, next: at };
}
