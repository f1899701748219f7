import { sql } from 'kysely';

/** What is selected of the calendar's tables, as the rules' types name it; aliases `p`, `h`, `s`. */

export const PERIOD = sql`p.id::text, p.kind, jsonb_build_object('ar', p.name_ar, 'en', p.name_en) as name,
	p.starts_on, p.ends_on, left(p.from_time::text, 5) as "from", left(p.to_time::text, 5) as "to",
	p.decree, p.state, p.origin, p.verified`;

export const STREET_HOURS = sql`h.id::text, h.street_class, h.purpose, h.seasons, h.days, h.on_holidays,
	left(h.from_time::text, 5) as "from", left(h.to_time::text, 5) as "to",
	h.valid_from, h.valid_to, h.origin, h.verified`;

export const SHIFT = sql`s.id::text, s.school_id::text, s.shifts, s.school_kind, s.shift, s.seasons, s.days,
	left(s.from_time::text, 5) as "from", left(s.to_time::text, 5) as "to",
	s.valid_from, s.valid_to, s.origin, s.verified`;

/** A dig's own daily hours, or null; of `dig_hours o` left joined. */
export const DIG_HOURS = sql`case when o.dig_id is not null then jsonb_build_object(
	'from', left(o.from_time::text, 5), 'to', left(o.to_time::text, 5), 'days', o.days) end`;
