import type { CivilDate } from '#lib/kernel/dates.ts';
import type { PermitKind } from '../life/vocabulary.ts';
import type { PublicPermit } from './types.ts';
import type { PublicEvent, PublicState } from './vocabulary.ts';

/** BLDS 1.2: the fields of the core file that are filled, by their names there and in its order. */
export const BLDS_FIELDS = [
	'PermitNum',
	'Description',
	'AppliedDate',
	'IssuedDate',
	'CompletedDate',
	'StatusCurrent',
	'OriginalAddress1',
	'OriginalAddress2',
	'OriginalCity',
	'OriginalState',
	'OriginalZip',
	'Jurisdiction',
	'PermitClass',
	'PermitClassMapped',
	'StatusCurrentMapped',
	'WorkClass',
	'WorkClassMapped',
	'PermitType',
	'PermitTypeMapped',
	'PermitTypeDesc',
	'StatusDate',
	'TotalSqFt',
	'Link',
	'Latitude',
	'Longitude',
	'HousingUnits',
	'PIN',
	'ProposedUse',
	'ExpiresDate',
	'COIssuedDate',
	'HoldDate',
	'VoidDate',
	'Publisher',
	'ExtraFields'
] as const;
export type BldsRow = Record<(typeof BLDS_FIELDS)[number], string | number | null>;

/** Of the file of earlier states. */
export const BLDS_LOG_FIELDS = [
	'PermitNum',
	'StatusPrevious',
	'StatusPreviousDate',
	'StatusPreviousMapped',
	'Comments'
] as const;
export type BldsLogRow = Record<(typeof BLDS_LOG_FIELDS)[number], string | null>;

export const BLDS_STATUSES = [
	'Application Accepted',
	'Fees/Payment',
	'In Review',
	'Permit Issued',
	'Inspection Phase',
	'Permit Finaled',
	'Permit Finaled with Conditions',
	'Occupancy',
	'Appeal',
	'Permit Cancelled'
] as const;
export type BldsStatus = (typeof BLDS_STATUSES)[number];
/** The file of earlier states knows fewer. */
export const BLDS_LOG_STATUSES = [
	'Application Accepted',
	'In Review',
	'Permit Issued',
	'Inspection Phase',
	'Permit Finaled',
	'Permit Cancelled'
] as const;
export type BldsLogStatus = (typeof BLDS_LOG_STATUSES)[number];
export const BLDS_PERMIT_TYPES = [
	'Building',
	'Demolition',
	'Electrical',
	'Mechanical',
	'Plumbing',
	'Roof',
	'Fence',
	'Grading',
	'Pool/Spa'
] as const;
export const BLDS_WORK_CLASSES = ['New', 'Existing'] as const;
export const BLDS_PERMIT_CLASSES = ['Residential', 'Non-Residential'] as const;

/** A suspended licence stays one; that it is held is told by HoldDate. */
export const BLDS_STATUS: Record<PublicState, BldsStatus> = {
	in_review: 'In Review',
	fees_due: 'Fees/Payment',
	issued: 'Permit Issued',
	building: 'Inspection Phase',
	completed: 'Permit Finaled',
	suspended: 'Permit Issued',
	refused: 'Permit Cancelled',
	appealed: 'Appeal',
	withdrawn: 'Permit Cancelled',
	revoked: 'Permit Cancelled',
	expired: 'Permit Cancelled'
};
export const BLDS_LOG_STATUS: Record<PublicEvent, BldsLogStatus> = {
	submitted: 'Application Accepted',
	accepted: 'Application Accepted',
	notified: 'In Review',
	approved: 'In Review',
	refused: 'Permit Cancelled',
	appealed: 'In Review',
	appeal_dismissed: 'Permit Cancelled',
	appeal_granted: 'In Review',
	issued: 'Permit Issued',
	suspended: 'Permit Issued',
	resumed: 'Permit Issued',
	revoked: 'Permit Cancelled',
	withdrawn: 'Permit Cancelled',
	expired: 'Permit Cancelled',
	started: 'Inspection Phase',
	works_complete: 'Inspection Phase',
	deposited: 'Inspection Phase',
	completed: 'Permit Finaled'
};
export const BLDS_TYPE: Record<
	PermitKind,
	{ type: (typeof BLDS_PERMIT_TYPES)[number]; work: (typeof BLDS_WORK_CLASSES)[number] }
> = {
	new: { type: 'Building', work: 'New' },
	added_floors: { type: 'Building', work: 'Existing' },
	amendment: { type: 'Building', work: 'Existing' },
	completion: { type: 'Building', work: 'Existing' },
	strengthening: { type: 'Building', work: 'Existing' },
	demolition: { type: 'Demolition', work: 'Existing' },
	finishing: { type: 'Building', work: 'Existing' },
	fence: { type: 'Fence', work: 'New' }
};

/** What a row says in words, in one language. */
export interface BldsWords {
	status: string;
	kind: string;
	use: string | null;
	description: string;
	address: string;
	district: string;
	governorate: string;
	department: string;
}

const SQUARE_FEET = 10.763_910_4;

/**
 * An entry of the register as a row of BLDS. What must be there always is: the number, what is asked for, the day of the
 * application, the state, an address. A postal code is on no map here.
 * @param status_on the day of its last event.
 */
export function bldsRow(
	p: PublicPermit & { status_on: CivilDate },
	words: BldsWords,
	{ link, jurisdiction }: { link: string; jurisdiction: string }
): BldsRow {
	const { type, work } = BLDS_TYPE[p.kind];
	const ended = p.state === 'withdrawn' || p.state === 'revoked' || p.state === 'expired';
	const living = p.use === 'residential' || (p.use === null && p.units !== null);
	return {
		PermitNum: p.reference,
		Description: words.description,
		AppliedDate: p.applied_on,
		IssuedDate: p.issued_on,
		CompletedDate: p.completed_on,
		StatusCurrent: words.status,
		OriginalAddress1: words.address,
		OriginalAddress2: words.department,
		OriginalCity: words.district,
		OriginalState: words.governorate,
		OriginalZip: null,
		Jurisdiction: jurisdiction,
		PermitClass: words.use,
		PermitClassMapped: p.use === null ? null : p.use === 'residential' ? 'Residential' : 'Non-Residential',
		StatusCurrentMapped: BLDS_STATUS[p.state],
		WorkClass: p.kind,
		WorkClassMapped: work,
		PermitType: p.kind,
		PermitTypeMapped: type,
		PermitTypeDesc: words.kind,
		StatusDate: p.status_on,
		TotalSqFt: p.area_m2 === null ? null : Math.round(p.area_m2 * SQUARE_FEET),
		Link: link,
		Latitude: p.at[1],
		Longitude: p.at[0],
		HousingUnits: living ? p.units : null,
		PIN: p.parcel,
		ProposedUse: words.use,
		ExpiresDate: p.expires_on,
		COIssuedDate: p.completed_on,
		HoldDate: p.state === 'suspended' ? p.status_on : null,
		VoidDate: ended ? p.status_on : null,
		Publisher: words.department,
		ExtraFields: JSON.stringify({
			state: p.state,
			floors: p.floors,
			basements: p.basements,
			height_m: p.height_m,
			area_m2: p.area_m2,
			plot_m2: p.plot_m2,
			accepted_on: p.accepted_on,
			decided_on: p.decided_on,
			amends: p.amends?.reference ?? null,
			amended_by: p.amended_by?.reference ?? null
		})
	};
}
