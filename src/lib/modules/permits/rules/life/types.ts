import type { CivilDate } from '#lib/kernel/dates.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { ServiceClock } from '../clocks/service-clock.ts';
import type { StatutoryClock } from '../clocks/statutory-clock.ts';
import type { LicenceTies } from './amends.ts';
import type { Appeal } from './appeal.ts';
import type { PayStage } from './fees.ts';
import type { PermitFacts } from './facts.ts';
import type { Duty, PermitAction, PermitKind, PermitState } from './vocabulary.ts';
import type { Life } from './works-vocabulary.ts';

/** A case without its plan: what a list shows. */
export interface PermitSummary {
	id: string;
	reference: string;
	life: Life;
	/** The licence it hangs from. */
	parent: string | null;
	kind: PermitKind;
	state: PermitState;
	version: number;
	unit: { id: string; name: Bilingual };
	channel: 'window' | 'portal' | 'phone';
	applied_on: CivilDate;
	address: string | null;
	/** `block`: the block or basin in which its number counts, as the register of plots has it. */
	parcel: { id: string | null; name: string | null; block: Bilingual | null };
	/** Since when it stands where it does. */
	since: string;
	submitted_at: string | null;
	certificate_on: CivilDate | null;
	accepted_at: string | null;
	decided_at: string | null;
	issued_at: string | null;
	expires_on: CivilDate | null;
	deemed_at: string | null;
	/** Of what is refused; null in every other state. */
	appeal: Appeal | null;
	/** WGS84, a point on the plot. */
	at: [number, number];
}

/** A case as a list shows it: whom it waits for, how long is left, and until when something must be answered. */
export interface PermitListed extends PermitSummary {
	holder: Duty | null;
	clocks: PermitCase['clocks'];
	due_on: CivilDate | null;
}

export interface PermitCase extends PermitSummary, LicenceTies {
	/** EPSG:22992. */
	plot: GeoJSON.MultiPolygon;
	plot_m2: number;
	footprint: GeoJSON.MultiPolygon | null;
	facts: PermitFacts;
	/** Of works and completion: the licence by which they go on, where it is not the one they hang from. */
	goes_by: { reference: string; state: PermitState } | null;
	/** The asker may open the other licences of its plot; else the public register tells of them. */
	others_open: boolean;
	/** In whose hands it lies. */
	holder: Duty | null;
	clocks: { service: ServiceClock | null; statutory: StatutoryClock | null };
	/** What whoever asks may do now. */
	may: PermitAction[];
}

/** A case as it stands after a step. */
export interface PermitStep extends PermitCase {
	/** What the step made payable, in piastres; absent where it drew up no account. */
	due?: { stage: PayStage; amount: number };
}
