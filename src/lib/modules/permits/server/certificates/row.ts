import { sql, type RawBuilder } from 'kysely';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Proof } from '#lib/server/audit/index.ts';
import { makeCtx, type Ctx, type Tx } from '#lib/server/context.ts';
import { SYSTEM } from '#lib/server/policy/index.ts';
import type { Appeal, CertificateKind, PermitState } from '../../rules/index.ts';

/** A certificate with what has become of it. */
export interface CertificateRow {
	id: string;
	kind: CertificateKind;
	number: string;
	code: string;
	permit_id: string | null;
	reference: string | null;
	/** Of the licence it stands on, which may be its own case. */
	licence: string | null;
	licence_state: PermitState | null;
	/** Of a licence that does not hold: since when. */
	licence_since: Date | null;
	unit_id: string;
	unit: Bilingual;
	unit_path: string;
	/** Of a case: the asker applies, or has had a duty in it. */
	own: boolean;
	duty: string | null;
	subject: string | null;
	parcel_id: string | null;
	parcel_name: string | null;
	issued_at: Date;
	valid_until: string | null;
	content_sha256: string;
	proof: Proof;
	superseded_by: string | null;
	/** Of a licence: the case that changed it and stands. */
	amended_by: string | null;
	/** Of a refusal: the appeal against it, in the moments of the database. */
	appeal: Pick<Appeal, 'filed_at' | 'outcome' | 'decided_at'> | null;
	revoked_at: Date | null;
	revoked_for: string | null;
	revoked_article: string | null;
	paper: { sha256: string; bytes: number; made_at: string } | null;
}

/** Certificates as the actor of the transaction sees them, the newest first. */
export async function certificateRows(db: Tx['db'], where: RawBuilder<unknown>): Promise<CertificateRow[]> {
	const { rows } =
		await sql<CertificateRow>`select c.id::text, c.kind, c.number, c.code, c.permit_id::text, p.reference, coalesce(n.reference, root.reference) as licence, coalesce(n.state, root.state) as licence_state,
			case when coalesce(n.state, root.state) in ('suspended', 'revoked') then (select e.at from permit_event e
				where e.permit_id = coalesce(n.id, root.id) and e.to_state = coalesce(n.state, root.state)
				order by e.version limit 1) end as licence_since,
			c.unit_id::text, jsonb_build_object('ar', u.name_ar, 'en', u.name_en) as unit, u.path as unit_path,
			exists (select from permit_applicant a where a.permit_id = c.permit_id and a.person_id = actor_person()) as own,
			(select min(h.duty) from permit_hand h where h.permit_id = c.permit_id and h.person_id = actor_person()) as duty, c.subject,
			c.parcel_id::text, c.parcel_name, c.issued_at, c.valid_until, c.content_sha256, c.proof, coalesce(next.number, tie.amended_by ->> 'number') as superseded_by,
			case when next.id is null then tie.amended_by ->> 'reference' end as amended_by,
			case when c.kind = 'refusal' then (select jsonb_build_object('filed_at', a.filed_at, 'outcome', a.outcome,
				'decided_at', a.decided_at) from permit_appeal a where a.permit_id = c.permit_id and a.filed_at >= c.issued_at
				order by a.filed_at limit 1) end as appeal,
			r.at as revoked_at, r.reason as revoked_for, r.article as revoked_article,
			case when f.sha256 is not null then jsonb_build_object('sha256', f.sha256, 'bytes', f.bytes, 'made_at',
				to_char(w.made_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) end as paper
		from permit_certificate c join unit u on u.id = c.unit_id
			left join permit p on p.id = c.permit_id
			left join permit root on root.id = p.root_id
			left join lateral permit_approved(case when p.life = 'completion' then p.root_id end) n on true
			left join lateral (select permit_tie(case when c.kind = 'licence' then c.permit_id end) -> 'amended_by') tie(amended_by)
				on jsonb_typeof(tie.amended_by) = 'object'
			left join permit_certificate next on next.supersedes = c.id
			left join permit_certificate_revocation r on r.certificate_id = c.id
			left join permit_certificate_paper w on w.certificate_id = c.id
			left join stored_file f on f.sha256 = w.sha256
		where ${where} order by c.id desc`.execute(db);
	return rows;
}

/** For what everybody with the code is told, and for setting papers: the house itself reads, and nobody's name comes out. */
export const houseOf = (ctx: Ctx): Ctx => makeCtx(ctx.platform, { ...ctx, actor: SYSTEM });
