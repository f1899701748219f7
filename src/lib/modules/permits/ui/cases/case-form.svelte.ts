import { toLegal } from '#lib/kernel/crs.ts';
import { areaOf, mapPositions } from '#lib/kernel/geometry.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Drawn, EditSession, MapHandle, Overlay } from '#lib/map/types.ts';
import type { Drawing } from '../../rules/drawing/answer.ts';
import type { PartyCard } from '../../rules/life/record.ts';
import type { PermitCase } from '../../rules/life/types.ts';
import { AMENDING_KINDS, type PermitKind } from '../../rules/life/vocabulary.ts';
import { collection, feature, toMap } from '../site/on-map.ts';

/** Geometry in EPSG:22992. */
export interface PlotChosen {
	/** Null where the plot of a case is no parcel of the map. */
	id: string | null;
	name: string | null;
	block?: Bilingual | null;
	area_m2: number;
	geometry: GeoJSON.MultiPolygon;
}

/** An exemption from fees that can be claimed. */
export interface ExemptionOption {
	name: string;
	title: Bilingual;
	article: string | null;
}

/** Kinds that change a building that stands: what they touch decides on its papers. */
export const ALTERS: readonly PermitKind[] = ['amendment', 'completion', 'strengthening'];

/** What of a form is kept until it is saved: everything that was typed, drawn and chosen. */
export interface FilledIn {
	/** Id of the parcel. */
	plot: string | null;
	values: Record<string, unknown>;
	areas: (number | null)[];
	deep: (number | null)[];
	drawn: Drawn | null;
	/** Null where names are not kept. */
	owner: CaseForm['owner'] | null;
	engineer: CaseForm['engineer'] | null;
	/** A plot that is no parcel, EPSG:22992. */
	ground: GeoJSON.MultiPolygon | null;
	declared: CaseForm['declared'];
	exemptions: string[];
	amended: string;
	paper: CaseForm['paper'];
}

/** Of the licence that is changed: it was given on paper. */
export const ON_PAPER = 'paper';

/** The fields that stand by themselves. */
const PLAIN = [
	...['kind', 'address', 'floors', 'height', 'units', 'basements', 'use', 'added', 'fence'],
	...['structure', 'outline', 'value']
] as const;

/** What is filled in for a permit, or for the statement of a plot on which nothing is built. */
export class CaseForm {
	readonly life: 'licence' | 'statement';
	plot = $state.raw<PlotChosen | null>(null);
	/** The plot was drawn or surveyed here: it is no parcel of the map, nor the one the case had. */
	surveyed = $state(false);
	/** Square metres as the papers state them. */
	declared = $state<{ parcel: number | null; footprint: number | null }>({ parcel: null, footprint: null });
	/** Names of the exemptions from fees that are claimed. */
	exemptions = $state<string[]>([]);
	/** The drawing that plot or building were taken from: a paper of the file. */
	source = $state.raw<File | null>(null);
	kind = $state<PermitKind>('new');
	address = $state('');
	floors = $state<number | null>(null);
	height = $state<number | null>(null);
	units = $state<number | null>(null);
	basements = $state<number | null>(0);
	use = $state('residential');
	/** Of each floor from the ground up; an empty one is as the one below. */
	areas = $state<(number | null)[]>([]);
	/** Of each basement, the lowest last; an empty one is as the one above. */
	deep = $state<(number | null)[]>([]);
	added = $state<number | null>(null);
	fence = $state<number | null>(null);
	structure = $state<string>('unsaid');
	outline = $state<string>('unsaid');
	value = $state<number | null>(null);
	owner = $state({ name: '', national_id: '', phone: '' });
	engineer = $state({ name: '', national_id: '', phone: '', office: '', syndicate_no: '' });
	/** The building as drawn, WGS84. */
	drawn = $state.raw<Drawn | null>(null);
	/** The building a case has until it is drawn anew, EPSG:22992. */
	stands = $state.raw<GeoJSON.MultiPolygon | null>(null);
	/** The licence that is changed: its reference, `ON_PAPER`, or empty. */
	amended = $state('');
	paper = $state({ number: '', on: '', issuer: '' });
	errors = $state.raw<Record<string, string>>({});
	#session = $state.raw<EditSession | null>(null);
	#representative: Record<string, unknown> | null = null;
	/** What the case says of things that have no field here. */
	#untold: Record<string, unknown> = {};

	constructor(life: CaseForm['life'] = 'licence') {
		this.life = life;
	}

	/** A form filled in with what a case says; national numbers are shown to nobody whole, so they stay empty. */
	static of(permit: PermitCase, parties: readonly PartyCard[]): CaseForm {
		const form = new CaseForm(permit.life === 'statement' ? 'statement' : 'licence');
		const { facts } = permit;
		form.#untold = { ...facts };
		form.plot = plotOf(permit);
		form.stands = permit.footprint;
		form.kind = permit.kind;
		form.address = permit.address ?? '';
		form.declared = {
			parcel: facts.declared?.parcel_m2 ?? null,
			footprint: facts.declared?.footprint_m2 ?? null
		};
		form.exemptions = [...(facts.exemptions ?? [])];
		form.floors = facts.floors;
		form.height = facts.height_m;
		form.units = facts.units;
		form.basements = facts.basements ?? 0;
		form.use = facts.use ?? 'residential';
		form.areas = [...(facts.floor_areas_m2 ?? [])];
		form.deep = [...(facts.basement_areas_m2 ?? [])];
		form.added = facts.added_floors ?? null;
		form.fence = facts.fence_m ?? null;
		form.structure = said(facts.structure_changes);
		form.outline = said(facts.outline_changes);
		form.value = facts.works_value_egp;
		form.amended = permit.amends?.licence?.reference ?? (permit.amends?.paper ? ON_PAPER : '');
		if (permit.amends?.paper) form.paper = paperOf(permit.amends.paper);
		const { owner, engineer, representative } = Object.fromEntries(parties.map((p) => [p.part, p])) as Record<
			string,
			PartyCard | undefined
		>;
		form.owner = { name: owner?.name ?? '', national_id: '', phone: owner?.phone ?? '' };
		form.engineer = {
			...{ name: engineer?.name ?? '', national_id: '', phone: engineer?.phone ?? '' },
			...{ office: engineer?.office ?? '', syndicate_no: engineer?.syndicate_no ?? '' }
		};
		// Has no fields here, and stays as it is; the number stays with the name.
		form.#representative = representative
			? { name: representative.name, phone: representative.phone, address: representative.address }
			: null;
		return form;
	}

	/** As it stands, to be kept until it is saved. */
	filledIn(): FilledIn {
		const { plot, areas, deep, drawn, owner, engineer } = this;
		return {
			plot: plot?.id ?? null,
			values: Object.fromEntries(PLAIN.map((name) => [name, this[name as keyof this]])),
			...{ areas: [...areas], deep: [...deep], drawn, owner: { ...owner }, engineer: { ...engineer } },
			ground: plot && this.surveyed ? plot.geometry : null,
			declared: { ...this.declared },
			exemptions: [...this.exemptions],
			...{ amended: this.amended, paper: { ...this.paper } }
		};
	}

	/** As it was kept; the plot is chosen on the map. */
	fillIn({ values, areas, deep, drawn, owner, engineer, ...rest }: FilledIn): void {
		for (const name of PLAIN) if (name in values) Object.assign(this, { [name]: values[name] });
		this.areas = areas;
		this.deep = deep;
		this.drawn = drawn;
		if (owner) this.owner = owner;
		if (engineer) this.engineer = engineer;
		if (rest.ground) this.survey(rest.ground);
		this.declared = rest.declared;
		this.exemptions = rest.exemptions;
		// What was kept before this was asked has none of it.
		this.amended = rest.amended ?? '';
		if (rest.paper) this.paper = rest.paper;
	}

	get drawing(): boolean {
		return this.#session !== null;
	}

	/** The plot as its survey sheet or drawing gives it, EPSG:22992. */
	survey(geometry: GeoJSON.Polygon | GeoJSON.MultiPolygon): void {
		const whole: GeoJSON.MultiPolygon =
			geometry.type === 'MultiPolygon'
				? geometry
				: { type: 'MultiPolygon', coordinates: [geometry.coordinates] };
		this.plot = { id: null, name: null, area_m2: areaOf(whole), geometry: whole };
		this.surveyed = true;
	}

	/** What a drawing holds: its plot too, or the building alone. */
	take(drawing: Drawing, file: File, { plot }: { plot: boolean }): void {
		this.source = file;
		if (plot) this.survey(drawing.parcel);
		if (this.life === 'statement') return;
		if (drawing.footprint) this.build(drawing.footprint);
		const { declared } = drawing;
		this.declared = {
			parcel: plot ? declared.parcel_m2 : this.declared.parcel,
			footprint: declared.footprint_m2 ?? this.declared.footprint
		};
		this.floors ??= declared.floors;
		this.height ??= declared.height_m;
		this.units ??= declared.units;
	}

	/** The building, EPSG:22992. */
	build(footprint: GeoJSON.Polygon | GeoJSON.MultiPolygon): void {
		this.drawn = { geometry: toMap(footprint), area: areaOf(footprint), length: 0, vertices: 0 };
	}

	/** Draws the plot; corners catch those of other plots. */
	drawPlot(handle: MapHandle): void {
		this.#session = handle.startDraw({
			type: 'polygon',
			snap: ['parcels'],
			style: 'draft',
			onend: ({ geometry }) => {
				this.#session = null;
				if (geometry.type === 'Polygon') this.survey(metres(geometry) as GeoJSON.Polygon);
			},
			oncancel: () => (this.#session = null)
		});
	}

	/** Draws the building anew; corners catch those of the plot. */
	draw(handle: MapHandle): void {
		this.drawn = null;
		this.#session = handle.startDraw({
			type: 'polygon',
			snap: ['parcels'],
			style: 'draft',
			onend: (drawn) => {
				this.drawn = drawn;
				this.#session = null;
			},
			oncancel: () => (this.#session = null)
		});
	}

	/** What the map draws of it. */
	get overlays(): Overlay[] {
		const plot = this.plot && {
			id: 'permit-plot',
			style: [{ stroke: 'token:measure', width: 2.5, casing: 'token:halo', casingWidth: 1.5 }] as const,
			order: 1,
			features: collection([feature(this.plot.geometry)])
		};
		const outline = this.drawn?.geometry ?? (this.stands && !this.drawing ? toMap(this.stands) : null);
		const building = outline && {
			id: 'permit-building',
			style: [{ stroke: 'token:permit', width: 2, fill: 'token:permit', fillOpacity: 0.14 }] as const,
			order: 2,
			features: outline
		};
		return [plot, building].filter((overlay) => overlay !== null);
	}

	#facts(): Record<string, unknown> {
		if (this.life === 'statement') return { ...this.#untold, exemptions: [...this.exemptions] };
		const { kind, floors, height, units, value, basements, fence, added, use } = this;
		const told = (answer: string) => (answer === 'unsaid' ? null : answer === 'yes');
		return {
			...this.#untold,
			...{ floors, height_m: height, units, basements, works_value_egp: value, use },
			exemptions: [...this.exemptions],
			declared: { parcel_m2: this.declared.parcel, footprint_m2: this.declared.footprint },
			floor_areas_m2: filled(this.areas, this.floors ?? 1),
			basement_areas_m2: basements ? filled(this.deep, basements) : null,
			...(kind === 'fence' ? { fence_m: fence } : {}),
			...(kind === 'added_floors' ? { added_floors: added } : {}),
			...(ALTERS.includes(kind)
				? { structure_changes: told(this.structure), outline_changes: told(this.outline) }
				: {})
		};
	}

	/** A paper that was begun is sent as it is: whoever reads it says what is missing. */
	#amends(): Record<string, unknown> | null {
		if (!AMENDING_KINDS.includes(this.kind) || !this.amended) return null;
		return this.amended === ON_PAPER ? { paper: { ...this.paper } } : { licence: this.amended };
	}

	/** As `POST /api/v1/permits` takes it. */
	toBody(): Record<string, unknown> {
		const { plot, drawn } = this;
		return {
			...this.#said(),
			amends: this.#amends(),
			...(plot && this.surveyed ? { parcel: plot.geometry } : { parcel_id: plot?.id ?? null }),
			footprint: drawn ? metres(drawn.geometry) : null
		};
	}

	/** As `POST /api/v1/permits/statements/requests` takes it. */
	toRequest(): Record<string, unknown> {
		const { plot } = this;
		const { address, parties } = this.#said();
		return {
			...{ address, parties, exemptions: [...this.exemptions] },
			...(plot && this.surveyed ? { parcel: plot.geometry } : { parcel_id: plot?.id ?? null })
		};
	}

	/** As the action `edit` takes it: plot and building only where they were chosen or drawn anew. */
	toChanges(before: PermitCase): Record<string, unknown> {
		const { plot, drawn } = this;
		const { kind, parties, ...said } = this.#said();
		return {
			...said,
			...(isSettled(before)
				? {}
				: { ...(this.life === 'licence' ? { kind, amends: this.#amends() } : {}), parties }),
			...(plot && this.surveyed ? { parcel: plot.geometry } : {}),
			...(plot && plot.id !== null && plot.id !== before.parcel.id ? { parcel_id: plot.id } : {}),
			...(drawn ? { footprint: metres(drawn.geometry) } : {})
		};
	}

	#said(): Record<string, unknown> {
		const { kind, address } = this;
		const person = <P extends Record<string, string>>(given: P) =>
			Object.fromEntries(Object.entries(given).map(([name, text]) => [name, text.trim() || null]));
		return {
			kind,
			address: address.trim() || null,
			facts: this.#facts(),
			parties: {
				owner: { ...person(this.owner), name: this.owner.name },
				engineer: this.engineer.name.trim() ? person(this.engineer) : null,
				representative: this.#representative
			}
		};
	}
}

const paperOf = ({ number, on, issuer }: { number: string; on: string; issuer: string | null }) => ({
	...{ number, on, issuer: issuer ?? '' }
});

/** After acceptance the kind of permit, owner and engineer stay. */
export const isSettled = ({ state }: Pick<PermitCase, 'state'>) => state === 'info_requested';

/** The plot that a case has, where its parcel may have left the map since. */
export function plotOf({ parcel, plot, plot_m2 }: PermitCase): PlotChosen {
	return { id: parcel.id, name: parcel.name, block: parcel.block, area_m2: plot_m2, geometry: plot };
}

const metres = (geometry: GeoJSON.Geometry) =>
	mapPositions(geometry, ([x = NaN, y = NaN]) => [...toLegal(4326, [x, y])]);

const said = (answer: boolean | null | undefined) =>
	answer === null || answer === undefined ? 'unsaid' : answer ? 'yes' : 'no';

/** So many areas, an empty one as the one before; null while the first has none: nothing is supposed of it. */
function filled(areas: readonly (number | null)[], count: number): number[] | null {
	let last = areas[0] ?? null;
	return last === null ? null : Array.from({ length: count }, (_, i) => (last = areas[i] ?? last!));
}
