import type { CivilDate } from '#lib/kernel/dates.ts';
import type { PermitKind, PermitState } from '../life/vocabulary.ts';
import type { Life } from '../life/works-vocabulary.ts';
import type { Surface } from '../plane/types.ts';
import type { LayerAnswer } from './types.ts';

/** A building on a plot or beside it. */
export interface BuildingHere {
	id: string;
	name: string | null;
	/** Of how it is used. */
	kind: string | null;
	floors: number | null;
	/** The parcel it stands on; null where none is drawn. */
	parcel: string | null;
	geometry: Surface;
}

/** Another case of the same plot: what was asked for and what came of it, never by whom. */
export interface EarlierCase {
	reference: string;
	life: Life;
	kind: PermitKind;
	state: PermitState;
	applied_on: CivilDate;
	issued_at: string | null;
	/** Whoever asks may open it. */
	opens: boolean;
}

/** What the desk of a case knows around its plot, beside a statement of the plot. */
export interface AroundCase {
	buildings: BuildingHere[];
	earlier: EarlierCase[];
	/** The states of the layers by which the case was judged last; null before the first time. */
	judged: { at: string; layers: LayerAnswer[] } | null;
}
