import { today } from '#lib/kernel/dates.ts';
import {
	FORBIDDEN_GROUNDS,
	UTILITIES,
	type ForbiddenGround,
	type Utility
} from '../../rules/life/works-vocabulary.ts';
import type { PermitRecord } from '../../rules/life/record.ts';
import type { ActionField } from '../cases/action-form.ts';

/** What is typed for a step after the licence. */
export class WorksFields {
	starts_on = $state(today());
	contractor = $state('');
	description = $state('');
	article = $state('');
	excess = $state<number | null>(null);
	/** The area to be priced, and why it is not the one on record. */
	area = $state<number | null>(null);
	area_reason = $state('');
	examined = $state(false);
	remark = $state('');
	certificate_on = $state(today());
	/** GeoJSON in EPSG:22992, as text. */
	outline = $state('');
	height = $state<number | null>(null);
	price = $state<number | null>(null);
	earnest = $state<number | null>(25);
	by = $state('cash');
	graver = $state(false);
	discount = $state<number | null>(0);
	years = $state<number | null>(3);
	interest = $state<number | null>(0);
	/** For which the law never reconciles. */
	grounds = $state<Record<ForbiddenGround, boolean>>(
		Object.fromEntries(FORBIDDEN_GROUNDS.map((g) => [g, false])) as Record<ForbiddenGround, boolean>
	);
	ground = $state('');
	utilities = $state<Record<Utility, boolean>>(
		Object.fromEntries(UTILITIES.map((u) => [u, true])) as Record<Utility, boolean>
	);

	constructor({ completion, violation }: Pick<PermitRecord, 'completion' | 'violation'>) {
		for (const issued of completion?.letters ?? []) this.utilities[issued] = false;
		this.area = violation?.area_m2 ?? null;
	}

	/** As the step takes it; undefined where it has none of these fields. */
	body(fields: readonly ActionField[]): Record<string, unknown> | undefined {
		if (fields.includes('start'))
			return { starts_on: this.starts_on, contractor: this.contractor.trim() || null };
		if (fields.includes('violation'))
			return {
				description: this.description,
				article: this.article.trim() || null,
				excess_m2: this.excess,
				grounds: FORBIDDEN_GROUNDS.filter((g) => this.grounds[g])
			};
		if (fields.includes('as_built'))
			return {
				certificate_on: this.certificate_on,
				outline: readOutline(this.outline),
				height_m: this.height
			};
		if (fields.includes('quote'))
			return {
				...{ area_m2: this.area, area_reason: this.area_reason.trim() || null },
				price_egp_m2: this.price,
				graver: this.graver,
				earnest: share(this.earnest),
				payment:
					this.by === 'cash'
						? { by: 'cash', discount: share(this.discount) }
						: { by: 'instalments', years: this.years, a_year: 4, interest: share(this.interest) }
			};
		if (fields.includes('examination'))
			return { examined: this.examined ? ['R22'] : [], remark: this.remark.trim() || null };
		if (fields.includes('utilities')) return { utilities: UTILITIES.filter((u) => this.utilities[u]) };
		return undefined;
	}
}

/** Percent as a share of one. */
const share = (percent: number | null) => Math.round((percent ?? 0) * 10_000) / 1_000_000;

/** A surface, or what stands for it in the answer of the server: text that is no GeoJSON is refused there. */
function readOutline(text: string): unknown {
	try {
		const parsed = JSON.parse(text) as {
			type?: string;
			geometry?: unknown;
			features?: { geometry?: unknown }[];
		};
		return parsed.features?.[0]?.geometry ?? parsed.geometry ?? parsed;
	} catch {
		return null;
	}
}
