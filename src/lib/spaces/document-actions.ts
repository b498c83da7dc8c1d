// The form actions that every list of documents has: put one away, bring it back.
import { redirect, type RequestEvent } from '@sveltejs/kit';

type SpaceEvent = RequestEvent<{ space: string; document?: string | undefined }>;

export function spaceActions(tab: 'agenda' | 'drafts') {
	return {
		archive: async ({ locals, request, params }: SpaceEvent) => {
			const { name } = await nameIn(request);
			await locals.services.documents.archive(locals.actor, name);
			redirect(303, `/${params.space}/${tab}`);
		},
		restore: async ({ locals, request, params }: SpaceEvent) => {
			const { name } = await nameIn(request);
			await locals.services.documents.restore(locals.actor, name);
			redirect(303, `/${params.space}/${tab}/${name}`);
		}
	};
}

async function nameIn(request: Request): Promise<{ name: string }> {
	const name = (await request.formData()).get('name');
	return { name: typeof name === 'string' ? name : '' };
}
