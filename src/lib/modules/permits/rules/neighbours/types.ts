import type { CivilDate } from '#lib/kernel/dates.ts';
import type { ObjectionSubject, Service } from './schema.ts';

/** A plot that shares a property line, and how its notice came there. */
export interface NeighbourPlot {
	n: number;
	parcel: string | null;
	/** Metres of line that both share. */
	shared_m: number;
	/** Every attempt, the last one last. */
	services: { how: Service; on: CivilDate; reply_until: CivilDate | null }[];
}

/** What a neighbour said, without the words. */
export interface Objection {
	n: number;
	neighbour: number | null;
	subject: ObjectionSubject;
	received_on: CivilDate;
	/** It came after the last day on which this neighbour, or any, could be heard. */
	late: boolean;
	answered_on: CivilDate | null;
}

/** The notices of a case to its neighbours. */
export interface Neighbours {
	/** Cases of this kind concern them. */
	due: boolean;
	/** Which kinds, how far and how long are defaults that nobody has read in a law. */
	unverified: boolean;
	notice: {
		drawn_on: CivilDate;
		reach_m: number;
		reply_days: number;
		plots: NeighbourPlot[];
		objections: Objection[];
	} | null;
	may: { draw_up: boolean; serve: boolean; object: boolean; answer: boolean; read_words: boolean };
}

/** What was said, and answered. */
export interface ObjectionWords {
	said: string;
	answered: string | null;
}
