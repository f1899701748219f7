import { ListAudit, listAudit } from '#lib/server/audit/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import { queryOf } from '#lib/server/http/query.ts';
import type { RequestEvent } from './$types';

export const _docs: Docs = {
	GET: {
		summary: 'What was done, by whom, to what; newest first',
		access: 'Auditor, administrator.',
		query: ListAudit
	}
};

export const GET = endpoint(async ({ locals, url }: RequestEvent) => {
	const { entries, next } = await listAudit(locals.ctx, queryOf(url, ListAudit));
	const items = entries.map((e) => ({
		chain: e.chain,
		seq: e.seq,
		at: e.at,
		action: e.action,
		actor: { kind: e.actorKind, username: e.username, name_ar: e.nameAr, name_en: e.nameEn },
		unit: e.unitNameAr ? { name_ar: e.unitNameAr, name_en: e.unitNameEn } : null,
		subject: { type: e.subjectType, id: e.subjectId, username: e.subjectName },
		detail: e.detail,
		request_id: e.requestId
	}));
	return Response.json({ items, next_cursor: next });
});
