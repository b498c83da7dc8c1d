// What a document page needs beside the document: who can be picked, and the names of the ids that stand in it.
import type { Actor } from '#shared/domain/actors.ts';

export interface Person {
	id: string;
	name: string;
}

type Services = App.Locals['services'];

/** The members to choose from (for those who may know them), and a name for every id in the document. */
export async function peopleFor(
	services: Services,
	{ actor, slug, seesPeople, ids }: { actor: Actor; slug: string; seesPeople: boolean; ids: readonly string[] }
): Promise<{ members: Person[]; names: Record<string, string> }> {
	const members = seesPeople ? (await services.members.ofSpace(actor, slug)).map(({ id, name }) => ({ id, name })) : [];
	const names = await services.members.namesOf([...new Set(ids)]);
	for (const { id, name } of members) names[id] = name;
	return { members, names };
}
