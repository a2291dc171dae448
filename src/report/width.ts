import { eastAsianWidth } from 'get-east-asian-width';

/*
 * What the package string-width does, without its price: it builds its tables of all emoji when it
 * is loaded, a fifth of a short run, and nearly no report needs them. Here they are built at first use.
 */

let segmenter: Intl.Segmenter | undefined;
let emoji: RegExp | undefined;

/** The text in characters as a person counts them (Unicode's extended grapheme clusters). */
export function clusters(text: string): readonly string[] {
  segmenter ??= new Intl.Segmenter();
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

// eslint-disable-next-line no-control-regex -- colours are made of them
const COLOURS = /\u001b\[[\d;]*m/g;

/** Columns that any text takes in a terminal. */
export function textWidth(text: string): number {
  return clusters(text.replace(COLOURS, '')).reduce((sum, cluster) => sum + clusterWidth(cluster), 0);
}

/** Columns that such a character takes in a terminal. */
export function clusterWidth(cluster: string): number {
  const visible = cluster.slice(firstVisible(cluster));
  if (visible === '') return 0;
  if (isEmoji(cluster)) return 2;
  const [base = '', ...rest] = visible;
  return [base, ...rest.filter(takesRoom)].reduce(
    (sum, each) => sum + eastAsianWidth(each.codePointAt(0) ?? 0),
    0,
  );
}

function firstVisible(cluster: string): number {
  const at = cluster.search(/[^\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Mn}\p{Me}\p{Cs}]/u);
  return at === -1 ? cluster.length : at;
}

/** Also sequences that lack a variation selector, as terminals draw them all the same. */
function isEmoji(cluster: string): boolean {
  if (cluster.length > 50) return false;
  // eslint-disable-next-line prefer-regex-literals -- TypeScript takes no v flag for Node 20
  emoji ??= new RegExp('^\\p{RGI_Emoji}$', 'v');
  return (
    emoji.test(cluster) ||
    /^[\d#*]\u20e3$/.test(cluster) ||
    (cluster.includes('\u200d') && (cluster.match(/\p{Extended_Pictographic}/gu)?.length ?? 0) >= 2)
  );
}

/** Marks beside the base, and the half-width signs of Japanese voicing. */
function takesRoom(character: string): boolean {
  return /^[\p{Mc}\uff00-\uffef]/u.test(character);
}
