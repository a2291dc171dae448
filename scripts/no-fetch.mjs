/** Stands in the bundle for node-fetch: nothing here makes requests with it. */
export default function fetch() {
  throw new Error('node-fetch is not part of the bundle');
}
export class Headers {}
export class Request {}
export class Response {}
export class FormData {}
export class AbortError extends Error {}
export class FetchError extends Error {}
