import { sql } from 'kysely';
import { fromLegal } from '#lib/kernel/crs.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Ctx } from '#lib/server/context.ts';
import {
	AMENDING_KINDS,
	type Appeal,
	type ClockStep,
	type LicenceTies,
	type Life,
	type PermitFacts,
	type PermitKind,
	type PermitState,
	type PermitSummary
} from '../../rules/index.ts';
import { isWithheld } from './blind.ts';

/** The block of the parcel of a permit `p`, in both languages where the register has them. */
const BLOCK_OF = sql`(select jsonb_build_object('ar', k.props ->> 'block_no', 'en', coalesce(k.props ->> 'block_no_en', k.props ->> 'block_no'))
	from parcels k where k.id = p.parcel_id and k.props ->> 'block_no' <> '')`;
export const SUMMARY = sql`p.id::text, p.reference, p.life, p.root_id::text, l.reference as parent, coalesce(n.state, l.state) as licence_state, p.kind, p.state, p.version, p.unit_id::text, p.channel, p.applied_on,
	p.address, p.parcel_id::text, p.parcel_name, ${BLOCK_OF} as parcel_block, p.submitted_at, p.certificate_on, p.accepted_at, p.decided_at, p.issued_at,
	p.expires_on, p.deemed_at, coalesce((p.facts -> 'insured')::text = 'true', false) as insured, jsonb_build_object('ar', u.name_ar, 'en', u.name_en) as unit_name, u.path as unit_path,
	(select e.at from permit_event e where e.permit_id = p.id and e.from_state is distinct from e.to_state
		order by e.version desc limit 1) as since,
	(select array[st_x(c), st_y(c)] from st_pointonsurface(p.geom) c) as at,
	case when p.state = 'refused' then permit_appeal_of(p.id) end as appeal,
	case when (select actor_has_role('reviewer')) then permit_blind(p.id) else false end as blind`;
/** Steps that stop or start a clock though the case stands where it stood. */
export const MONEY = ['pay_fees', 'cancel_receipt'] as const;
/** Shapes to the millimetre. */
export const WHOLE = sql`${SUMMARY}, p.geom::text, st_asgeojson(p.geom, 3, 0)::jsonb as plot, st_area(p.geom) as plot_m2,
	st_asgeojson(coalesce(n.footprint, p.footprint), 3, 0)::jsonb as footprint, coalesce(n.facts, p.facts) as facts,
	case when n.reference <> l.reference then jsonb_build_object('reference', n.reference, 'state', n.state) end as goes_by,
	permit_tie(case when p.life = 'licence' and (p.issued_at is not null or p.kind in (${sql.join(AMENDING_KINDS.map((kind) => sql.lit(kind)))}))
		then p.id end) as ties,
	exists (select from permit_applicant a where a.permit_id = p.root_id and a.person_id = actor_person()) as own,
	exists (select from permit_consultation c join assignment a on a.unit_id = c.unit_id
		where c.permit_id = p.id and a.person_id = actor_person() and a.role = 'agency_focal_point'
			and a.valid_from <= cairo_today() and (a.valid_to is null or cairo_today() <= a.valid_to)) as asked,
	hand.my_duty, hand.my_duty_ended, hand.my_hand, hand.my_hand_ended, (select t.version::text from permit_tables t) as tables,
	case when p.submitted_at is not null then (select jsonb_agg(jsonb_build_object('to', e.to_state, 'at', e.at,
			'settled', coalesce((e.detail ->> 'settled')::boolean, false)) order by e.version)
		from permit_event e where e.permit_id = p.id and e.at >= p.submitted_at
			and (e.from_state is distinct from e.to_state or e.action in (${sql.lit(MONEY[0])}, ${sql.lit(MONEY[1])}))) end as steps`;
/** With the licence a case hangs from, and the one by which works go on since it was changed. */
export const WITH_UNIT = sql`join unit u on u.id = p.unit_id left join permit l on l.id = p.parent_id
	left join lateral permit_approved(case when p.life in ('execution', 'completion') then p.parent_id end) n on true`;

/** What the asker has to do with a case, of whatever hangs from its licence. */
export const WITH_HAND = sql`cross join lateral (select (array_agg(h.duty))[1] as my_duty, min(h.ended_at) as my_duty_ended,
	min(h.duty) filter (where h.permit_id = p.id) as my_hand,
	min(h.ended_at) filter (where h.permit_id = p.id) as my_hand_ended
	from permit_hand h where h.root_id = p.root_id and h.person_id = actor_person()) hand`;

export interface SummaryRow {
	id: string;
	reference: string;
	life: Life;
	/** The licence's id, or its own where it hangs from none. */
	root_id: string;
	parent: string | null;
	/** Where that licence stands, or the one by which its works go on. */
	licence_state: PermitState | null;
	kind: PermitKind;
	state: PermitState;
	version: number;
	unit_id: string;
	unit_name: Bilingual;
	unit_path: string;
	channel: PermitSummary['channel'];
	applied_on: string;
	address: string | null;
	parcel_id: string | null;
	parcel_name: string | null;
	parcel_block: Bilingual | null;
	since: Date;
	submitted_at: Date | null;
	certificate_on: string | null;
	accepted_at: Date | null;
	decided_at: Date | null;
	issued_at: Date | null;
	expires_on: string | null;
	deemed_at: Date | null;
	/** Of what is refused. */
	appeal: Appeal | null;
	/** It comes with an insurance document: the office promised more days. */
	insured: boolean;
	/** Somewhere on the plot, EPSG:22992. */
	at: [number, number];
	/** The asker reviews, and has not signed in it. */
	blind: boolean;
}

/** A case as its actions read it. */
export interface CaseRow extends SummaryRow, LicenceTies {
	/** Hex EWKB, EPSG:22992. */
	geom: string;
	plot: GeoJSON.MultiPolygon;
	plot_m2: number;
	footprint: GeoJSON.MultiPolygon | null;
	facts: PermitFacts;
	/** The licence by which works go on, where it is not the one they hang from. */
	goes_by: { reference: string; state: PermitState } | null;
	/** The asker is the one who applies. */
	own: boolean;
	/** The asker answers for an agency that is consulted. */
	asked: boolean;
	/** The duty the asker has in it. */
	my_duty: string | null;
	my_duty_ended: Date | null;
	/** The same in this case itself. */
	my_hand: string | null;
	/** Since when it is over. */
	my_hand_ended: Date | null;
	/** The steps by which its clocks go, from the submission on. */
	steps: ClockStep[];
}

const sixDecimals = (degrees: number) => Math.round(degrees * 1e6) / 1e6;
const text = (moment: Date | null) => moment?.toISOString() ?? null;

/** As the database writes moments within a document. */
const sameMoment = (moment: string | null) => moment && new Date(moment).toISOString();
export const toAppeal = ({ refused_at, filed_at, decided_at, ...appeal }: Appeal): Appeal => ({
	...appeal,
	refused_at: new Date(refused_at).toISOString(),
	filed_at: sameMoment(filed_at),
	decided_at: sameMoment(decided_at)
});

export function toSummary({ actor }: Pick<Ctx, 'actor'>, row: SummaryRow & { own?: boolean }): PermitSummary {
	const { unit_id, unit_name, parcel_id, parcel_name, parcel_block } = row;
	const { id, reference, life, parent, kind, state, version, channel, applied_on } = row;
	const address = isWithheld(actor, row) ? null : row.address;
	const at = fromLegal(4326, row.at).map(sixDecimals) as [number, number];
	return {
		...{ id, reference, life, parent, kind, state, version, channel, applied_on, address, at },
		unit: { id: unit_id, name: unit_name },
		parcel: { id: parcel_id, name: parcel_name, block: parcel_block },
		since: row.since.toISOString(),
		submitted_at: text(row.submitted_at),
		certificate_on: row.certificate_on,
		accepted_at: text(row.accepted_at),
		decided_at: text(row.decided_at),
		issued_at: text(row.issued_at),
		expires_on: row.expires_on,
		deemed_at: text(row.deemed_at),
		appeal: row.appeal && toAppeal(row.appeal)
	};
}
