import articles from '../../../../../../gis-data/code-rules/sources.json' with { type: 'json' };
import sets from '../../../../../../gis-data/code-rules/rule-sets.json' with { type: 'json' };
import type { CodeSource, CodeValues, RuleSet } from './types.ts';

type Written = Omit<RuleSet, 'sources'> & {
	sources: Partial<Record<keyof CodeValues, keyof typeof articles>>;
};

/** The codes the platform knows by itself, with where each number comes from. */
export const RULE_SETS: readonly RuleSet[] = (sets as unknown as readonly Written[]).map((set) => ({
	...set,
	sources: Object.fromEntries(
		Object.entries(set.sources).map(([name, article]): [string, CodeSource] => [name, articles[article]])
	)
}));
