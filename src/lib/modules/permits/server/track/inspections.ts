import type { Tx } from '#lib/server/context.ts';
import type { TrackedPermit } from '../../rules/index.ts';
import { findCase } from '../cases/find.ts';
import { hanging } from '../works/hang.ts';
import { leftOf } from '../works/inspect.ts';
import { inspectionsOf } from '../works/inspections.ts';
import { stagesOfSite } from '../works/stages.ts';

/** What was inspected on the site of a licence, and how much is still to be: without who did, and without photos. */
export async function inspectionsTold(db: Tx['db'], rootId: string): Promise<TrackedPermit['inspections']> {
	const [execution] = await hanging(db, rootId, 'execution');
	if (!execution) return { made: [], left: 0 };
	const site = await findCase(db, execution.reference);
	const stages = await stagesOfSite(db, site);
	const made = (await inspectionsOf(db, site.id, { named: false })).map(({ stage, floor, result, at }) => ({
		...{ floor, result, at },
		stage: stages.find((s) => s.code === stage)?.title ?? { ar: stage, en: stage }
	}));
	return { made, left: (await leftOf(db, site)).length };
}
