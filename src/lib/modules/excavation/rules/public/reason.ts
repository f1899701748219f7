import type { Category } from '../vocabulary.ts';
import type { WorkReason } from './types.ts';

/** Why a street is opened, by what is known of the work. */
export function reasonOf(work: { category: Category; connection: boolean; road_works: boolean }): WorkReason {
	if (work.category === 'emergency' || work.category === 'urgent') return work.category;
	if (work.road_works) return 'road_works';
	return work.connection ? 'connection' : 'network';
}
