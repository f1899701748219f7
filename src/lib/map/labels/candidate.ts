/** Where words stand. Positions in EPSG:3857, sizes in pixels. */
export interface Standing {
	x: number;
	y: number;
	/** Radians anticlockwise on an unrotated map; null = always level. */
	angle: number | null;
	width: number;
	height: number;
	/** Pixels below the position. */
	down: number;
}

/** A place where a label could stand. */
export interface LabelCandidate extends Standing {
	/** The same for all candidates of one thing: a name for streets, a feature for the rest. */
	key: string;
	/** As drawn: wrapped in lines, directions isolated. */
	text: string;
	/** Radius of the symbol at the position, which no name may cover. */
	mark?: number;
	/** A second place, for where words of the page stand on the first. */
	aside?: boolean;
	/** Low first: who gets the place. */
	rank: number;
	/** Pixels within which the same key does not stand again. */
	repeat: number;
	look: LabelLook;
}

/** How a label is written; one OL style each. */
export type LabelLook = 'street-main' | 'street' | 'area' | 'point' | 'work';

/** CSS font without the family. */
export const FONTS: Record<LabelLook, string> = {
	'street-main': '600 12.5px',
	street: '500 11.5px',
	area: '600 13px',
	point: '500 11.5px',
	work: '600 12px'
};
export const LINE_HEIGHT = 15;
