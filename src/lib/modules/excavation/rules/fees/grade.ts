import type { Surface } from '../vocabulary.ts';
import type { RoadGrade } from './vocabulary.ts';

/**
 * The grade of a street by the `kind` of layer `streets` (a link counts as its road), where its own attribute
 * `grade` does not say it: the register of graded roads is the governorate's and seldom on the map.
 */
export const GRADE_OF_KIND: Readonly<Record<string, RoadGrade>> = {
	motorway: 'excellent',
	trunk: 'excellent',
	primary: 'excellent',
	secondary: 'first',
	tertiary: 'second',
	track: 'unpaved_first',
	path: 'unpaved_second'
};
/** Of every other kind, and where there is no street. */
export const USUAL_GRADE: RoadGrade = 'third';

/** What lies on a road of that grade when nobody says. */
export function usualSurface(grade: RoadGrade): Surface {
	return grade === 'unpaved_first' || grade === 'unpaved_second' ? 'unpaved' : 'asphalt';
}
