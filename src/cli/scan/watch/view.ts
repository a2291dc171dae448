import type { Report } from '../../../domain/report/report.js';
import { format, type FormatOptions } from '../../../report/index.js';
import { inert } from '../../../report/inert.js';
import type { Io } from '../../io.js';
import { CHANGE_HEADER, changeLine, changesBetween } from './changes.js';
import { openScreen } from './screen.js';

/** Where the reports of a watch go, one after the other. */
export interface View {
  readonly show: (report: Report) => void;
  /** Something about the watch itself: the connection is lost, is back. */
  readonly say: (text: string) => void;
  readonly close: () => void;
}

interface ViewOptions {
  readonly output: 'text' | 'wide' | 'json';
  readonly display: () => FormatOptions;
  readonly noHeaders: boolean;
}

/** A table that is drawn again on a terminal, a line a change in a pipe, or a report a line as JSON. */
export function openView(io: Io, options: ViewOptions): View {
  if (options.output === 'json') return jsonLines(io, options);
  if (io.stdout.isTerminal && io.env['TERM'] !== 'dumb') return table(io, options);
  return changeLines(io, options);
}

function jsonLines(io: Io, { display }: ViewOptions): View {
  let last: Report | undefined;
  return {
    show: (report) => {
      if (last !== undefined && isSame(last, report)) return;
      last = report;
      // The document is valid JSON whose text holds no raw newline: its line breaks are layout.
      io.stdout.write(`${format(report, 'json', display()).trim().replace(/\n\s*/g, '')}\n`);
    },
    say: (text) => io.stderr.write(`${inert(text)}\n`),
    close: () => undefined,
  };
}

function isSame(a: Report, b: Report): boolean {
  const parts = ({ groups, complete, missing, workloads }: Report): string =>
    JSON.stringify([groups.map(withoutTimes), complete, missing, workloads]);
  return parts(a) === parts(b);
}

/** A crash loop's times move with every try; that alone is no change. */
function withoutTimes(group: Report['groups'][number]): object {
  return { ...group, firstSeen: undefined, lastSeen: undefined };
}

function changeLines(io: Io, { noHeaders }: ViewOptions): View {
  let last: Report | undefined;
  return {
    show: (report) => {
      if (last === undefined && !noHeaders) io.stdout.write(`${CHANGE_HEADER}\n`);
      const changes = changesBetween(last?.groups ?? [], report.groups);
      io.stdout.write(changes.map((change) => `${changeLine(change, report)}\n`).join(''));
      if (!report.complete && last?.complete !== false) {
        io.stderr.write('INCOMPLETE: part of this selection was not looked at\n');
      }
      last = report;
    },
    say: (text) => io.stderr.write(`${inert(text)}\n`),
    close: () => undefined,
  };
}

function table(io: Io, { display, output }: ViewOptions): View {
  const screen = openScreen(io.stdout);
  let note = 'watching; Ctrl-C ends it';
  let last: Report | undefined;
  const text = (): string => (last === undefined ? '' : format(last, output, display()));
  const draw = (): void => screen.draw(text(), inert(note));
  io.stdout.onResize?.(draw);
  return {
    show: (report) => {
      last = report;
      draw();
    },
    say: (words) => {
      note = words;
      draw();
    },
    close: () => {
      screen.close();
      io.stdout.write(text());
    },
  };
}
