/**
 * The closed union of things that can go wrong on purpose. A code is stable: clients, tests and messages
 * (`error_<code>` in messages/) rely on it. `status` is the only mapping to HTTP.
 */
export const ERROR_STATUS = {
	invalid_input: 422,
	bad_request: 400,
	header_wrong: 400,
	query_unknown: 400,
	not_signed_in: 401,
	bad_credentials: 401,
	password_wrong: 422,
	second_factor_required: 401,
	second_factor_wrong: 422,
	forbidden: 403,
	bad_origin: 403,
	not_found: 404,
	method_not_allowed: 405,
	conflict: 409,
	version_conflict: 412,
	precondition_required: 428,
	already_exists: 409,
	state_forbids: 409,
	key_reused: 409,
	too_large: 413,
	unsupported_media_type: 415,
	rate_limited: 429,
	cancelled: 499,
	internal: 500,
	database_unavailable: 503,
	took_too_long: 503,
	// geometry
	geometry_empty: 422,
	geometry_invalid: 422,
	geometry_wrong_type: 422,
	geometry_too_many_vertices: 422,
	geometry_not_finite: 422,
	geometry_swapped_axes: 422,
	geometry_wrong_crs: 422,
	geometry_outside_governorate: 422,
	geometry_off_map: 422,
	geometry_too_small: 422,
	geometry_too_large: 422,
	geometry_too_long: 422,
	crs_unknown: 422,
	coordinate_unreadable: 422,
	// tiles
	tile_impossible: 400,
	layer_unknown: 404,
	// files
	file_unreadable: 422,
	file_unknown_format: 415,
	file_encoding_unknown: 422,
	file_bomb: 413,
	file_truncated: 422,
	file_unsafe_path: 422,
	file_too_many_vertices: 422,
	file_missing_part: 422,
	file_locked: 422,
	file_too_deep: 422,
	file_xml_dtd: 422,
	file_layer_unknown: 422,
	document_type: 415,
	file_two_in_one: 422,
	file_infected: 422,
	scanner_unavailable: 503,
	picture_too_large: 413,
	pdf_active: 422,
	pdf_encrypted: 422,
	pdf_hidden: 422,
	file_not_bare: 422,
	field_unknown: 422,
	value_unreadable: 422,
	value_missing: 422,
	sheet_row_missing: 422,
	sheet_shape_missing: 422,
	sheet_key_empty: 422,
	sheet_key_repeated: 422,
	sheet_not_a_table: 422,
	value_too_long: 422,
	// excavation
	dig_blocked: 409,
	dig_responses_missing: 409,
	dig_objections: 409,
	dig_defects_open: 409,
	dig_days_reversed: 422,
	dig_days_outside: 422,
	dig_day_out_of_range: 422,
	dig_window_too_long: 422,
	contractor_lapsed: 409,
	contractor_unknown: 422,
	promoter_unknown: 422,
	promoter_other: 422,
	programme_over: 409,
	// permits
	drawing_missing: 422,
	drawing_not_dxf: 415,
	drawing_too_large: 413,
	drawing_units: 422,
	drawing_no_control: 422,
	drawing_control_place: 422,
	drawing_scale: 422,
	drawing_misfit: 422,
	drawing_no_parcel: 422,
	drawing_several_parcels: 422,
	drawing_ring_open: 422,
	drawing_numbers: 422,
	permit_documents_refused: 422,
	permit_fees_unknown: 409,
	permit_fees_too_large: 422,
	// plans
	plan_too_large: 422,
	plan_outdated: 409,
	plan_clashes: 409,
	// clashes
	clash_closed: 409,
	clash_is_offer: 409,
	joint_nothing: 409,
	joint_changed: 409,
	joint_over: 409,
	dig_joined: 409,
	coordination_closed: 409,
	coordination_undecided: 409,
	// areas that residents watch
	mail_unavailable: 409,
	area_too_large: 422,
	area_too_many: 409,
	area_link_over: 410,
	// permits
	permit_separation: 403,
	permit_party: 403,
	permit_blind: 403,
	permit_note_settled: 409,
	permit_no_department: 422,
	permit_surface_size: 422,
	permit_other_window: 409,
	permit_other_inspectors: 409,
	permit_reviewers_few: 409,
	permit_head_alone: 409,
	permit_authority_alone: 409,
	permit_requests_open: 409,
	permit_blocked: 409,
	permit_unexamined: 409,
	permit_nothing_to_waive: 409,
	permit_consultations_open: 409,
	permit_agencies_due: 409,
	permit_objections: 409,
	permit_no_neighbours: 409,
	permit_before_notice: 422,
	permit_not_recommended: 409,
	permit_reviewer_tied: 409,
	permit_not_deemed: 409,
	permit_appeal_late: 409,
	permit_appeal_twice: 409,
	permit_appeal_none: 409,
	certificate_paper_lost: 409,
	permit_works_begun: 409,
	permit_no_execution: 409,
	permit_stage_unknown: 422,
	permit_stages_left: 409,
	permit_licence_suspended: 409,
	permit_licence_revoked: 409,
	permit_licence_expired: 409,
	permit_letters_issued: 409,
	permit_excess: 409,
	permit_violation_open: 409,
	permit_violation_same: 409,
	permit_quote_same: 409,
	permit_reconciliation: 422,
	permit_reconciliation_window: 409,
	permit_reconciliation_forbidden: 409,
	permit_areas_count: 409,
	permit_area_small: 409,
	permit_areas_differ: 409,
	permit_outline_missing: 409,
	permit_licence_stands: 409,
	permit_licence_unnamed: 409,
	permit_licence_unfit: 409,
	permit_licence_other_plot: 409,
	permit_licence_not_in_force: 409,
	permit_licence_amended: 409,
	permit_licence_amended_by: 409,
	permit_licence_unseen: 409,
	permit_works_elsewhere: 409,
	permit_settled: 409,
	permit_other_department: 409,
	permit_documents_missing: 409,
	permit_statement_missing: 409,
	permit_statement_asked: 409,
	permit_documents_due: 409,
	permit_document_same: 409,
	permit_document_held: 409,
	permit_document_none: 422,
	permit_fees_due: 409,
	permit_amount_due: 409,
	permit_fees_overpaid: 409,
	permit_nothing_due: 409,
	permit_receipt_over: 409,
	permit_untracked: 404,
	// operation
	already_running: 409,
	demo_refused: 403,
	configuration_invalid: 500,
	database_unsuitable: 500
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;
export type ErrorParams = Record<string, string | number | boolean | null | undefined>;

/** One wrong field: `path` as in the input (`window.start`), a message code and its parameters. */
export interface FieldError {
	path: string;
	code: string;
	params?: ErrorParams;
	/** Already in the caller's language when the schema produced it. */
	message?: string;
}

export interface DomainErrorDetails {
	params?: ErrorParams;
	fields?: FieldError[];
	/** A place to look at: WGS84 longitude, latitude. */
	at?: [number, number];
	cause?: unknown;
}

/** An expected failure, thrown by rules and services and mapped to HTTP and words in one place each. */
export class DomainError extends Error {
	readonly code: ErrorCode;
	readonly params: ErrorParams;
	readonly fields: FieldError[];
	readonly at: [number, number] | undefined;

	constructor(code: ErrorCode, details: DomainErrorDetails = {}) {
		super(code, { cause: details.cause });
		this.name = 'DomainError';
		this.code = code;
		this.params = details.params ?? {};
		this.fields = details.fields ?? [];
		this.at = details.at;
	}

	get status(): number {
		return ERROR_STATUS[this.code];
	}
}

/** True for a DomainError of any copy of this module (the server entry and the built pages each hold one). */
export function isDomainError(error: unknown): error is DomainError {
	return error instanceof Error && error.name === 'DomainError' && 'code' in error;
}
