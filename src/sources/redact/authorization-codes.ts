import { REDACTED } from '../../domain/values/redacted.js';
import { looksRandom } from './judge.js';
import type { RedactionRule } from './rule.js';

/** Of a code that OAuth gives out: what it is made of, or a percent sign of a query in a query. */
const VALUE = String.raw`(?:[\w./+~-]|%(?!22|26)[0-9a-f]{2}){8,2000}`;

/** Words of an address that only the end of a login has. */
const CALLBACK = 'callback|oauth|oidc|openid|signin|sso|grant_type|redirect_uri|session_state';

/**
 * `?code=4/0AX4XfWj..`: who has it may have the user's tokens. An error's code, an exit's, a country's
 * stands behind the same word, and is what a log is read for.
 */
export const AUTHORIZATION_CODES: readonly RedactionRule[] = [
  {
    keywords: ['code=', 'code%3d'],
    pattern: new RegExp(
      String.raw`((?:${CALLBACK})[^\s"'<>]{0,300}?)?((?:[?&#]|%3f|%26|&amp;|\\u0026)code(?:=|%3d))(${VALUE})(?![\w./+~-])((?:&|%26|\\u0026)(?:amp;)?(?:state|session_state|iss|scope|redirect_uri|client_id|code_verifier|authuser)(?:=|%3d))?`,
      'gi',
    ),
    replace: (whole, login, key, value = '', more) =>
      isAuthorizationCode(value, login !== undefined || more !== undefined)
        ? `${login ?? ''}${key}${REDACTED}${more ?? ''}`
        : whole,
  },
  {
    // As a client tells of it, or as it stands in the form that it sends.
    keywords: ['auth', 'grant', 'exchang'],
    pattern: new RegExp(
      String.raw`(\b(?:authori[sz]ation|auth|oauth2?|grant\w{0,5}|exchang\w{1,4})\b[^\n]{1,80}?\bcode\\?["']?(?:[ \t]{0,2}[=:]|[ \t]is)?[ \t]{0,2}\\?["']?)(${VALUE})(?![\w./+~:-])`,
      'gi',
    ),
    replace: (whole, before, value = '') =>
      value.length >= 12 && isAuthorizationCode(value, false) ? `${before}${REDACTED}` : whole,
  },
  {
    keywords: ['code_verifier', 'device_code', 'client_assertion'],
    pattern:
      /(\b(?:code_verifier|device_code|client_assertion)\\?["']?[ \t]{0,2}(?:=|:|%3d)[ \t]{0,2}\\?["']?)([\w.~-]{20,4000})/gi,
    replace: (_, before) => `${before}${REDACTED}`,
  },
];

/** `isOfLogin` where the address says so: then little more than a word or a number is taken for one. */
function isAuthorizationCode(value: string, isOfLogin: boolean): boolean {
  const code = value.replace(/%2f/gi, '/');
  // 404, 0x80090308, ECONNREFUSED, ERR_HTTP2_STREAM, not_found, access-denied, EntityNotFound.
  if (
    /^(?:\d{1,9}|0x[0-9a-f]{1,16}|[A-Z][A-Z0-9]{0,15}(?:[_-][A-Z0-9]{1,20})*|[A-Za-z]{1,20}(?:[._-][A-Za-z]{1,20})*)$/.test(
      code,
    )
  )
    return isOfLogin && /[A-Z]/.test(code) && /[a-z]/.test(code) && looksRandom(code);
  if (isOfLogin) return true;
  return code.length >= 12 && /\d/.test(code) && /[a-z]/.test(code) && looksRandom(code) && !isName(code);
}

/** `orders-2024-01`, `db.v2.example`: parts in lower case, as names have. */
function isName(word: string): boolean {
  return /^[a-z0-9]{1,40}(?:[._-][a-z0-9]{1,40}){1,20}$/.test(word);
}
