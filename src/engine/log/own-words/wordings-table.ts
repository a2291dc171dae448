import type { Topic } from '../../../domain/rules/topic.js';

/**
 * What tells of a topic: a thing and what is said of it, in one clause and near to each other, in
 * either order. `outright` are words that need no thing. Fragments of regular expressions over a
 * sentence (sentence.ts), each a word or a few words in a row.
 */
export interface Wording {
  readonly things?: string;
  readonly states?: string;
  readonly outright?: string;
  /** Where the sentence says this, it is about something else. */
  readonly not?: string;
}

const words = (...lists: readonly string[]): string =>
  lists.map((list) => list.trim().replaceAll(/ \| /g, '|').replaceAll(' ', '[ -]')).join('|');

const COULD_NOT =
  '(?:could not|cannot|unable to|not able to|failed to|did not manage to|impossible to|was not able to)';

/** What follows on, or leads up to, an access or a request that was not granted. */
const WAS_REFUSED =
  '.*\\b(?:denied|refused|rejected|declined|forbidden|missing|not (?:allowed|permitted|granted|given))\\b';
const REFUSED_BEFORE =
  '\\b(?:no|not|without|lacks?|lacking|missing|needs?|insufficient|denied|denies|refused|refuses|rejected|rejects|declined|declines)\\b[^;]{0,40}';

/** What a value is said that it may not be. */
const CANNOT_BE =
  'cannot (?:both )?be (?:both |set )?(?:zero | empty | negative | blank | null | used together | on | combined)';

/** Data that were counted, and were more or fewer than wanted: what came in is no setting, but for the arguments of a call. */
const THINGS_COUNTED = '@number (?!arg|param|option|value|variable|flag|key)[a-z]+s\\b';
const COUNTED_WRONG = `${THINGS_COUNTED}.* expected (?:only |exactly |just )?(?:@number|one|none)|expected ${THINGS_COUNTED}.* (?:found|got|gave|has|have|had|read|saw) @number`;

/**
 * In the order in which they are asked: a certificate, a lock or a disk tells more of a failure than
 * the service or the setting that is named beside it.
 */
export const WORDINGS: readonly (readonly [Topic, readonly Wording[]])[] = [
  [
    'own-fault',
    [
      {
        outright: words(
          'cannot (?:read|set) propert(?:y|ies) .{0,40}of (?:undefined|null) | is not (?:a function|iterable|a constructor) | undefined is not | has no attribute | (?:list|string|tuple|array) index out of range | (?:integer )?(?:division by|divide by|modulo by) (?:zero|0|@number) | (?:nil|null) pointer | undefined (?:local variable|method|function|array key|index|constant) | call to a member function | call to undefined | cannot invoke .{1,80} because | index @number out of bounds | slice bounds out of range | object reference not set | sequence contains no | given key .{1,60} not present | attempt to (?:index|call|compare|concatenate) an? | nil map | unsupported operand type | unreachable code | maximum call stack | bad argument (?:#|in |to ) | bad argument(?= #) | wrong type argument | unknown procedure | argument #?@number .{1,60}must be of type | non numeric argument to',
          '(?:type|key|index|attribute|reference|range|name|unbound ?local|zero ?division|recursion|overflow|not ?implemented|no ?method|assertion)error | changed size during iteration | event loop is closed | no current event loop | (?:value|argument)error:(?!.*(?:@env | setting | config | option | environment | variable)) | illegal ?argument ?exception:(?!.*(?:@env | setting | config | option | environment | variable | propert)) | (?:null ?pointer|class ?cast|index ?out ?of ?bounds|array ?index ?out ?of ?bounds|number ?format|null ?reference|key ?not ?found|argument ?null|concurrent ?modification)exception',
        ),
      },
    ],
  ],
  [
    'child-killed',
    [
      {
        things: words(
          '(?:sub)?process | child(?: \\w+)? | (?:[a-z]+-)?workers?(?: @number)? | renderer | helper | converter | encoder | job',
        ),
        states: words('oom | oom killed | oomkilled | sigkill | killed by (?:the )?kernel | out of memory'),
        not: 'sent sigkill|sending sigkill',
      },
    ],
  ],
  [
    'heap-used-up',
    [
      {
        things: words('heap | memory budget | arena | memory of the vm'),
        states: words('exhausted | used up | full | out of | limit | too small | ran out'),
      },
      {
        things: words('memory | ram'),
        states: words(
          `not enough | exhausted | ran out of | out of | used up | insufficient | too little | ${COULD_NOT} allocate`,
        ),
        not: 'memlock|locked memory|shared memory|shm|device|gpu|disk',
      },
      {
        outright: words(
          `${COULD_NOT} allocate @size | allocation of @size (?:has )?failed | enomem | not fit in(?:to)? (?:the |its |my |our )?(?:@size | memory | heap | ram) | budget of @size (?:is |was )?(?:exhausted | used up | exceeded | spent) | (?:needs | wants | requires) @size[^;]{1,20}\\w*(?:memory | heap | ram)\\w* [^;]{0,15}@size`,
        ),
        not: 'disk|volume|gpu|device|partition|shm|column|field',
      },
    ],
  ],
  [
    'certificate',
    [
      {
        things: words(
          '(?:certificates? | certs? | m?tls | ssl | x @number | x509 | ca | ca bundle | pem | handshake | client certificate | keystore | truststore | @pemfile)',
        ),
        states: words(
          'expired | expires | not (?:yet )?valid | in the future | self signed | not signed | unsigned | un-?trusted | not trusted | we trust',
          `unknown (?:authority | issuer | ca) | verif\\w+ | validate | invalid | mismatch\\w* | not match | belong together | is empty | required`,
          'aborted | rejected | refused | revoked | no certificate | plain ?text | holds? no | contains? no | alert | not be (?:parsed | loaded | verified) | failed | failure | unusable | broken',
          'is for | issued for | wrong host | out of date | ran out | has run out | lapsed | offers only | only offers | only speaks | too weak | no shared | no common | not enough for',
        ),
        not: 'licen[cs]e|time|tls/(?:tcp|sctp|udp)|listener|to bind|cannot bind|not bind',
      },
      {
        things: words('chain'),
        states: words(
          'expired | not (?:yet )?valid | invalid | self signed | not signed | un-?trusted | not trusted | we trust | verif\\w+ | unknown (?:authority | issuer | ca)',
        ),
        not: 'block|iptables|nftables|@path',
      },
      {
        things: words(
          '(?:certificates? | certificate chain | trust chain | ca bundle | ca file | keystore | truststore | @pemfile)',
        ),
        states: words('(?:is | are )?(?:empty | incomplete)'),
      },
    ],
  ],
  [
    'credentials',
    [
      {
        things: words(
          '(?:credentials? | passwords? | passphrase | log-?in | sign-?in | logon | authentication | auth | (?:\\w+ )?tokens? | user ?name | user | account | role | principal | identity | api key | access key | client secret | sasl | signature | key id | jwt | kerberos ticket | public ?key',
          'scopes? | grants? | rights? | privileges? | iam | service account | seat)',
        ),
        states: words(
          'rejected | refused | refuses | denied | denies | declined | not accept(?:ed)? | no longer accepted | invalid | wrong | bad | incorrect | expired | revoked | withdrawn | deactivated | lacks? | lacking | insufficient | not enough',
          'may not | not allowed | not permitted | not authori[sz]ed | not entitled | no good | unauthori[sz]ed | forbidden | @401 | failed | failure | locked | disabled | no longer valid | mismatch | unknown',
        ),
        not: '(?:user|client|customer|visitor|member) (?:\\S+@|@number)|(?:permissions?|privileges|rights) (?:on|for|to|in) @path|file descriptor|run as|mkdir|belongs to|owned by',
      },
      {
        outright: words(
          `(?:keys? | tokens? | accounts?)[^;]{0,20} (?:was | were | is | has been) (?:withdrawn | deactivated) | @401 | sqlstate password | sqlstate privilege | unauthori[sz]ed | forbidden | not authori[sz]ed | bad credentials | not entitled | ${COULD_NOT} (?:authenticate | authori[sz]e | log in | login | sign in) | invalid client | invalid grant | (?:missing | lacks) (?:the )?scope | does not know (?:the |our )?(?:user | account | client | key)`,
        ),
        not: 'variables?|settings?|names?|words?|characters?|flags?|options?|(?:user|client|customer|visitor|member) (?:\\S+@|@number)',
      },
      {
        outright: words(
          'access ?denied | (?:key | role | account | user | token | identity | policy) [^;]{0,40}(?:may | can) (?:only )?[^;]{1,40} (?:but | and) not',
        ),
        not: '@path|@file|@table|dir|director(?:y|ies)|folder|files?|(?:user|client|customer|visitor|member) (?:\\S+@|@number)',
      },
      {
        things: words('client | vault | kms | iam | sts | secrets? manager'),
        states: words('(?:is | was )?(?:locked | suspended | blocked | deactivated) | denied'),
        not: '@path|connection|by (?:the )?(?:firewall|network)|(?:user|customer|visitor|member) (?:\\S+@|@number)',
      },
      {
        things: words(
          `(?:access | permission | request)(?=${WAS_REFUSED}) | (?<=${REFUSED_BEFORE})(?:access | permission | request) | (?:not (?:allowed | permitted) to | may not) (?:consume | publish | produce | subscribe | list | watch | get | create | query | select | call | put | read | decrypt | assume | use | send)`,
        ),
        states: words(
          '(?:queue | topic | bucket | table | secret | secrets | namespace | pods | config ?maps | api | vault | database | relation | secret path | objects? | queues? | schema | stream | index | registry | for user | for role | our role | collection) | to user',
        ),
        not: '@path.{0,30}(?:denied|not allowed)|read-?only|configured|time',
      },
    ],
  ],
  [
    'disk-full',
    [
      {
        things: words(
          '(?:disk | volume | device | partition | storage | file ?system | spool | drive | mount | quota | inodes? | @path | journal | segment | scratch)',
        ),
        states: words(
          '(?:is |was |became |@percent )?full | no (?:more )?(?:room | space) | (?:free )?space @percent | not enough (?:room | space) | exhausted | quota exceeded | exceeded | only @size | @size (?:left | free | remaining) | (?:above | over | beyond) (?:the )?@percent',
          'out of (?:disk )?space | ran out of (?:space | room) | running out of (?:space | room) | (?:is | are )?completely (?:used | full | in use) | nothing left | high water | high watermark | low on space | has no (?:room | space | bytes)',
        ),
        not: 'memory|heap|descriptor|handle|time|api|requests?|calls|provider|daily|hourly|monthly|current quota|billing|tokens|in full|full (?:backup|sync|scan|name|list|text|path|log|report|output|trace|story|details?)|rate|connections?|pool|queue|buffer',
      },
      {
        outright: words(
          '(?:out of | no | not enough | insufficient | too little | ran out of | free) (?:free |more )?(?:disk ?space | disk | storage space | free space) | free space @percent | not enough space | no room left | ran out of space | no space left | insufficient (?:disk |storage |free )?space | no space(?= ?$) | no space (?:for | to write) | enospc | edquot | out of inodes | no (?:free |more )?inodes | disk quota reached | quota of (?:the )?(?:volume | disk | file ?system) (?:is |was )?(?:reached | exceeded)',
        ),
        not: 'address space|name ?space|memory|heap',
      },
    ],
  ],
  [
    'port-taken',
    [
      {
        things: words(
          '(?:port | ports | port @number | @port | socket | listener | listen | bind | admin port | http server)',
        ),
        states: words(
          'in use | taken | busy | occupied | already bound | not free | another process | other process | someone else | something else | somebody else | already listen(?:s|ing) | already used | held by | server is already running',
        ),
        not: 'not in use|lock|lease|pid',
      },
      {
        outright: words(
          'eaddrinuse | (?:another | some other | some) process is (?:already )?(?:bound to | listening (?:on | at)) | else (?:already )?(?:owns | has | holds | uses) (?:the |our )?(?:port | @port | @host)',
        ),
      },
      {
        things: words('(?:@host | address | @number)'),
        states: words(
          'in use | is taken | occupied | already bound | not free | already listens | already listening | else already listens | else listens | else is listening | is listening already',
        ),
        not: 'not in use|lock|lease|pid|name|version|limits?|handles?|descriptors?|slots?|seats?|licen[cs]es?',
      },
      {
        things: words('(?:port(?: @number)? | ports | @port | @host | socket | address | listener)'),
        states: words(
          `${COULD_NOT} (?:bind | listen | claim | open port | serve) | bind failed | failed to bind`,
        ),
        not: 'root|@capability|privileg\\w+|permission|denied|not permitted|not allowed|assign\\w*|resolve|ldap',
      },
    ],
  ],
  [
    'limit-reached',
    [
      {
        things: words(
          '(?:open files? | file (?:handles? | descriptors?) | descriptors? | fds? | fd limit | nofile | threads? | inotify | watch(?:es)? | processes | process limit | pids? | fork | memlock | max_map_count | shm | ulimit | rlimit | goroutines | kernel | process table)',
        ),
        states: words(
          'limit | limits | too low | ran out | run out | running out | no more | exhausted | reached | too many | must be at least | maximum | at least @number | need (?:at least )?@(?:number | size) | used up | is only | resource temporarily unavailable | table full | @size (?:is | are )?(?:required | needed | wanted) | has only @size',
        ),
        not: 'pid ?file|time limit|rate limit|memory limit|size limit|watchdog',
      },
      {
        outright: words(
          `emfile | enfile | (?:none of )?@number (?:[\\w-]+ )?(?:handles | descriptors | open files | threads | processes | watches | huge pages) (?:are | is )?(?:allowed | free | available | left) | ${COULD_NOT} (?:start | spawn | fork | create)[^;]{0,40}\\beagain | too many open files | out of (?:file )?(?:descriptors | handles) | no more (?:file )?(?:descriptors | handles) | rlimit (?:is | of) (?:only )?@number | m?lock(?:ed)?(?: memory| pages)? (?:was |is |were )?refused: rlimit | process table (?:is )?full | ${COULD_NOT} (?:create | start | spawn) (?:(?:an? | another | any | more | new | native | os | worker) )*threads? | thread creation (?:was )?(?:refused | failed | denied)`,
        ),
      },
    ],
  ],
  [
    'data-unfit',
    [
      {
        things: words('(?:migrations? | migrate)'),
        states: words(
          'failed | failure | pending | unapplied | not applied | did not (?:finish | complete) | out of date | locked | dirty | error | aborted | missing | run first | first | outstanding | broken | half | unable to | cannot | could not | failed to',
        ),
        not: 'no pending|0 pending|complete$',
      },
      {
        things: words('(?:schema | database | db | catalog | data | store | index | snapshot | revision)'),
        states: words(
          '(?:but |this |the )?(?:build |code |binary |release |version |app )?(?:wants | wanted | needs | expects | expected | requires | need) (?:at least )?(?:schema |version |revision |level |v)?@number | (?:and | but) @number (?:is |are )?(?:required | needed | expected | wanted) | @number versions? behind | (?:is )?(?:newer | older) than | too (?:old | new) | from a newer | from an older | newer (?:release | version) | (?:is )?dirty | not (?:been )?migrated | has not been (?:migrated | initiali[sz]ed) | out of date | outdated | behind | ahead of | incompatible | was (?:the )?schema applied | not up to date | version mismatch | (?:knows | supports | understands | reads | handles) (?:only )?(?:up to | at most | until) @number | was created (?:with | by) | was written by | written by (?:a |version)',
        ),
        not: 'certificate|token|config version',
      },
      {
        things: words('(?:table | column | relation)'),
        states: words('does not exist | is missing | already exists | not there | missing | not found'),
        not: '@file|@table|csv',
      },
      {
        things: words(
          '(?:data | data dir | data directory | data files? | format | snapshot | journal | wal | index | store | catalog | segment | manifest | block | page | record | archive | checkpoint | state | ledger | backup | dump | header | repository | @path | superblock | file system)',
        ),
        states: words(
          'corrupt(?:ed | ion)? | damaged | ends (?:in the middle | too (?:early | soon) | before) | stops in the middle | not be (?:fully |completely )?(?:replayed | recovered | read back) | built (?:by | with | for) (?:an? )?(?:older | newer | other | another | different | version) | (?:bad | wrong) (?:crc | checksum | magic) | checksum mismatch | crc mismatch | mismatch | truncated | torn | inconsistent | newer | format older | older than supported | not supported by this | format v?@number | downgrade | written by | created by | created with | incompatible | is not there | gap in | bad crc | cut (?:short | off) | half written | written half',
        ),
        not: 'request|upload|response|certificate|feature flag|device @path',
      },
      {
        things: words('(?:lock | locks | lock ?file | lease | pid file | pidfile | mutex | exclusive lock)'),
        states: words(
          'held | alive | stale | left ?over | another | other | taken | not (?:get | acquire | obtain | take | be acquired) | not acquired | already | exists | still there | from pid | belongs to | running | cannot (?:get | acquire | obtain | take) | locked | timed out | refusing',
        ),
        not: 'leader(?:ship)?|standby|stepping down|now held|taken over|renew\\w*',
      },
      {
        things: words(
          '(?:run | store | database | db | index | journal | wal | snapshot | data dir | data directory | @path)',
        ),
        states: words(
          '(?:not | never) (?:finish(?:ed)? | closed? | ended? | stopped | shut down) cleanly | uncleanly',
        ),
        not: 'connection|socket|stream|session',
      },
      {
        outright: words(
          'sqlstate table | not (?:(?:backwards? | forwards?) )?compatible with (?:v?@number | the) | (?:former | earlier | previous | last) (?:[\\w-]+ )?(?:run | migration | try | attempt) (?:died | stopped | ended | broke off | was cut off) (?:half ?way | in the middle | too early) | needs (?:an? )?(?:upgrade | migration | rebuild | re-?index) | needs to be (?:upgraded | migrated | converted | rebuilt | re-?indexed) | (?:cannot | will not | refus\\w+ to | not able to) downgrade | (?:does | do | did) not match (?:its | the | their)(?: own)? (?:checksum | crc | digest) | (?:beyond | past) (?:the )?end of (?:the )?(?:log | journal | wal | segment | store)(?=\\W*$) | (?:stored | saved | persisted | on disk)[^;]{0,40} differs? from | collation (?:version )?mismatch | shut ?down was (?:not clean | unclean) | integrity check (?:has )?failed | magic (?:bytes|number) (?:was |were )?(?:not found|mismatch) | schema (?:drift | mismatch) | database (?:is )?not initiali[sz]ed | upgrade (?:is )?(?:needed | required) | unclean shutdown | downgrades? (?:is |are )?not supported | checksum (?:mismatch | error | failed) | bad crc | another (?:instance | copy) | another (?:[\\w@-]+ ){1,4}(?:appears | seems | is) (?:to be )?(?:already |still )?(?:active | running | alive | at work) | has no (?:[\\w-]+ ){0,3}tables | another (?:run | process | job | writer) (?:already |still |currently )?(?:holds | owns | is (?:already | still | running | using | writing)) | already locked by  | (?:index | journal)(?: file)? (?:is )?broken | unexpected end of (?:the )?(?:data | index | journal | segment | snapshot | archive)(?: file)? | instance is (?:already |still )?running | already running(?! on port) | run with @flag repair | not shut down cleanly',
        ),
      },
    ],
  ],
  [
    'usage',
    [
      {
        things: words(
          '(?:flags? | options? | commands? | sub-?commands? | arguments? | operands? | @flag | switch)',
        ),
        states: words(
          'unknown | unrecogni[sz]ed | unexpected | missing operand | too many | too few | wants (?:a | an) | takes (?:a | an | no) | requires (?:a | an) | needs (?:a | an) | expected (?:exactly |at least |at most )?(?:one | two | three | @number) | got @number | no such | not recogni[sz]ed | missing | (?:is | are) required | mutually exclusive | incorrect | wrong | bad | invalid | requires | at most | at least',
        ),
        not: '@file|@env|setting|feature flag|environment|config|invalid argument',
      },
      {
        outright: words(
          'usage(?= ?:) | usage of [\\w./-]+(?=:) | missing operand | no (?:sub)?command (?:given | specified | provided) | sub-?command (?:is )?(?:needed | required | missing | expected) | at most (?:one | two | @number) (?!are|is)[^;]{1,40} allowed',
        ),
      },
    ],
  ],
  [
    'part-missing',
    [
      {
        things: words(
          '(?:modules? | packages? | plug-?ins? | extensions? | librar(?:y|ies) | lib\\w+ | drivers? | class | scripts? | binary | executable | handler | models? | model file | weights | codec | @code | add-?on | adapter | gems? | tool | interpreter | font | native library)',
        ),
        states: words(
          'not (?:be )?(?:found | installed | bundled | included | importable | imported | importable | loaded | located | present | available | linked | shipped | registered | built in) | no such | missing | is gone | does not exist | not on (?:the )?(?:class ?path | path) | not in (?:this | the) (?:image | bundle | build) | cannot (?:find | load | locate | import) | could not (?:find | load | locate | import | be imported | be loaded | be found) | could not be | no (?:module | package | plugin | class) (?:called | named) | unable to (?:load | find | import | locate) | no module | not part of | absent | does not have | is not there | failed to load',
        ),
        not: 'service|@url|config|permission|denied|schema|corrupt|checksum',
      },
      {
        outright: words(
          'not installed | missing (?:deps | dependencies | packages | modules | module | package) | (?:packages | modules | dependencies) are missing | built without | not compiled in | compiled without | left out of (?:this | the) build | not on (?:the )?path | no (?:driver | plug-?in | codec | adapter | backend | library) for [^;]{1,30} (?:in this | in the) (?:image | build | bundle) | (?:assets | bundle | front-?end | dist) (?:is |are |was |were |has |have )?(?:not | never) (?:been )?built | weights [^;]{0,20}not (?:yet )?(?:been )?(?:published | uploaded | downloaded | released) | not bundled with | missing from (?:the |this )?image | not found (?:on | in) (?:the |host |your )?path | (?:ensure | make sure) [^;]{1,40} (?:on | in) (?:the |your )?path | (?:run | try) \\W?(?:pip3? | npm | yarn | pnpm | gem | bundle | apt | apt-get | apk | dnf | yum | cargo | composer | cpan | mix) (?:install | add | get | ci | deps) | (?:python | node | node\\.js | java | jdk | ruby | php | perl | glibc | openssl)[^;]{0,12} (?:@number | @number\\+)[^;]{0,15} (?:(?:is )?required | or (?:newer | later | higher)) | requires (?:at least )?(?:python | node | node\\.js | java | jdk | ruby | php | perl | glibc | openssl) | (?:this | the) build has no | executable (?:file )?(?:was )?not found | dependency lookup for [^;]{1,80} failed | dependency \\S+ not found, tried',
        ),
      },
    ],
  ],
  [
    'path-refused',
    [
      {
        things: words(
          '(?:@path | @file | @table | @pemfile | @code | director(?:y|ies) | dir | folder | files? | volume | file ?system | mount | socket | home | cache | spool | disk | data dir | layer | checkpoint | key file)',
        ),
        states: words(
          'not (?:be )?writ(?:e)?able | unwrit(?:e)?able | not readable | mounted noexec | unreadable | read ?only | permission denied | access denied | denied | not allowed | not permitted | permission problem | belongs to | owned by | owner | owner root | no (?:write | read) (?:access | permissions? | rights?) | insufficient (?:permissions? | privileges | rights) | (?:must | needs to | should) be writable | not root | may not (?:write | create | read | open | be written) | (?:uid | gid) @number | refused',
        ),
        not: 'missing or|lock|lease|connection refused|credentials|read-?only (?:mode|replica|transaction)|certificate|user \\S+@|@procfile',
      },
      {
        outright: words(
          `eacces | erofs | no such file or directory\\W{1,3}mkdir | (?:create | creating | make | making) (?:an? )?temp(?:orary)?(?: file | dir | directory | folder)?[^;]{0,60}no such file or directory | ${COULD_NOT} (?:chown | chmod) @path | without root | bind(?:ing)? to (?:port )?@number (?:was | is )?(?:not permitted | not allowed | denied) | (?:director(?:y|ies) | folder | dir | file) (?:@path )?could not be (?:written | created) | @capability | run as root | running as root | needs? root | must be root | root privileges | not root | raw sockets? (?:are |is )?not permitted | operation not permitted | no write permission | no write access | is unreadable | ${COULD_NOT} open [^;]{1,60} for writing | (?:dir | directory | folder | file | key | @path | @pemfile) (?:has | is | with) (?:the )?mode @number | too open`,
        ),
        not: 'missing or',
      },
      {
        things: words(`${COULD_NOT} (?:write | create | open | save | mkdir | make | remove | rename)`),
        states: words('read only | denied | not allowed | not permitted | permission | uid @number'),
        not: '@procfile',
      },
    ],
  ],
  [
    'setting-wrong',
    [
      {
        things: words(
          '(?:@env | settings? | options? | parameters? | propert(?:y|ies) | variables? | environment | config(?:uration)? | flags? | feature flag | values? | section | profile | tenant id | tenant | cron | cron expression | expression | schedule | interval | time ?zone | locale | region | backend | log level | mode | listen address | duration | template | routes? | pipeline | stage | licen[cs]e | licen[cs]e key | inputs? | targets? | (?:encryption |signing |secret |api )key | secret | compression | @file | env | dsn | rate table | rates? | polic(?:y|ies) | rule | regex | regexp | regular expression)',
        ),
        states: words(
          'missing | empty | blank | unset | not set | undefined | not defined | not given | not provided | not configured | not specified | required | must be | must not | must have | must not be | needs? | invalid | illegal | malformed | bad | wrong | unknown | not an? | not one of | not understood | not recogni[sz]ed | not valid | not known | not supported | unsupported | does not look like | makes no sense',
          'not be (?:parsed | empty | read) | expected | unexpected | duplicated? | (?:written | given | defined | set | listed | declared | appears | occurs) (?:twice | more than once) | given | too (?:short | long | small | large | big) | out of range | should be | at least | was removed | removed in | has no | no such | no value | not found | absent | incomplete | unclosed | unterminated | trailing comma | line @number | expired | not positive | set @env | has no default | blank | no handler | not supplied | unspecified | not exported | left out | unrecogni[sz]ed | not be understood | not numeric | not a number | mutually exclusive | nowhere | is gone | cannot parse | could not parse | does not compile | could not decode | cannot decode | no longer (?:supported | valid | allowed) | exceeds the (?:allowed | maximum) | did not parse | must | pick one | incompatible | contradict\\w* | only one of',
        ),
        not: `optional|deprecat\\w+ but|no longer needed|os error @?\\w+|${COUNTED_WRONG}|missing (?:in|from) the (?:feed|batch|stream|response|answer|reply|payload|message)`,
      },
      {
        outright: words(
          `(?:refus(?:es | ed | ing) to | will not | cannot) (?:run | start | boot | serve) (?:in production )?(?:with | on) (?:the |an? |any )?(?:default | empty | insecure | debug | @env | built in | sample | example) | placeholder [^;]{0,40}(?:not | never) (?:been )?(?:substituted | replaced | resolved | filled | expanded | rendered) | [\\w.-]+=\\S+ makes no sense | both @env and @env | is (?:none | not one | not any) of \\W?[\\w.-]+\\W?(?=,|\\W+or\\W) | only one of @env | (?:cannot | must not) (?:use | set | combine) @env (?:and | with | together) | [\\w.-]*(?:key | secret | token | password | passphrase)[^;]{0,30} (?:shorter | longer | smaller) than | [\\w.-]*(?:key | secret | token | password | passphrase)[^;]{0,40} (?:@size | @number (?:bytes | bits | characters | chars))[^;]{0,40}(?:wants | needs | requires | expects | at least | must | instead of | minimum) | not (?:listed |defined |declared |present |mentioned )?in @file | (?:bucket | host | database | queue | topic | cluster | server | broker | registry | project | account | tenant | instance) (?:name | id | url | uri | address) (?:is | was) (?:empty | blank | unset | not set | missing) | (?:buy | purchase | renew | enter | activate) (?:an? |your |the )?licen[cs]e | wrong number of [\\w -]{1,30}configured | (?:config(?:uration)? | settings | environment | env)(?: variables?)? (?:validation | check) (?:failed | error) | ${COULD_NOT} (?:process | validate | build | apply | initiali[sz]e | interpret) (?:the |its |app |your )?(?:config(?:uration)? | settings) | valid (?:values | choices | options)(?: are)?(?=:) | without (?:an? |the )?(?:[\\w-]+ )?(?:id | key | name | url | address | mode | region | token | secret)(?: \\(@env)? | (?:set|export|define|provide) @env | not configured | not (?:been )?(?:provided | specified) | (?:is | are) required | (?:must | has to | have to) be(?! (?:running | up | reachable | started | root)) | no (?:[\\w-]+ ){1,3}(?:configured | defined | given | specified | selected | entered | provided | supplied) | no (?:[\\w-]+ )?files found | no value for | invalid config(?:uration)? | config(?:uration)? (?:error | incomplete | invalid) | no config(?:uration)? (?:file )?(?:given | found) | not host:port | unclosed block | trailing comma | requires (?:the )?(?:setting | option | variable) | (?:zoneinfo | time ?zone)[^;]{0,40} (?:is )?unknown | came out (?:blank | empty) | lacks? an? (?:scheme | host | port) | has no (?:entry | section | key) (?:in | for) | is not an? (?:[\\w@-]+ ){1,3}code | (?:lists | names | defines | declares | contains) [^;]{1,40} (?:twice | more than once) | no (?:[\\w-]+ ){1,3}for (?:the )?(?:profile | environment | region | tenant | locale | stage) | (?:key | secret | token | salt)[^;]{0,20} has (?:@size | @number (?:bits | characters | chars)),? (?:but )?@number (?:are |is )?(?:wanted | needed | expected | required) | no licen[cs]e | duplicate route | unset @env | @env not | not a valid | valid choices | use debug | not numeric | environment lacks | not in (?:the |our )?environment | ${CANNOT_BE} | without @env | forg[eo]t to (?:set | export | provide) | (?:must | has to | have to) (?:lie | stay | contain | match | end | begin) | must not be | is too (?:small | large | big | low | high | short | long) @?\\(?(?:min | max | minimum | maximum) | is no (?:valid |legal |known )?(?:integer | number | duration | boolean | url | path | cron expression | schedule | time ?zone | host name | address | regular expression | log level | percentage | list) | not among (?:the )?(?:supported | known | allowed | valid | accepted) | (?:may | must) (?:not | only) (?:contain | begin | start with | end with) | contains? no (?:[\\w-]+ )?files | for the same (?:address | port | path | route) | conflicting (?:settings | options) | mutually exclusive | (?:config(?:uration)?|settings?) errors? | invalid connection string | has no (?:scheme | host | port) | (?:claims? | uses? | shares?) the same (?:path | route | port | address) | want(?:s | ed)? @number(?:\\.\\. | - | to )@number | (?:is | are) not (?:an? )?(?:valid |known |supported |allowed |legal )?(?:duration | number | integer | url | uri | port number | boolean | e-?mail address)`,
        ),
        not: 'arguments must be process|deprecat\\w+|must not be (?:called|reached|run|happening|used twice)|rows?|line @number of|records?|columns?|no (?:config\\w*|settings?) errors?|(?:@number|0) config\\w* errors? found',
      },
      {
        things: words(
          '(?:config(?:uration)? | settings? | options? | @env | @file | profile | environment | section)',
        ),
        states: words('rejected | refused | lacks? | lacking | does not exist | conflicts? | conflicting'),
        not: 'connection|rows?|lines?|records?|columns?',
      },
      {
        things: words('@name'),
        states: words(
          '(?:is | was) (?:not set | unset | not configured | required | mandatory) | must be set',
        ),
      },
      {
        things: words('[a-z]+(?:_[a-z]+)+(?=:)'),
        states: words('not an? (?:number | integer | boolean | duration | url | port)'),
        not: 'rows?|line @number of|records?|columns?|payload|request|order',
      },
      {
        things: words('cron | cron expression | schedule expression'),
        states: words('too few | too many | fields'),
      },
      {
        things: words('(?:licen[cs]e[ds]? | trial period)'),
        states: words(
          'is (?:for | over) | valid until | bound to | issued for | ran out | run out | lapsed | expired | ended | exceeded | reached | used up | no(?:t)? longer valid | not (?:covered by | included in | part of) | does not (?:cover | include | allow) | not (?:cover | include | valid) | could not be read | unreadable | rejected | refused | mismatch',
        ),
      },
      {
        things: words(
          '(?:unknown | unsupported | unrecogni[sz]ed | illegal | invalid) (?:[\\w-]+ ){1,2}.{0,30}(?:in | from) @file',
        ),
        states: words('@file'),
        not: 'rows?|line @number of|records?|csv',
      },
      {
        things: words(
          '(?:unknown | unsupported | invalid | bad | no such | unexpected | illegal | malformed)',
        ),
        states: words(
          '(?:valid choices | choices are | have | one of | known | supported | allowed | use | valid are | must be | accepted | possible)',
        ),
      },
      {
        things: words(
          '(?:@path | @file | @table | files? | folder | director(?:y|ies) | config(?:uration)?(?: file)? | settings | [\\w-]+-file | template | manifest)',
        ),
        states: words(
          `not found | does not exist | must exist | missing | not be (?:loaded | read | opened | found | parsed) | (?:failed | error) (?:loading | reading | parsing | opening) | ${COULD_NOT} (?:load | read | open | find | parse | decode) | no such file | is gone | absent | unreadable | bad syntax | (?:syntax|parse|parsing) error | misses`,
        ),
      },
      {
        things: words('@path'),
        states: words('expected (?:an? )?[\\w-]+ (?:at | in | for) [^;]{1,40}(?:found | got | but)'),
        not: COUNTED_WRONG,
      },
      {
        things: words('(?:@env | (?:api )?key | secret | token | password | passphrase)'),
        states: words('looks like (?:an? |the )?(?:test | sample | placeholder | example | dummy | default)'),
      },
      { outright: words(`${COULD_NOT} parse | failed parsing | error parsing | config misses`) },
      {
        outright: words(
          '(?:unsupported | unknown | unrecogni[sz]ed) (?:[\\w-]+ )?(?:setting | option | key | property | driver | compression | backend | driver type | algorithm | format | mode | region | level | provider | engine | strategy | environment | timezone | scheme)',
        ),
      },
    ],
  ],
  [
    'service-silent',
    [
      {
        things: words(
          '(?:servers? | [\\w-]*services? | apis? | [\\w-]+-api | brokers? | back-?ends? | gateway | registry | queue | bus | hosts? | endpoint | upstream | peers? | cluster | databases? | db | store | provider | supplier | warehouse | hub | nodes? | proxy | postgres(?:ql)? | mysql | mariadb | mongo(?:db)? | redis | kafka | rabbitmq | elasticsearch | vault | consul | etcd | nats | memcached | minio | s3 | ldap | dns | smtp | coordinator | leader | primary | master | replica | scheduler | collector | dependency | connection | seeds? | search | zookeeper | @host | @url | @name | [\\w-]+-(?:svc|service|db|server|proxy|relay|broker|primary|mq|master) | replica set | session store | object store | health gate)',
        ),
        states: words(
          `unreachable | not reachable | unavailable | not available | off ?line | (?:is |are |all |=|still )?down | unhealthy | dead | gone away | went away | (?:is |are )?gone | not (?:answer(?:ing|ed)? | respond(?:ing|ed)? | reply(?:ing)? | react(?:ing)? | ready | up | come up | come back | become ready | accept(?:ing)? connections?) | still not up | never (?:came | answered | responded | became | replied)`,
          `none of (?:the |our )?@number | no (?:answer | response | reply | address | servers? available | brokers? available | reachable | peer answered) | ${COULD_NOT} (?:be )?(?:reach(?:ed)? | contact(?:ed)? | connect | resolve[d]? | find host | talk | dial | open a (?:channel | connection | session) | re-?establish | reopen | ping)`,
          'connection (?:refused | reset | lost | closed | failed | timed out) | refused (?:the |our )?connection | hung up | (?:closed | dropped | reset | cut) (?:the |our )?connection | connection closed | timed out | time-?out | timed-out | giv(?:e|es|ing) up on | gave up on | lost (?:the |our |its )?(?:connection | contact | link) | @5xx | answered @5xx | after (?:all )?@number (?:attempts | tries | retries | checks) | kept us waiting | did not (?:hand out | show up | turn up | answer | respond | reply | come up | come back | become ready | start | accept) | took longer than | no luck | reset while | is starting up | is still starting | is shutting down | in recovery(?: mode)? | name (?:is )?(?:unknown | not known) | unknown name | never (?:turned | got) (?:green | ready | healthy | up) | out of retries | no (?:more )?retries left | session (?:has |was )?(?:expired | lost) | lost | not get it back | is not there',
        ),
        not: 'port .{0,10}in use|lock|lease|resolve (?:the )?(?:types?|class|symbol|reference|variable|placeholder|import|module|entry|schema)',
      },
      {
        things: words('(?:@url)'),
        states: words(`${COULD_NOT} (?:fetch | download | get | pull | load | read | query)`),
      },
      {
        things: words(
          '(?:hosts? | @host | @name | leader | coordinator | brokers? | server | service | endpoint | peer | primary | database)',
        ),
        states: words('not found | disconnected | (?:issues? | problems? | trouble)'),
      },
      {
        outright: words(
          `sqlstate connection | deadline has elapsed | refuse[sd] us | no (?:[\\w-]+ ){0,2}(?:nodes? | peers? | servers? | brokers? | hosts? | replicas? | seeds? | upstreams? | endpoints? | back-?ends?) (?:answered | responded | replied | was reachable | is reachable | reachable | left to) | ${COULD_NOT} join (?:the |its |our )?(?:cluster | ring | quorum) | could not be re-?(?:opened | established | connected) | dependency check failed | (?:elasticsearch | opensearch | cluster) (?:is | status is | status | health is)? ?red | (?:replica | replication)(?: \\w+)? lag | rate limits us | (?:is )?rate limiting us | (?:name or )?service not known | temporary failure in name resolution | no (?:internet | network)(?: connection | access | connectivity)? | no (?!progress | change | data | orders? | events? | messages? | requests? | activity)[\\w-]+ (?:received |seen )?within @time | ${COULD_NOT} (?:create | open | establish | obtain | get | acquire) (?:an? |the )?(?:[\\w-]+ )?(?:connection | link | session | channel) | (?:connection | link | session | channel) [^;]{0,40}could not be (?:established | opened) | (?:connection | link) (?:to | with) \\S+ (?:was |is )?(?:dropped | lost | closed | reset) | socket closed by | econnrefused | econnreset | enotfound | ehostunreach | enetunreach | etimedout | getaddrinfo | no such host | does not resolve | dns [^;]{0,40}(?:failed | refused | timed out) | dns has no | no route to | did not (?:answer | respond | reply) | nobody (?:answers | answered | listens | is listening | responds) | no (?:brokers? | servers? | hosts? | nodes? | peers? | replicas? | upstreams?) could be | health ?check [^;]{0,40}failed | ping failed | no pong | waiting for [^;]{1,40} took too long | deadline passed while | is not healthy | has no leader | vault is sealed | quorum (?:of @number )?(?:was |is )?(?:not (?:reached | met | available) | lost) | (?:no | lost | without)(?: a)? quorum | timed out after @time | too many requests | rate limit(?:ed)? (?:by | exceeded | reached) | throttle[sd]? (?:us | by) | (?:daily | hourly | monthly | request | api) quota [^;]{0,40}(?:used up | exhausted | exceeded | reached) | quota of [^;]{1,40}(?:api | day | hour | month)[^;]{0,20}(?:used up | exhausted | exceeded | reached) | peer disconnected | no data (?:returned |received )?from | max(?:imum)? (?:number of )?(?:retries | attempts) | (?:retries | attempts) (?:exhausted | failed | used up | exceeded) | (?:is | are) (?:unavailable | not available) | ${COULD_NOT} (?:reach | contact | connect to | resolve | talk to | dial | find host | look up) | no (?:response | answer | reply) from | gave up (?:on | waiting) | giving up on | timed out waiting for | lost (?:the )?(?:connection | contact) | connect(?:ion)? (?:failed | refused | reset | timed out) | no route to host | name (?:lookup | resolution) | dns gave no | never came up | never became ready | did not become ready | answered @5xx | unreachable | no servers available | no reachable servers | hung up on us | request timed out | (?:gone | went) away`,
        ),
        not: 'lock|lease|lookup table|resolve (?:the )?(?:types?|class|symbol|reference|variable|placeholder|import|module|entry|schema)|worker|child|process|unreachable code|job timed|task timed|query timed|test timed|shutdown timed|(?:order|session|user|payment|build|command|script|step|stop|drain) \\S* ?timed|for (?:client|user|ip|customer)',
      },
    ],
  ],
  [
    'own-fault',
    [
      {
        outright: words(
          'bug | internal error | invariant (?:violated | broken | failed) | assertion | unexpected state | unhandled | uncaught | panic | out of bounds | index out of range | divi(?:de | sion) by zero | division by @number | null ?reference | (?:nil | null) (?:pointer | response | reference | object) | deadlock | should never happen | (?:this | that | it | which) (?:should not | must not | cannot | can never | could not | should never | must never) (?:happen | occur | be possible) | not supposed to happen | unexpected (?:nil | null | none | undefined) | stuck for @time | no progress (?:for | within | in) @time | consistency check failed | inconsistent | impossible state',
        ),
      },
    ],
  ],
  [
    'setting-wrong',
    [
      {
        // A check of its own before it starts: of what it was given, where nothing else is named.
        outright: words(
          'refus(?:ing | es | ed) to (?:start | run | boot | serve | launch) | run [^;]{2,40} first',
        ),
        not: 'tests?|checks?|command|parent',
      },
    ],
  ],
];
