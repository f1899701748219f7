/** The roles a person can hold in a unit. Stable names: outsiders rely on them. */
export const ROLES = [
	'citizen',
	'applicant_engineer',
	'window_clerk',
	'cashier',
	'reviewer',
	'head_of_engineering',
	'authority',
	'inspector',
	'utility_planner',
	'coordinator',
	'traffic_police',
	'fleet_manager',
	'dispatcher',
	'driver',
	'workshop',
	'planner',
	'agency_focal_point',
	'transport_regulator',
	'hr_officer',
	'archivist',
	'unit_head',
	'governor',
	'auditor',
	'admin'
] as const;

export type Role = (typeof ROLES)[number];

/** Roles of people who work for the governorate or an agency: everyone but the citizen's side. */
export const STAFF_ROLES: readonly Role[] = ROLES.filter(
	(r) => r !== 'citizen' && r !== 'applicant_engineer'
);

/**
 * Those whose work the digs are: who plans, coordinates, approves and inspects them, the agencies of the committee
 * and who leads it, who takes their fees, and who answers for the whole. Others see what the public sees.
 */
export const DIG_READERS: readonly Role[] = [
	'cashier',
	'head_of_engineering',
	'inspector',
	'utility_planner',
	'coordinator',
	'traffic_police',
	'planner',
	'agency_focal_point',
	'unit_head',
	'governor',
	'auditor',
	'admin'
];

/** Roles that see every permit of the departments they work for. */
export const PERMIT_OVERSEERS: readonly Role[] = [
	'window_clerk',
	'cashier',
	'head_of_engineering',
	'authority',
	'inspector',
	'unit_head',
	'governor',
	'auditor',
	'admin'
];
/** Those of them who answer for how a department does, or hold it to account. */
export const PERMIT_ANSWERABLE: readonly Role[] = [
	'head_of_engineering',
	'authority',
	'unit_head',
	'governor',
	'auditor'
];
/** Those of them whose work the papers of a permit are. */
export const PERMIT_DOCUMENT_READERS: readonly Role[] = [
	'window_clerk',
	'head_of_engineering',
	'authority',
	'inspector',
	'unit_head',
	'governor'
];
/** The officers among those whose cases a permit can be. */
export const STAFF_PERMIT_READERS: readonly Role[] = [...PERMIT_OVERSEERS, 'reviewer', 'agency_focal_point'];
/** Whose cases a permit can be; which ones, the case says. */
export const PERMIT_READERS: readonly Role[] = [...STAFF_PERMIT_READERS, 'applicant_engineer', 'citizen'];
