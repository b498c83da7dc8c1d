// Between the address of a space and its slug.

/** "groups/parole" -> "parole", "board" -> "board" */
export function slugOf(param: string): string {
	return param.slice(param.lastIndexOf('/') + 1);
}
