// Which version of the documents' schema this build reads and writes. A tab tells the server its own; one of another version
// is sent away before it has seen anything, because an editor deletes, for everybody, what its schema does not know.

/** Raise it with every change that a tab of an older build would not understand: a new node, mark or kind of value. */
export const schemaVersion = 1;
