/** What ended a Windows process: the unsigned value, as Microsoft lists it. */
export interface WindowsEntry {
  readonly value: number;
  readonly name: string;
  readonly means: string;
}

/** Exit codes of Windows processes (NTSTATUS and Win32 errors). */
export const WINDOWS_CODES: readonly WindowsEntry[] = [
  { value: 0xc0000005, name: 'STATUS_ACCESS_VIOLATION', means: 'it touched memory that is not its own' },
  {
    value: 0xc0000006,
    name: 'STATUS_IN_PAGE_ERROR',
    means: 'a page of memory could not be read back, as from a network share that went away',
  },
  { value: 0xc0000017, name: 'STATUS_NO_MEMORY', means: 'there was no memory left to give it' },
  {
    value: 0xc000001d,
    name: 'STATUS_ILLEGAL_INSTRUCTION',
    means: 'it used an instruction that the processor does not have',
  },
  {
    value: 0xc000007b,
    name: 'STATUS_INVALID_IMAGE_FORMAT',
    means: 'a program or DLL is for another architecture, or damaged',
  },
  { value: 0xc0000094, name: 'STATUS_INTEGER_DIVIDE_BY_ZERO', means: 'it divided an integer by zero' },
  {
    value: 0xc00000fd,
    name: 'STATUS_STACK_OVERFLOW',
    means: 'its stack overflowed, mostly by endless recursion',
  },
  {
    value: 0xc000012d,
    name: 'STATUS_COMMITMENT_LIMIT',
    means: 'memory ran out: the commit limit of the container or node was reached',
  },
  { value: 0xc0000135, name: 'STATUS_DLL_NOT_FOUND', means: 'a DLL is missing in the image' },
  {
    value: 0xc0000138,
    name: 'STATUS_ORDINAL_NOT_FOUND',
    means: 'a DLL is there in a version that lacks a function',
  },
  {
    value: 0xc0000139,
    name: 'STATUS_ENTRYPOINT_NOT_FOUND',
    means: "a DLL lacks a function; often the image's Windows version is not the node's",
  },
  { value: 0xc000013a, name: 'STATUS_CONTROL_C_EXIT', means: 'stopped on request: the Windows form of 143' },
  { value: 0xc0000142, name: 'STATUS_DLL_INIT_FAILED', means: 'a DLL could not be initialised' },
  { value: 0xc0000374, name: 'STATUS_HEAP_CORRUPTION', means: 'its heap was damaged' },
  {
    value: 0xc0000409,
    name: 'STATUS_STACK_BUFFER_OVERRUN',
    means: 'it ended itself at once after a failed check (fail fast)',
  },
  { value: 0xe0434352, name: 'CLR exception', means: 'an unhandled .NET exception' },
  { value: 0xe06d7363, name: 'C++ exception', means: 'an unhandled C++ exception' },
  { value: 0xffffffff, name: '-1', means: 'the program called exit(-1) or the like' },
];
