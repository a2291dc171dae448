/**
 * The text broken at blanks into lines of at most `width` columns; `first` begins the first line,
 * `indent` the others. A word that is longer than a line keeps its own.
 */
export function wrapText(text: string, width: number, first = '', indent = first): string {
  const lines: string[] = [];
  let start = first;
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (word === '') continue;
    if (line !== '' && start.length + line.length + 1 + word.length > width) {
      lines.push(start + line);
      start = indent;
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  if (line !== '') lines.push(start + line);
  return lines.join('\n');
}
