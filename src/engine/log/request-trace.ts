import { ABOUT_ALL } from './line-aside.js';

/**
 * Frames in which a framework calls what serves one request or one task, and handles whatever that
 * throws: Django's, Flask's, Starlette's, FastAPI's, aiohttp's and Tornado's dispatch; the tasks of
 * Celery, RQ, Dramatiq, APScheduler, Huey and arq; servlets under Tomcat, Jetty and Undertow;
 * GraphQL's executor, Koa, Fastify, Nest and hapi; Rails' controllers and Sidekiq's jobs. A start of
 * the same program runs through other functions.
 */
const SERVES = [
  /^\s+File ".*\/(?:django\/core\/handlers\/(?:exception|base)\.py", line \d+, in (?:_?inner|_?get_response(?:_async)?)|flask\/app\.py", line \d+, in (?:wsgi_app|(?:full_)?dispatch_request)|starlette\/routing\.py", line \d+, in handle|fastapi\/routing\.py", line \d+, in (?:app|run_endpoint_function)|aiohttp\/web_protocol\.py", line \d+, in _handle_request|tornado\/web\.py", line \d+, in _execute|celery\/app\/trace\.py", line \d+, in trace_task|rq\/(?:worker|job)\.py", line \d+, in _?perform(?:_job)?|dramatiq\/worker\.py", line \d+, in process_message|apscheduler\/executors\/\w+\.py", line \d+, in run_(?:coroutine_)?job|huey\/api\.py", line \d+, in _execute|arq\/worker\.py", line \d+, in run_job)\b/,
  /^\s+at (?:[\w.]+\/+)?(?:org\.springframework\.web\.(?:servlet\.DispatcherServlet\.doDispatch|reactive\.DispatcherHandler\.)|(?:javax|jakarta)\.servlet\.http\.HttpServlet\.service|org\.apache\.catalina\.core\.StandardWrapperValve\.invoke|org\.eclipse\.jetty\.server\.Server\.handle|io\.undertow\.server\.Connectors\.executeRootHandler)\(/,
  /^\s+at .*\bnode_modules\/(?:graphql\/execution\/|koa\/lib\/application|koa-compose\/|fastify\/lib\/|@nestjs\/core\/router\/|@hapi\/hapi\/lib\/)/,
  /^\s*(?:from )?\S*\/(?:actionpack|sidekiq)-\d[\d.]*\/lib\/(?:action_controller\/metal|sidekiq\/(?:processor|job_retry))\b/,
] as const;

/** The lines of a trace but for its first, its head and its end: frames, and what joins traces. */
const FRAME =
  /^\s+\S|^\s*$|^Traceback \(most recent|^(?:During handling of the above exception|The above exception was the direct cause)|^(?:Caused by|Suppressed|Wrapped by): |^\S+:\d+:in [`']/;
const JOINS = /^(?:During handling of the above exception|The above exception was the direct cause)/;
const REACH = 150;

/** What Node.js signs with its version killed it (node src/node_errors.cc). */
const KILLED = /^Node\.js v\d/;

/** Which lines belong to a trace that shows that it was thrown while a framework served one request or task. */
export function requestTracesIn(lines: readonly string[]): ReadonlySet<number> {
  const found = new Set<number>();
  lines.forEach((line, index) => {
    if (found.has(index) || !SERVES.some((frame) => frame.test(line))) return;
    const [from, to] = traceAround(lines, index);
    if (lines.slice(to, to + 3).some((later) => KILLED.test(later))) return;
    for (let at = from; at < to; at += 1) if (!ABOUT_ALL.test(lines[at] ?? '')) found.add(at);
  });
  return found;
}

/** From the exception, or the head of a Python traceback, to the end: in Python the exception stands there. */
function traceAround(lines: readonly string[], index: number): readonly [number, number] {
  const isPython = /^\s+File "/.test(lines[index] ?? '');
  const isOf = (at: number): boolean => FRAME.test(lines[at] ?? '') || (isPython && isJoined(lines, at));
  let [from, to] = [index, index + 1];
  while (from > 0 && index - from < REACH && isOf(from - 1)) from -= 1;
  while (to < lines.length && to - index < REACH && isOf(to)) to += 1;
  while (to - 1 > index && (lines[to - 1] ?? '').trim() === '') to -= 1;
  if (isPython) return [from, Math.min(lines.length, to + 1)];
  return [Math.max(0, from - 1), to];
}

/** Whether a further traceback follows this exception. */
function isJoined(lines: readonly string[], at: number): boolean {
  return (
    JOINS.test(lines[at + 1] ?? '') ||
    ((lines[at + 1] ?? '').trim() === '' && JOINS.test(lines[at + 2] ?? ''))
  );
}
