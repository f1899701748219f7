import { cairoDate, type CivilDate } from '#lib/kernel/dates.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Role } from '#lib/kernel/roles.ts';
import { documentTitle } from '../documents/index.ts';
import { DOCUMENT_KINDS, type DocumentKind } from '../documents/vocabulary.ts';
import type { Duty } from '../life/vocabulary.ts';

/** In which capacity a file was opened: a duty in it, or what somebody without one is. */
export type OpenedAs = Duty | 'unit_head' | 'admin' | 'officer';

/** What was opened: the names, a version of a document, a certificate. */
export type OpenedThing =
	| { what: 'parties' }
	| { what: 'document'; title: Bilingual; version: number }
	| { what: 'certificate'; number: string };

/** Everything that one unit opened in one duty on one day; nobody is named, and two people are not told apart. */
export interface Opening {
	by: OpenedAs;
	/** Null for whoever asks, and for the system. */
	unit: Bilingual | null;
	on: CivilDate;
	/** Between which moments; null of the reviewer, whose hours are nobody's business. */
	between: [string, string] | null;
	things: OpenedThing[];
}

/** A row of `permit_access` with what its reader was. */
export interface AccessRow {
	at: Date;
	what: 'parties' | 'document';
	item: string | null;
	/** Nobody signed in: the system itself. */
	system: boolean;
	/** Whoever applies. */
	self: boolean;
	duty: Duty | null;
	/** Held on that day, in the unit. */
	role: Role | null;
	unit: Bilingual | null;
}

const BY_ROLE: Partial<Record<Role, OpenedAs>> = {
	window_clerk: 'clerk',
	cashier: 'cashier',
	reviewer: 'reviewer',
	head_of_engineering: 'approver',
	authority: 'authority',
	inspector: 'inspector',
	agency_focal_point: 'agency',
	auditor: 'auditor',
	governor: 'governor',
	unit_head: 'unit_head',
	admin: 'admin'
};

/**
 * Who opened a file, as whoever asks is told: unit, duty, what and when.
 * @param rows the newest first.
 * @param department of the case: told in place of the reviewer's own unit, which could tell who was drawn.
 */
export function openingsOf(rows: readonly AccessRow[], department: Bilingual): Opening[] {
	const groups = new Map<string, Opening>();
	for (const row of rows) {
		const by = capacityOf(row);
		const unit = by === 'applicant' || by === 'system' ? null : by === 'reviewer' ? department : row.unit;
		const on = cairoDate(row.at);
		const at = row.at.toISOString();
		const key = [by, unit?.ar, unit?.en, on].join('\n');
		let group = groups.get(key);
		if (!group) {
			group = { by, unit, on, between: by === 'reviewer' ? null : [at, at], things: [] };
			groups.set(key, group);
		}
		if (group.between) group.between[0] = at;
		const thing = thingOf(row);
		if (!group.things.some((t) => JSON.stringify(t) === JSON.stringify(thing))) group.things.push(thing);
	}
	return [...groups.values()];
}

function capacityOf({ system, self, duty, role }: AccessRow): OpenedAs {
	if (system) return 'system';
	if (self) return 'applicant';
	return duty ?? (role && BY_ROLE[role]) ?? 'officer';
}

function thingOf({ what, item }: AccessRow): OpenedThing {
	if (what === 'parties' || item === null) return { what: 'parties' };
	const [kind = '', version = ''] = item.split('/');
	return (DOCUMENT_KINDS as readonly string[]).includes(kind)
		? { what: 'document', title: documentTitle(kind as DocumentKind), version: Number(version) }
		: { what: 'certificate', number: item };
}
