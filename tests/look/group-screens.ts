// A working group from inside: its agenda, its tasks, its people.
import { m } from '../../src/shared/paraglide/messages.js';
import { untilSaved, type Screen, type Visit } from './screen.ts';

const group = '/groups/communications';

const itemAt = ({ page }: Visit, index: number) => page.getByRole('main').locator('ol > li').nth(index);

const agendaScreens: Screen[] = [
	{ name: 'agenda-member', as: 'dee', path: `${group}/agenda`, place: 'communications', reach: untilSaved },
	{
		name: 'agenda-edit',
		as: 'dee',
		path: `${group}/agenda`,
		place: 'communications',
		async reach(visit) {
			await untilSaved(visit);
			const item = itemAt(visit, 0);
			await item.locator('summary').click();
			await item.getByRole('button', { name: m.edit({}, visit.inLanguage), exact: true }).click();
			await item.getByLabel(m.minutes_label({}, visit.inLanguage)).waitFor();
		}
	},
	{
		name: 'agenda-notes',
		as: 'dee',
		path: `${group}/agenda`,
		place: 'communications',
		async reach(visit) {
			await untilSaved(visit);
			const item = itemAt(visit, 3);
			await item.getByText(m.notes_write({}, visit.inLanguage), { exact: true }).click();
			await item.locator('[contenteditable="true"]').waitFor();
		}
	},
	{
		name: 'agenda-put-away',
		as: 'dee',
		path: `${group}/agenda`,
		place: 'communications',
		async reach({ page, inLanguage }) {
			const others = page.locator('section', {
				has: page.getByRole('heading', { name: m.agenda_others({}, inLanguage) })
			});
			await others.getByRole('link').last().click();
			await page.getByText(m.document_put_away({}, inLanguage)).waitFor();
		}
	},
	{
		name: 'agenda-offline',
		as: 'dee',
		path: `${group}/agenda`,
		place: 'communications',
		async reach(visit) {
			const { page } = visit;
			let isCut = false;
			const cut: (() => void)[] = [];
			await page.routeWebSocket(/\/sync\//, (socket) => {
				if (isCut) return void socket.close();
				socket.connectToServer();
				cut.push(() => void socket.close());
			});
			await page.reload();
			await untilSaved(visit);
			isCut = true;
			await page.context().setOffline(true);
			cut.forEach((close) => close());
			await page.getByText(m.saved_offline({}, visit.inLanguage)).first().waitFor();
		},
		expectedErrors: /ERR_INTERNET_DISCONNECTED|WebSocket/
	}
];

const taskScreens: Screen[] = [
	{ name: 'tasks', as: 'ana', path: `${group}/tasks`, place: 'communications', reach: untilSaved },
	{
		name: 'tasks-list',
		as: 'ana',
		path: `${group}/tasks`,
		place: 'communications',
		async reach(visit) {
			await untilSaved(visit);
			// On a phone one list shows at a time: this is one of them, beside what is mine.
			if (visit.isPhone) await visit.page.locator('.switcher button').nth(2).click();
		}
	},
	{
		name: 'task-dialog',
		as: 'dee',
		path: `${group}/tasks`,
		place: 'communications',
		async reach(visit) {
			await untilSaved(visit);
			await visit.page
				.getByRole('button', { name: 'Visiting hours explainer', exact: true })
				.filter({ visible: true })
				.first()
				.click();
			await visit.page.getByRole('dialog').waitFor();
		}
	},
	{
		name: 'task-move',
		as: 'dee',
		path: `${group}/tasks`,
		place: 'communications',
		async reach(visit) {
			await untilSaved(visit);
			const { page, inLanguage } = visit;
			if (visit.isPhone) await page.locator('.switcher button').nth(2).click();
			const title = 'Visiting hours explainer';
			await page
				.getByRole('button', { name: m.tasks_move({ title }, inLanguage) })
				.filter({ visible: true })
				.click();
			await page.getByRole('dialog').waitFor();
		}
	}
];

const peopleScreens: Screen[] = [
	{
		name: 'people-invited',
		as: 'ana',
		path: `${group}/people`,
		place: 'communications',
		async reach({ page, inLanguage }) {
			const revoke = page.getByRole('button', { name: m.invite_revoke({}, inLanguage) });
			const make = page.getByRole('button', { name: m.invite_make({}, inLanguage) });
			// Those of earlier visits go first: each picture has one.
			for (let left = await revoke.count(); left > 0; left--) {
				await revoke.first().click();
				await revoke.nth(left - 1).waitFor({ state: 'detached' });
			}
			await make.click();
			await page.getByText(m.invite_made({}, inLanguage)).waitFor();
		}
	},
	{ name: 'settings', as: 'ana', path: `${group}/settings`, place: 'communications' }
];

export const groupScreens: Screen[] = [...agendaScreens, ...taskScreens, ...peopleScreens];
