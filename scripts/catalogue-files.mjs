/**
 * The compiled catalogue beside the bundle. `catalogue.bin` holds what is read at every start that
 * judges, in a form of which little need be parsed into objects: how long each list of numbers is,
 * the lists (all of 32 bits, little-endian), a line of JSON, and all literals behind one another.
 * Of `rules.ndjson` a rule's line is read when the rule may match.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** In the order in which they stand in the file. */
const NUMBERS = [
  ...['subjects', 'ungated', 'secondGrams', 'literalEnds', 'ruleEnds'],
  ...['literalsByGram', 'literalsByGramEnds', 'rulesBySign', 'rulesBySignEnds', 'gates', 'gateEnds'],
];

export function writeCatalogueFiles(folder, lists, texts) {
  const literals = lists.literals.map((literal) => Buffer.from(literal));
  const rules = texts.map((text) => Buffer.from(`${text}\n`));
  const { literalsByGram, rulesBySign, gates } = lists;
  const numbers = {
    ...lists,
    ...{ literalsByGram: literalsByGram.values, literalsByGramEnds: literalsByGram.ends },
    ...{ rulesBySign: rulesBySign.values, rulesBySignEnds: rulesBySign.ends },
    ...{ gates: gates.values, gateEnds: gates.ends },
    literalEnds: endsOf(literals),
    ruleEnds: endsOf(rules),
  };
  const { ids, marks, usesExpressions } = lists;
  const file = [
    toBytes(NUMBERS.map((name) => numbers[name].length)),
    ...NUMBERS.map((name) => toBytes(numbers[name])),
    Buffer.from(`${JSON.stringify({ ids: ids.join('\n'), marks, usesExpressions })}\n`),
    ...literals,
  ];
  writeFileSync(join(folder, 'catalogue.bin'), Buffer.concat(file));
  writeFileSync(join(folder, 'rules.ndjson'), Buffer.concat(rules));
}

function toBytes(numbers) {
  const bytes = Buffer.alloc(4 * numbers.length);
  numbers.forEach((number, at) => bytes.writeUInt32LE(number, 4 * at));
  return bytes;
}

function endsOf(pieces) {
  let end = 0;
  return pieces.map(({ length }) => (end += length));
}

/** Takes the place of src/generated/catalogue.js in the bundle. */
export const READ_CATALOGUE = `
import { openSync, readFileSync, readSync } from 'node:fs';

const file = readFileSync(__dirname + '/catalogue.bin');
const isBigEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 0;
let at = 0;
const counts = numbers(${NUMBERS.length});
const [${NUMBERS.join(', ')}] = Array.from(counts, numbers);
const lineEnd = file.indexOf(10, at);
const { ids, marks, usesExpressions } = JSON.parse(file.toString('utf8', at, lineEnd));
const literals = lineEnd + 1;
let rules;

export default {
  index: {
    ids,
    subjects,
    usesExpressions,
    marks,
    ungated,
    signs: {
      literal: (nth) => file.toString('utf8', literals + (literalEnds[nth - 1] ?? 0), literals + literalEnds[nth]),
      secondGrams,
      literalsByGram: { values: literalsByGram, ends: literalsByGramEnds },
      rulesBySign: { values: rulesBySign, ends: rulesBySignEnds },
      gates: { values: gates, ends: gateEnds },
    },
  },
  text(nth) {
    rules ??= openSync(__dirname + '/rules.ndjson');
    const start = ruleEnds[nth - 1] ?? 0;
    const bytes = Buffer.alloc(ruleEnds[nth] - start);
    readSync(rules, bytes, 0, bytes.length, start);
    return bytes.toString();
  },
};

function numbers(count) {
  const bytes = file.subarray(at, (at += 4 * count));
  if (isBigEndian) bytes.swap32();
  return new Uint32Array(bytes.buffer, bytes.byteOffset, count);
}
`;
