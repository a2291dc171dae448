/**
 * A fault of using a thing that is not there, in the words of Go, the JVM, .NET, Python, JavaScript (V8 and
 * JavaScriptCore), Ruby, PHP, Rust and Perl. A call that failed gives such a thing, or never gets to set the name.
 */
const USED_NOTHING = new RegExp(
  [
    'nil pointer',
    'assignment to entry in nil map',
    String.raw`index out of range \[\d+\] with length 0`,
    String.raw`interface conversion: .* is nil,`,
    'NullPointerException|NullReferenceException',
    String.raw`NoSuchElementException: None\.get|No value present`,
    String.raw`'NoneType'|cannot unpack non-iterable NoneType`,
    String.raw`UnboundLocalError|^NameError: name '\w+' is not defined`,
    String.raw`[Cc]annot (?:read|set) propert(?:y|ies) (?:'[^']*' )?of (?:undefined|null)`,
    String.raw`(?:undefined|null) is not (?:an object|iterable)|as it is (?:undefined|null)`,
    String.raw`for nil\b|\bnil:NilClass|nil can't be coerced|no implicit conversion (?:from|of) nil`,
    String.raw`\bon null\b|\b(?:null|bool|false) given\b|offset of type null|on value of type null`,
    '`Option::(?:unwrap|expect)\\(\\)` on a `None` value',
    'on an undefined value|on unblessed reference|as an? (?:HASH|ARRAY) reference',
  ].join('|'),
);

export function usesNothing(line: string): boolean {
  return USED_NOTHING.test(line);
}
