import { readCoordinates } from '#lib/kernel/coordinates.ts';
import { LEGAL_SRID, transform, type Bbox, type Srid } from '#lib/kernel/crs.ts';
import type { Point } from '../plane/types.ts';

/** The corners of a survey sheet as typed or pasted, one to a line. */
export interface Survey {
	/** Planar metres, EPSG:22992; the first not repeated at the end. */
	corners: Point[];
	/** Lines that are no place in the system that was named; numbered from 1. */
	unreadable: number[];
}

/** A number of the point before its coordinates: `1`, `A`, `ن3`. */
const LABEL =
	/^\s*(?:[A-Za-z\u0621-\u064a]{0,2}[-.]?[\d\u0660-\u0669\u06f0-\u06f9]{0,3})[\s,;:)\t-]+(?=\S+[\s,;\t]+\S)/;

/**
 * Reads the corners of a plot, in any figures and with or without their numbers.
 * @param srid the system they are in.
 * @param bounds where people work here (WGS84): settles which of two numbers comes first.
 */
export function readSurvey(text: string, srid: Srid, bounds: Bbox): Survey {
	const survey: Survey = { corners: [], unreadable: [] };
	text.split(/\r?\n/).forEach((line, i) => {
		if (!line.trim()) return;
		const place = placeOf(line, srid, bounds);
		if (place) survey.corners.push(place);
		else survey.unreadable.push(i + 1);
	});
	const [first, last] = [survey.corners[0], survey.corners.at(-1)];
	if (
		survey.corners.length > 3 &&
		first &&
		last &&
		Math.hypot(first[0] - last[0], first[1] - last[1]) < 0.005
	)
		survey.corners.pop();
	return survey;
}

function placeOf(line: string, srid: Srid, bounds: Bbox): Point | null {
	for (const text of [line, line.replace(LABEL, '')]) {
		const { candidates } = readCoordinates(text.replaceAll('\t', ' '), { bounds });
		const found = candidates.find((c) => c.srid === srid && c.inBounds);
		if (!found) continue;
		const [x, y] = srid === LEGAL_SRID ? found.position : transform(srid, LEGAL_SRID, found.position);
		return [x!, y!];
	}
	return null;
}
