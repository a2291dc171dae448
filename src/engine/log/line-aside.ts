import { isAuditRecord, isEnvelope } from './envelope.js';
import { isData } from './line-data.js';

/**
 * What a server logs when one request or client of its own fails. nginx and Apache name the client
 * (ngx_http_log_error, ap_log_rerror); Go's net/http and its reverse proxy have fixed words; a
 * thread of Tomcat, Jetty or Undertow serves requests and nothing else; so do the loggers of Django,
 * Flask, gunicorn, uvicorn, Celery and ASP.NET Core named here. PostgreSQL's backends and PgBouncer
 * carry their process or client in the line's prefix, MySQL a note or warning, RabbitMQ and MongoDB the connection, a child of
 * Redis that saves the letter C, SQL Server a `Logon` with the client; Prometheus, its exporters and
 * metrics-server name the part that scrapes or alerts; go-grpc-middleware ends a call that was served,
 * the API machinery refuses a caller (apiserver pkg/endpoints/filters/authentication.go), sshd names
 * what comes before authentication, ingress-nginx answers its health check. Spring hands what
 * a scheduled task throws to a handler that logs it; MinIO ends a request's error with its type in
 * Go, Grafana's query loggers and Argo CD's controller name the query or the application. CoreDNS'
 * plugin errors tells of queries, NATS and Consul name the connection, ClickHouse the handler of a
 * query, Nest the filter that turns an exception into an answer, Rails and Laravel tag an entry with
 * the request or its user, Plug and Tornado name the request, OAuth2 Proxy its handler; a controller
 * of Kubernetes names the object that it works on, memberlist a peer, arq the job that failed.
 */
const OF_A_CLIENT = [
  /, client: [\da-f.:]+(?:,|$)|\[client [\da-f.:[\]]+\]/,
  /\bhttp: (?:TLS handshake error from|panic serving|proxy error:)/,
  /\b(?:nio2?-\d+-exec-\d+|qtp\d+-\d+|XNIO-\d+ task-\d+)\b/,
  /\bInternal Server Error: \/|\bException on \/\S* \[[A-Z]+\]|\bException in ASGI application\b|\bTask [\w.]+\[[\w-]+\] raised unexpected: |\bError handling request\b|\bServlet\.service\(\) for servlet\b/,
  /^\d{4}-\d\d-\d\d [\d:.]+ \S+ \[\d+\] (?:\S+ ){0,3}FATAL: {2}(?:password authentication failed|no pg_hba\.conf entry|role "|database ".*" does not exist|sorry, too many clients|remaining connection slots|(?:peer|ident|md5|scram\S*) authentication failed|the database system is|terminating connection|canceling )/i,
  /^\d{4}-\d\d-\d\d [\d:.]+ \S+ \[\d+\] (?:\S+ ){0,3}(?:ERROR|STATEMENT|DETAIL|HINT|CONTEXT): {2}/,
  /"backend_type":"client backend"/,
  /\bC-0x[\da-f]+: /,
  /\[(?:Note|Warning)\].* (?:Access denied for user|Aborted connection)/,
  /\bError on AMQP connection\b|\b[A-Z-]{1,30} login refused: user '/,
  /^fail: Microsoft\.AspNetCore\.(?:Server\.Kestrel\[13\]|Diagnostics\.)/,
  /["\s](?:remote_?(?:ip|addr(?:ess)?)|client_?(?:ip|addr(?:ess)?)|source_?ip|ip_?address)"?[=:]|\bconn=\d+ op=\d+ /i,
  /\bmethod=[A-Z]+ (?:.* )?path=\/(?:.* )?status=\d{3}\b/,
  /"c":"(?:ACCESS|NETWORK)".*"(?:remote|client)":"/,
  /^\d+:C \d\d \w{3} \d{4} [\d:.]+ # .*\b(?:saving|RDB|AOF)\b|^\d+:M .* for saving: /,
  /\b(?:caller|source)=(?:notifier|alertmanager|scrape|queue_manager|collector)\.go:|\bscraper\.go:\d+\]|\bmodule=\w+ target=/,
  /\bLogon\b.* \[CLIENT: |\bfinished (?:unary |streaming )?call\b|"Unable to authenticate the request"|\bhealthcheck error: /,
  /\bFailed (?:publickey|password|none) for |\[preauth\]$|^\w+@[\d.]+: Permission denied \(/,
  /TaskUtils\$LoggingErrorHandler\b|^Error: .* \((?:cmd|\*(?:net|url|rest))\.\w+\)$|\blogger=(?:tsdb\.|context )|\blevel=error .*\bapplication=\S/,
  /\] plugin\/errors: \d |^\[\d+\] .{20,40}\S+:\d+ - [a-z]{3,4}:\d+ - |\bfrom=[\d.]+:\d+ |\bmemberlist: (?:Failed (?:fallback|UDP|TCP|to send)|Suspect|Push\/Pull)/,
  /<Error> (?:executeQuery|(?:TCP|HTTP|MySQL|PostgreSQL|DynamicQuery|InterServerIOHTTP)Handler): |\[(?:Rpc|Ws)?ExceptionsHandler\]|\[oauthproxy\.go:\d+\]/,
  /^(?:. -- : )?.{0,60}\[[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\] |\{"userId":|\brunning \S+ \(connection #PID<|\bUncaught exception (?:GET|POST|PUT|PATCH|DELETE) \//,
  /\bresource_(?:name|kind)=|\bcomponent=(?:remote|notifier|"(?:scrape|rule) manager") |\bcan't read \w+ provisioning files from directory\b|\.update\.checker\b/,
  /\d\.\d\ds ! \S+ failed, /,
  /(?:^|\s)req(?:uest)?_id=\S|^\{.*"(?:req(?:uest)?_id|reqId)":"?[\w-]|^\{.*"req":\{"(?:id|method)":/,
];

/** An answered request, as it stands in access logs, with whatever is said of it behind. */
const ANSWERED =
  /^(?:[[\d][^a-z]{0,40})?["']?(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) \/\S*(?: HTTP\/[\d.]+)?["']?:? (?:- )?[1-5]\d\d\b|^\S+ \S+ \S+ \[[^\]]+\] "[A-Z]+ \S+ HTTP|^\[GIN\] .{0,40}\| [1-5]\d\d \||^\[pid: \d+\|app: .* => generated \d+ bytes in |^Completed [1-5]\d\d [A-Z][\w ]* in \d/;

/** Telemetry that is not taken is dropped: the exporters of OpenTelemetry, Jaeger, Datadog, Sentry and New Relic run beside the program. */
const TELEMETRY =
  /\b(?:traces|metrics|logs) export: |\b(?:failed|unable|error|errors) (?:to )?(?:export|upload|send|report|push|flush)(?:ing)? (?:\d+ )?(?:batch of )?(?:traces?|spans?|metrics?|telemetry|Jaeger span)\b|\bwhile exporting (?:traces|metrics|logs|spans)\b|\bmetrics push failed\b|\berror sending batch\b|\bio\.opentelemetry\.exporter\.|\blost \d+ traces\b|\bException while exporting (?:Span|Log|Metric)|\bDATADOG TRACER\b|\bfailed to send, dropping \d+ traces\b|\bExporting failed\. |^\[.{0,40}\] \[(?:error| warn)\] \[output:[\w-]+:[\w.-]+\] |\bdatadog\b.+\bfailed to send\b|\.sentry\.io[:/'"]|\bcollector[\w.-]*\.newrelic\.com\b|^\{"stack":".*(?::431[78]\b|\bOTLPExporterError\b)/i;

/** That what is told of a program to those who watch it could not be brought there, in whichever words, near the begin of a line. */
const UNDELIVERED = [
  /^.{0,80}\b(?:metrics?|traces?|tracing|spans?|telemetry|statsd|pushgateway|otlp|otel|open ?telemetry|apm|sentry|analytics|usage (?:statistics|stats|data|report))\b/i,
  /^.{0,100}\b(?:flush|export|push|report|send|sent|ship|upload|submit|emit|deliver)/i,
  /^.{0,140}\b(?:fail\w*|errors?|could not|cannot|can't|unable|dropp\w+|lost)\b/i,
];

/** Whether a line says so; beside an error of the program itself it is none that this ended of. */
export function isUndelivered(line: string): boolean {
  return UNDELIVERED.every((part) => part.test(line));
}

/** Whether it is of an exporter that then tries again. */
export function isTriedAgain(line: string): boolean {
  return TELEMETRY.test(line) && /\bretrying\b|\bwill retry\b/i.test(line);
}

/**
 * Another program's log: a shipper that prints the records which it carries (Fluent Bit's and Fluentd's
 * `stdout` output), an exporter of events, `kubectl logs --prefix`, stern and `docker compose`, which put
 * pod and container in front: a ReplicaSet's pod is known by the letters that its names are made of
 * (apimachinery pkg/util/rand SafeEncodeString, v0.34). Vector and Fluent Bit add what they know of a
 * record's pod under `kubernetes`, Loki's clients the labels of a stream, Elastic's shippers their agent. An audit record of
 * Kubernetes (audit.k8s.io) or CloudTrail, CEF, LEEF and a hit of Elasticsearch are records of such, too.
 */
const ANOTHERS_LOG =
  /"apiVersion":"audit\.k8s\.io\/|^(?:CEF|LEEF):\d|^\{"_(?:index|id|source|type)":|"agent":\{[^{}]*"type":"\w+beat"|^\{.*"eventName":.*"eventTime":|^\{.*"eventTime":.*"eventName":|"log"\s*=>\s*"|"kubernetes":\s?\{[^{}]*"(?:pod|container)_?name":|\bvar\.log\.containers\.|"involvedObject":|^\{\w+="[^"]*"(?:,\s?\w+="[^"]*")*\} |^\[pod\/[\w.-]+\/[\w.-]+\] |^\[?[a-z\d][a-z\d.-]*-[bcdf-hj-np-tv-xz2-9]{6,10}-[bcdf-hj-np-tv-xz2-9]{5}[ /][a-z\d][a-z\d-]*\]? \S|^[a-z\d][\w.-]*-\d+ +\| /;

/**
 * No event at all: what a metric counts, a shell's trace of its commands and its variables, a flag's line of a help text, a
 * statement of SQL, a JVM's options, a test that begins or passed and may be named after any error,
 * advice, a line found in a text, a notification of Alertmanager, the subject of a mail, a commit of git, an item
 * of a changelog.
 */
const NOT_A_REPORT =
  /^# (?:HELP|TYPE) \w|^test .* \.\.\. (?:ok|ignored)$|^\[ +(?:RUN|OK) +\] |^\++ \S|^(?:declare -\w+|export) \w+=|^\s+(?:-\w, )?--[\w-]+(?: \w+)?\s{2,}\S|^Hibernate: |^(?:INSERT INTO|UPDATE \S+ SET|DELETE FROM|SELECT) |^Picked up _?J|^\s*(?:ok \d+\b|[✓✔√] |--- (?:PASS|SKIP): )|^=== (?:RUN|PAUSE|CONT|NAME) |^[\w./-]+::.* (?:PASSED|SKIPPED|XFAIL)\b|\bexpected (?:error|exception|failure)\b|(?<!not )\bas (?:it should|expected): |\b(?:is|are) (?:normal|harmless|benign|to be expected|expected (?:at|on|in|during|while|when))\b|^(?:TODO|FIXME)\b|^hint: |\bLOG: {2}(?:duration: .* ms {2})?(?:statement|execute \S+): |^\[(?:FIRING|RESOLVED)\b|^Alert .*\b(?:firing|inactive|resolved)\b|^(?:alert|rule) .* -> (?:normal|pending|firing|inactive)$|^Subject: |^HEAD is now at [\da-f]{7}|^(?:[\da-f]{7,12} )?(?:fix|feat|chore|docs|perf|refactor|revert|test)(?:\([^)]*\))?!?: |^\s*[-*] (?:\*\*)?(?:Bug ?fix|Fix(?:e[sd])?|Change[sd]?|Improve[sd]?)\b/;

/**
 * What Go's servers answer once their own program has closed them (net.ErrClosed, http.ErrServerClosed,
 * grpc.ErrServerStopped): it follows from a stop and is the reason for none.
 */
const CLOSED_BY_ITSELF =
  /^(?!panic: ).*(?:\baccept\b.{0,80}: use of closed network connection|\bhttp: Server closed\b|\bgrpc: the server has been stopped\b)/;

/** A heap that is full is full for all, whichever thread met it. */
export const ABOUT_ALL = /OutOfMemoryError|StackOverflowError/;

/** Whether a line tells of another than the program, of nothing that happened, or of its own stop. */
export function isAside(line: string): boolean {
  if (
    isAnswer(line) ||
    ANOTHERS_LOG.test(line) ||
    TELEMETRY.test(line) ||
    NOT_A_REPORT.test(line) ||
    isData(line) ||
    isEnvelope(line) ||
    isAuditRecord(line) ||
    CLOSED_BY_ITSELF.test(line)
  )
    return true;
  return OF_A_CLIENT.some((pattern) => pattern.test(line)) && !ABOUT_ALL.test(line);
}

/** Whether it is an access log's line; what stands below that is an entry of its own. */
export function isAnswer(line: string): boolean {
  return ANSWERED.test(line);
}
