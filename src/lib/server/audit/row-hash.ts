/** The hash that a row of the log must have, as SQL; written out here, for the database's own function could be changed. */
export const ROW_HASH = `sha256(l.prev_hash || convert_to(concat_ws(E'\\x1f', l.chain, l.seq,
				to_char(l.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
				coalesce(l.actor_person_id::text, '-'), coalesce(l.actor_unit_id::text, '-'), l.actor_kind, l.action,
				l.subject_type, l.subject_id, l.detail::text, coalesce(l.request_id, '-')), 'UTF8'))`;
