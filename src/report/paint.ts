/** What a terminal can do to a text; dark and light ones show all of these. */
export type Style = 'bold' | 'dim' | 'red' | 'green' | 'magenta';

/**
 * The SGR pairs in use. Only colours that are readable on black and on white in the common
 * palettes: no yellow or cyan (lost on white), no blue (lost on black).
 */
const SGR: Readonly<Record<Style, readonly [on: number, off: number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  magenta: [35, 39],
};

/** Puts styles around a text that is already inert and measured. */
export type Paint = (text: string, ...styles: readonly Style[]) => string;

/** A painter that paints, or one that hands the text back. */
export function painter(color: boolean): Paint {
  if (!color) return (text) => text;
  return (text, ...styles) =>
    text === ''
      ? text
      : styles.reduce((painted, style) => `\u001b[${SGR[style][0]}m${painted}\u001b[${SGR[style][1]}m`, text);
}
