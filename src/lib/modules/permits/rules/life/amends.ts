import { z } from 'zod';
import type { CivilDate } from '#lib/kernel/dates.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import { freeText } from '#lib/kernel/free-text.ts';
import { Surface } from '../check/geojson.ts';
import type { PermitAction, PermitKind, PermitState } from './vocabulary.ts';

/** A licence that was given on paper, before there was a register. */
const PaperLicence = z.strictObject({
	number: freeText()
		.min(1)
		.max(40)
		.regex(/[0-9\u0660-\u0669]/, { message: 'permit_licence_number' }),
	on: z.iso.date(),
	/** Who gave it. */
	issuer: freeText().min(1).max(120)
});

/** The licence that a case changes: by its reference, or as its paper says. */
export const Amends = z
	.strictObject({
		licence: freeText().min(1).max(40).nullable().default(null),
		paper: PaperLicence.nullable().default(null)
	})
	.refine(({ licence, paper }) => (licence === null) !== (paper === null), { message: 'permit_amends_one' });
export type Amends = z.output<typeof Amends>;

/** The licence that a case changes, as it is told. */
export interface AmendedLicence {
	licence: { reference: string; kind: PermitKind; issued_at: string } | null;
	/** One on paper; `seen`: the clerk has held its copy against the application. */
	paper: { number: string; on: CivilDate; issuer: string | null; seen: boolean } | null;
	/** Since when it holds in that one's place; null until it is issued. */
	since: string | null;
}

/** How a licence stands to others. */
export interface LicenceTies {
	/** Of a case that changes a licence. */
	amends: AmendedLicence | null;
	/** The licence that changed this one and stands; `number` of its certificate, `state` of the one by which works go on. */
	amended_by: { reference: string; number: string | null; since: string; state: PermitState } | null;
	/** The licence from which the works hang that go on by this one. */
	works_under: string | null;
}

export const NO_TIES: LicenceTies = { amends: null, amended_by: null, works_under: null };

/** A licence of a plot that a case could change. Nobody's name is in it. */
export interface PlotLicence {
	reference: string;
	kind: PermitKind;
	issued_on: CivilDate;
	floors: number | null;
	height_m: number | null;
	/** Works go on by it. */
	building: boolean;
}

/** A parcel of the map, as in an address. */
export const IntakeQuery = z.strictObject({
	parcel: z.string().regex(/^\d{1,18}$/, { message: 'field_id' })
});

/** A plot that was drawn or surveyed. */
export const IntakeDrawn = z.strictObject({
	geometry: Surface,
	crs: z.union([z.string().max(4000), z.number()]).default('EPSG:22992')
});

/** What is known of a plot before anything is asked for on it. */
export interface PlotIntake {
	/** Where it lies; null outside every district. */
	district: Bilingual | null;
	/** The department that would have its cases; null where none could carry one. */
	department: { code: string; name: Bilingual; /** It is the district's own. */ own: boolean } | null;
	/** A clerk may open one here; null for who asks for themselves. */
	window: boolean | null;
	/** In force and not changed by another, the newest first. */
	licences: PlotLicence[];
}

/** What is done in the licence that holds now, no more in the one it changed. */
const BY_THE_NEWEST: readonly PermitAction[] = ['notify_start', 'suspend', 'revoke'];
/** What is done where the works hang. */
const WHERE_WORKS_ARE: readonly PermitAction[] = ['notify_start', 'deposit'];

/** The licence in which a step has its place; null where that is this one. */
export function elsewhere(
	{ amended_by, works_under }: LicenceTies,
	action: PermitAction
): {
	code: 'permit_licence_amended' | 'permit_licence_suspended' | 'permit_works_elsewhere';
	reference: string;
} | null {
	if (amended_by && BY_THE_NEWEST.includes(action))
		return { code: 'permit_licence_amended', reference: amended_by.reference };
	if (amended_by?.state === 'suspended' && WHERE_WORKS_ARE.includes(action))
		return { code: 'permit_licence_suspended', reference: amended_by.reference };
	if (works_under && WHERE_WORKS_ARE.includes(action))
		return { code: 'permit_works_elsewhere', reference: works_under };
	return null;
}
