/** Values by the names that a rule's texts use; one without a value leaves its part of the text out. */
export type Variables = Readonly<Record<string, string | undefined>>;
