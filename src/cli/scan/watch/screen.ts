import type { Output } from '../../io.js';

/** A terminal's second screen, as editors use it: what stood on the first comes back at the end. */
export interface Screen {
  /** Shows the text from the top, as much as there is room for, and a line below it. */
  readonly draw: (text: string, footer: string) => void;
  /** Leaves the terminal as it was found; safe to call twice. */
  readonly close: () => void;
}

/** Source: xterm's control sequences, "DEC Private Mode Set" 1049 and 25, ED and EL. */
const ENTER = '\u001B[?1049h\u001B[?25l';
const LEAVE = '\u001B[?25h\u001B[?1049l';
const HOME = '\u001B[H';
const CLEAR_LINE = '\u001B[K';
const CLEAR_BELOW = '\u001B[J';
const DIM = '\u001B[2m';
const PLAIN = '\u001B[0m';

const FALLBACK_ROWS = 24;

/** A screen on that terminal; nothing is written before the first picture. */
export function openScreen(output: Output): Screen {
  let isOpen = false;
  return {
    draw: (text, footer) => {
      if (!isOpen) output.write(ENTER);
      isOpen = true;
      const rows = output.rows ?? FALLBACK_ROWS;
      const lines = fit(text.trimEnd().split('\n'), rows - 2);
      const body = lines.map((line) => `${line}${CLEAR_LINE}\r\n`).join('');
      // Drawn over what is there, not after a clear screen: it does not flicker.
      output.write(
        `${HOME}${body}${DIM}${footer.slice(0, (output.columns ?? 80) - 1)}${PLAIN}${CLEAR_BELOW}`,
      );
    },
    close: () => {
      if (isOpen) output.write(LEAVE);
      isOpen = false;
    },
  };
}

function fit(lines: readonly string[], room: number): readonly string[] {
  if (lines.length <= room) return lines;
  const shown = lines.slice(0, Math.max(1, room - 1));
  return [...shown, `and ${lines.length - shown.length} more lines`];
}
