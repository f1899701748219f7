import { needsReason } from '../rules/category.ts';
import type { DetourLine } from '../rules/detours/types.ts';
import type { Dig } from '../rules/types.ts';
import {
	hindersTraffic,
	type Category,
	type Method,
	type Surface,
	type TrafficEffect
} from '../rules/vocabulary.ts';

/** What a draft holds. */
export interface FormValues {
	title: string;
	/** The person wrote the title; until then it follows the street. */
	titled: boolean;
	details: string;
	/** A register number, or a name that only the source knows; empty: nobody yet. */
	contractor: string;
	category: Category;
	/** The person chose the category; until then it follows from the size of the work. */
	categorised: boolean;
	/** Why it cannot wait; kept while another category is looked at. */
	category_reason: string;
	method: Method;
	surface: Surface | '';
	traffic_effect: TrafficEffect;
	connection: boolean;
	carriageway: boolean;
	depth_m: number | null;
	width_m: number | null;
	start: string;
	end: string;
	reason: string;
	promoter: string;
	geometry: GeoJSON.Geometry | null;
	detours: readonly DetourLine[];
}

const EMPTY: FormValues = {
	title: '',
	titled: false,
	details: '',
	contractor: '',
	category: 'standard',
	categorised: false,
	category_reason: '',
	method: 'open_cut',
	surface: '',
	traffic_effect: 'none',
	connection: false,
	carriageway: false,
	depth_m: null,
	width_m: null,
	start: '',
	end: '',
	reason: '',
	promoter: '',
	geometry: null,
	detours: []
};

/** The form of a dig, new or being changed. */
export class DigForm {
	values = $state<FormValues>({ ...EMPTY });
	/** The shape is a value as a whole; it is never changed in place. */
	geometry = $state.raw<GeoJSON.Geometry | null>(null);
	/** As a whole too. */
	detours = $state.raw<readonly DetourLine[]>([]);
	/** Messages by the path of the field. */
	errors = $state.raw<Record<string, string>>({});

	constructor(start: Partial<FormValues> = {}) {
		this.restore({ ...EMPTY, ...start });
	}

	restore(values: FormValues): void {
		this.values = { ...EMPTY, ...values };
		this.geometry = values.geometry;
		this.detours = values.detours ?? [];
	}

	/** A plain copy, to keep or to compare. */
	snapshot(): FormValues {
		return { ...$state.snapshot(this.values), geometry: this.geometry, detours: this.detours };
	}

	/** Where traffic is to be led: nowhere else while the road stays open. */
	get led(): readonly DetourLine[] {
		return this.values.traffic_effect === 'closed' ? this.detours : [];
	}

	/** Hindered traffic means the carriageway, until the person says otherwise. */
	setTraffic(effect: TrafficEffect): void {
		this.values.traffic_effect = effect;
		this.values.carriageway = hindersTraffic(effect);
	}

	/** The category that days and surface ask for, until the person chooses another. */
	proposeCategory(needed: Category): void {
		if (!this.values.categorised) this.values.category = needed;
	}

	/** What is being saved is the person's own: pressed again, the same is sent again. */
	settle(): void {
		this.values.categorised = true;
		if (this.values.title) this.values.titled = true;
	}

	/** Moves the whole period, keeping its length. */
	moveTo(start: string, shift: (day: string, by: number) => string, days: number): void {
		this.values.start = start;
		this.values.end = shift(start, days);
	}

	/** The body of a registration. */
	toCreate(): Record<string, unknown> {
		const { promoter } = this.values;
		return {
			...this.#fields(),
			...(promoter ? { promoter } : {}),
			geometry: this.geometry,
			detours: bodyOf(this.led)
		};
	}

	/** The body of a change: only what differs from the record. */
	toEdit(base: Dig): Record<string, unknown> {
		const now = this.#fields();
		const was = new DigForm(valuesOf(base)).#fields();
		const changed = Object.entries(now).filter(
			([name, value]) => JSON.stringify(value) !== JSON.stringify(was[name])
		);
		const body: Record<string, unknown> = Object.fromEntries(changed);
		if (JSON.stringify(this.geometry) !== JSON.stringify(base.geometry)) body.geometry = this.geometry;
		if (JSON.stringify(bodyOf(this.led)) !== JSON.stringify(bodyOf(base.detours)))
			body.detours = bodyOf(this.led);
		if (Object.keys(body).length && this.values.reason.trim()) body.reason = this.values.reason.trim();
		return body;
	}

	#fields(): Record<string, unknown> {
		const v = this.values;
		return {
			title: v.title.trim(),
			details: v.details.trim() || null,
			contractor: v.contractor || null,
			category: v.category,
			category_reason: (needsReason(v.category) && v.category_reason.trim()) || null,
			method: v.method,
			surface: v.surface || null,
			traffic_effect: v.traffic_effect,
			connection: v.connection,
			carriageway: v.carriageway,
			depth_m: v.depth_m,
			width_m: v.width_m,
			window: { start: v.start, end: v.end }
		};
	}
}

/** A record as the form shows it. */
export function valuesOf(dig: Dig): FormValues {
	return {
		title: dig.title,
		titled: true,
		details: dig.details ?? '',
		contractor: dig.contractor?.register_no ?? '',
		category: dig.category,
		categorised: true,
		category_reason: dig.category_reason ?? '',
		method: dig.method,
		surface: dig.surface ?? '',
		traffic_effect: dig.traffic_effect,
		connection: dig.connection,
		carriageway: dig.carriageway,
		depth_m: dig.depth_m,
		width_m: dig.width_m,
		start: dig.window.start,
		end: dig.window.end,
		reason: '',
		promoter: '',
		geometry: dig.geometry,
		detours: dig.detours
	};
}

/** Detours as they are sent. */
export const bodyOf = (detours: readonly DetourLine[]) =>
	detours.map(({ origin, geometry }) => ({ origin, geometry }));
