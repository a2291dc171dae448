/** The head of a Python traceback. */
export const PYTHON_TRACE = /^Traceback \(most recent call last\):/;
/** All of a Python traceback but the line that closes it. */
export const TRACE_GOES_ON = /^(?:\s|Traceback |$)/;
/** What joins a traceback to the one above it (docs.python.org, traceback). */
export const JOINS_TRACES =
  /^(?:During handling of the above exception|The above exception was the direct cause)/;
