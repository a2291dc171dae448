/** A template of kubectl's JSONPath dialect (client-go util/jsonpath, v0.34): text around actions in braces. */
export type Segment =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'action'; readonly steps: readonly Step[] }
  | { readonly kind: 'range'; readonly steps: readonly Step[]; readonly body: readonly Segment[] };

/** One step from values to values. */
export type Step =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'wildcard' }
  | { readonly kind: 'recursive' }
  | {
      readonly kind: 'slice';
      readonly from?: number;
      readonly to?: number;
      readonly by?: number;
      readonly isIndex: boolean;
    }
  | { readonly kind: 'union'; readonly of: readonly (readonly Step[])[] }
  | {
      readonly kind: 'filter';
      readonly left: readonly Step[];
      readonly operator: string;
      readonly right: readonly Step[];
    }
  | { readonly kind: 'literal'; readonly value: string | number | boolean };

/** What may come between range and end, and how an action that opens or closes one is marked. */
export interface Action {
  readonly steps: readonly Step[];
  readonly word?: 'range' | 'end';
}
