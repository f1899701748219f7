import { toLatinDigits } from '#lib/kernel/bidi.ts';
import type { Bbox, Srid } from '#lib/kernel/crs.ts';
import { readSurvey } from '../site/survey.ts';
import type { Control } from './types.ts';

/** Control points as typed or pasted, one to a line. */
export interface TypedControls {
	/** `survey` in EPSG:22992. */
	controls: Control[];
	/** Lines that are no control point; numbered from 1. */
	unreadable: number[];
}

const NUMBER = /^-?\d{1,12}(?:\.\d{1,20})?$/;

/**
 * Reads control points: the two numbers of the drawing, then the two of the survey sheet, in any figures, with or without
 * the number of the point before them.
 * @param srid the system of the survey sheet.
 * @param bounds where people work here (WGS84): settles which of the survey's numbers comes first.
 */
export function readControls(text: string, srid: Srid, bounds: Bbox): TypedControls {
	const read: TypedControls = { controls: [], unreadable: [] };
	text.split(/\r?\n/).forEach((line, i) => {
		const words = toLatinDigits(line)
			.replaceAll('٫', '.')
			.split(/[\s,;،؛]+/)
			.filter(Boolean);
		if (words.length === 0) return;
		const [x = '', y = '', ...survey] = words.length > 4 ? words.slice(-4) : words;
		const [place] = survey.length === 2 ? readSurvey(survey.join(' '), srid, bounds).corners : [];
		if (place && NUMBER.test(x) && NUMBER.test(y))
			read.controls.push({ drawing: [Number(x), Number(y)], survey: [place[0], place[1]] });
		else read.unreadable.push(i + 1);
	});
	return read;
}
