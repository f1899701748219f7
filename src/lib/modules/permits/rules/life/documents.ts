import type { CivilDate } from '#lib/kernel/dates.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Place } from '../code/types.ts';
import type { PermitCheck } from '../check/answer.ts';
import { missingFrom, type ChecklistLine } from '../documents/checklist.ts';
import type { DocumentFacts } from '../documents/facts.ts';
import { KIND_NAMES } from '../site/kind-names.ts';
import { TECHNICAL_DOCUMENTS, type DocumentKind, type ReturnReason } from '../documents/vocabulary.ts';
import type { PermitFacts } from './facts.ts';
import { dueDocument } from './requests.ts';
import type { PermitType } from '../permit-types.ts';

/** A version of a document as it is told; the newest first. */
export interface DocumentVersion {
	version: number;
	media_type: string;
	bytes: number;
	at: string;
	/** Name and sender of the file; null for a reviewer who must not know whose it is. */
	name: string | null;
	by: Bilingual | null;
}

/** Why a document was sent back and not brought anew yet. */
export interface ReturnedDocument {
	reason: ReturnReason;
	note: string | null;
	asked_at: string;
	/** The version it is about, 0 where there was none. */
	version: number;
}

/** A statement of the register that stands for its paper. */
export interface PlotStatement {
	number: string;
	code: string;
	valid_until: CivilDate | null;
}

/**
 * `present`; `missing`; `returned`: a new version is due; `unknown`: nobody can tell whether it is needed; `later`: before the
 * works begin; `not_needed`.
 */
export type DocumentState = 'present' | 'missing' | 'returned' | 'unknown' | 'later' | 'not_needed';

export interface DocumentLine extends ChecklistLine {
	state: DocumentState;
	/** Of the site statement: the one that is in force in the register; nobody has to bring its paper. */
	registered: PlotStatement | null;
	versions: DocumentVersion[];
	returned: ReturnedDocument[];
	/** The asker may open its files. */
	open: boolean;
	/** The asker may bring a version now. */
	attach: boolean;
}

/** The documents of a case by the lines of its checklist. */
export interface CaseDocuments {
	lines: DocumentLine[];
	/** What the file lacks to be complete. */
	missing: { kind: DocumentKind; title: Bilingual }[];
}

/** What the checklist asks, out of what a case says and what the last check found. */
export function documentFactsOf(
	{ type, applied_on, facts }: { type: PermitType; applied_on: CivilDate; facts: PermitFacts },
	{
		place,
		check,
		reckoned,
		licence_on_paper = null
	}: {
		place: Place;
		check: PermitCheck | null;
		reckoned: number | null;
		licence_on_paper?: boolean | null;
	}
): DocumentFacts {
	const { floors, works_value_egp, basements, structure_changes, outline_changes } = facts;
	const restricted = check?.results.filter((r) => r.rule === 'R16') ?? [];
	const looked = restricted.length > 0 && restricted.every((r) => r.status !== 'not_checked');
	const names = restricted
		.filter((r) => r.status === 'fail')
		.map((r) => r.subject_title ?? KIND_NAMES[r.subject] ?? { ar: r.subject, en: r.subject });
	return {
		permit_type: type,
		on: applied_on,
		place,
		...{ floors, works_value_egp, reckoned_value_egp: reckoned },
		basements: basements ?? null,
		structure_changes: structure_changes ?? null,
		outline_changes: outline_changes ?? null,
		licence_on_paper,
		agencies: looked ? [...new Map(names.map((name) => [name.ar, name])).values()] : null
	};
}

/** What is still missing for a file to be taken. Agencies are asked in the review: nobody has to bring what they will say. */
export function missingDocuments(
	lines: readonly ChecklistLine[],
	have: ReadonlySet<DocumentKind>
): ChecklistLine[] {
	return missingFrom(lines, have).filter((line) => line.condition !== 'agencies');
}

/** The versions that came, and what was sent back, put to the lines of the checklist. */
export function documentLines(
	checklist: readonly ChecklistLine[],
	{
		versions,
		requests,
		statement,
		opens,
		attaches
	}: {
		versions: readonly (DocumentVersion & { kind: DocumentKind })[];
		/** Those without an answer. */
		requests: readonly {
			subject: string;
			fault: string;
			note: string | null;
			asked_at: string;
			version: number;
		}[];
		/** Of the plot, in force. */
		statement: PlotStatement | null;
		opens: 'all' | 'technical';
		attaches: (line: ChecklistLine) => boolean;
	}
): CaseDocuments {
	const have = new Set(versions.map((v) => v.kind));
	if (statement) have.add('site_statement');
	const missing = missingDocuments(checklist, have);
	const lines = checklist.map((line): DocumentLine => {
		const own = versions
			.filter((v) => v.kind === line.kind)
			.map(({ kind: _kind, ...version }) => version)
			.sort((a, b) => b.version - a.version);
		const newest = own[0]?.version ?? 0;
		const returned = requests
			.filter((r) => dueDocument(r) === line.kind && newest <= r.version)
			.map(({ fault, note, asked_at, version }) => ({
				...{ reason: fault as ReturnReason, note, asked_at, version }
			}));
		const registered = line.kind === 'site_statement' ? statement : null;
		return {
			...line,
			registered,
			state: stateOf(line, {
				returned: returned.length > 0,
				present: own.length > 0 || registered !== null
			}),
			versions: own,
			returned,
			open: own.length > 0 && (opens === 'all' || TECHNICAL_DOCUMENTS.includes(line.kind)),
			attach: attaches(line)
		};
	});
	return { lines, missing: missing.map(({ kind, title }) => ({ kind, title })) };
}

function stateOf(
	line: ChecklistLine,
	{ returned, present }: { returned: boolean; present: boolean }
): DocumentState {
	if (returned) return 'returned';
	if (present) return 'present';
	if (line.needed === false) return 'not_needed';
	if (line.by === 'start') return 'later';
	// What agencies say comes with the review.
	return line.needed === null || line.condition === 'agencies' ? 'unknown' : 'missing';
}
