import facilities from '../../../../../gis-data/demo-town/facilities.json' with { type: 'json' };
import names from '../../../../../gis-data/demo-town/names.json' with { type: 'json' };
import restrictions from '../../../../../gis-data/demo-town/restrictions.json' with { type: 'json' };
import society from '../../../../../gis-data/demo-town/society.json' with { type: 'json' };
import transit from '../../../../../gis-data/demo-town/transit.json' with { type: 'json' };
import works from '../../../../../gis-data/demo-town/works.json' with { type: 'json' };
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Pt } from './geometry/vector.ts';
import type { TownDig, TownPerson, TownUnit } from './types.ts';

/** A service of the town: near which place it stands and how much ground it takes, square metres. */
export interface Facility {
	layer: 'schools' | 'hospitals' | 'places' | 'depots';
	kind: string;
	name_ar: string;
	name_en: string;
	near: Pt;
	area: number;
	props?: Record<string, string | number | boolean>;
}

export const FACILITIES = facilities as unknown as readonly Facility[];

/** Names of the plan's streets by identifier, and words for the others. */
export const STREET_NAMES: { mains: Record<string, Bilingual>; words: readonly Bilingual[] } = names;

/** Protected pavements, digs, fibre: on which part (metres along it) of a street of the plan, days counted from today; who digs them. */
export const WORKS = works as unknown as {
	paving: readonly { street: string; from: number; to: number; paved: number; years: number }[];
	digs: readonly {
		unit: 'water' | 'sewage' | 'gas' | 'power' | 'telecom';
		street: string;
		from: number;
		to: number;
		start: number;
		days: number;
		state: TownDig['state'];
		category: TownDig['category'];
		/** Why it cannot wait. */
		reason?: string;
		effect: TownDig['traffic_effect'];
		title: string;
		details: string;
		contractor?: string;
		/** Months of guarantee from the last day. */
		guarantee?: number;
	}[];
	contractors: readonly { register_no: string; ar: string; en: string; valid: number }[];
	/** The programme from copper to fibre, one area for each of the first villages: days planned and done, counted from today. */
	fibre: readonly { homes: number; days: Record<string, [planned: number, done: number | null]> }[];
};

/** Lines of public transport along parts of main streets (metres along them), and stops beside them. */
export const TRANSIT: {
	routes: readonly {
		ref: string;
		kind: string;
		name_ar: string;
		name_en: string;
		operator: string;
		along: readonly { street: string; from: number; to: number }[];
	}[];
	stops: readonly { name_ar: string; name_en: string; street: string; at: number }[];
} = transit;

/** What restricts building, in metres of the plan, and what was built against the law near some places. */
export const RESTRICTIONS = restrictions as unknown as {
	canal: { half_width: number };
	areas: readonly {
		kind: string;
		name_ar: string;
		name_en: string;
		agency: string;
		agency_en: string;
		article_ar: string;
		article_en: string;
		max_height_m?: number;
		circle?: { centre: Pt; radius: number };
		ring?: readonly Pt[];
	}[];
	violations: readonly {
		near: Pt;
		kind: string;
		name_ar: string;
		name_en: string;
		on: string;
		state: 'open' | 'reconciliation' | 'closed';
	}[];
};

export const SOCIETY = society as unknown as {
	units: readonly TownUnit[];
	/** The username is the role's name unless told otherwise. */
	people: readonly (Omit<TownPerson, 'username'> & { username?: string })[];
};
