import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import {
	checklistOf,
	documentLines,
	type CaseDocuments,
	type ChecklistLine,
	type DocumentKind,
	type DocumentVersion
} from '../../rules/index.ts';
import type { CaseRow } from '../cases/columns.ts';
import { actionsNow } from '../cases/duty.ts';
import { lookAt } from '../cases/looked.ts';
import { demandDocumentsOpen, opensDocuments } from './may.ts';
import { statementOfPlot } from '../certificates/of-plot.ts';
import { documentFacts } from './of-case.ts';

/**
 * The checklist of a case with what came for each line, what is missing and what was sent back.
 * @throws DomainError `not_found`, `forbidden`.
 */
export async function permitDocuments(ctx: Ctx, name: string): Promise<CaseDocuments> {
	return lookAt(ctx, { name, action: 'read_documents', often: true }, async (db, found) => {
		const opens = demandDocumentsOpen(ctx, found);
		return found.life === 'execution' ? { lines: [], missing: [] } : documentsOf(ctx, db, found, opens);
	});
}

/** The same of a case that was found and may be read; null for those whose work its documents are not. */
export async function documentsShown(ctx: Ctx, db: Tx['db'], found: CaseRow): Promise<CaseDocuments | null> {
	const opens = hasDocuments(found) ? opensDocuments(ctx, found) : null;
	return opens && documentsOf(ctx, db, found, opens);
}

async function documentsOf(
	ctx: Ctx,
	db: Tx['db'],
	found: CaseRow,
	opens: 'all' | 'technical'
): Promise<CaseDocuments> {
	const versions =
		await sql<VersionRow>`select d.kind, d.version, d.media_type, d.bytes, d.at, o.file_name as name,
			case when p.id is not null and not ${found.own} then jsonb_build_object('ar', p.name_ar, 'en', p.name_en) end as by
		from permit_document d
		left join permit_document_origin o on o.permit_id = d.permit_id and o.kind = d.kind and o.version = d.version
			and ${opens === 'all'}
		left join person p on p.id = o.person_id
		where d.permit_id = ${found.id}`.execute(db);
	const requests = await sql<{
		subject: string;
		fault: string;
		note: string | null;
		asked_at: Date;
		version: number;
	}>`select subject, fault, note, asked_at, document_version as version from permit_request
		where permit_id = ${found.id} and answered_at is null order by id`.execute(db);
	const may = actionsNow(ctx, found).includes('attach');
	return documentLines(checklistOf(await documentFacts(db, found)), {
		versions: versions.rows.map((v) => ({ ...v, at: v.at.toISOString() })),
		requests: requests.rows.map((r) => ({ ...r, asked_at: r.asked_at.toISOString() })),
		statement: await statementOfPlot(db, found.id, cairoDate(found.submitted_at ?? ctx.now())),
		opens,
		attaches: (line) => may && takes(found, line.kind)
	});
}

type VersionRow = Omit<DocumentVersion, 'at'> & { kind: DocumentKind; at: Date };

/** Works bring none of their own; a violation, with the request to reconcile it. */
const hasDocuments = ({ life, state }: Pick<CaseRow, 'life' | 'state'>): boolean =>
	life === 'licence' ||
	life === 'statement' ||
	life === 'completion' ||
	(life === 'violation' && state.includes('reconcil'));

/** After the decision only what the works need before they begin is still to come. */
export const takes = (
	{ life, state }: Pick<CaseRow, 'life' | 'state'>,
	kind: ChecklistLine['kind']
): boolean =>
	life === 'licence'
		? kind === 'contract' || !['approved_fees_due', 'issued'].includes(state)
		: life !== 'execution';
