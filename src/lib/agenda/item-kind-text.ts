import { m } from '#shared/paraglide/messages.js';
import type { ItemKind } from '#shared/documents/agenda.ts';

const words: Record<ItemKind, () => string> = {
	discussion: m.kind_discussion,
	decision: m.kind_decision,
	report: m.kind_report,
	announcement: m.kind_announcement
};

export function itemKindText(kind: ItemKind): string {
	return words[kind]();
}
