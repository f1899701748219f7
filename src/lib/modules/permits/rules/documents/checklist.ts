import written from '../../../../../../gis-data/code-rules/documents.json' with { type: 'json' };
import type { Bilingual } from '#lib/kernel/layer.ts';
import { ruleSetOn } from '../code/code.ts';
import { RULE_SETS } from '../code/sets.ts';
import type { PermitType } from '../permit-types.ts';
import { whether, type Answer } from './conditions.ts';
import type { DocumentFacts } from './facts.ts';
import type { DocumentCondition, DocumentKind } from './vocabulary.ts';

type MediaType = 'application/pdf' | 'image/jpeg' | 'image/png' | 'image/vnd.dxf';

/** A line of the checklist. */
export interface ChecklistLine {
	kind: DocumentKind;
	title: Bilingual;
	accepts: readonly MediaType[];
	need: 'required' | 'conditional';
	/** `filing`: the file is incomplete without it; `start`: the works cannot begin. */
	by: 'filing' | 'start';
	/** Whether this case needs it; null where nobody can tell yet. */
	needed: boolean | null;
	condition: DocumentCondition | null;
	/** Why it is needed or not, in words; null of what is always needed. */
	reason: Bilingual | null;
	unverified: boolean;
}

interface Written {
	id: DocumentKind;
	title: Bilingual;
	accepts: MediaType[];
	needs: Partial<
		Record<PermitType, { need: 'required'; by?: 'start' } | { need: 'conditional'; when: DocumentCondition }>
	>;
}

const DOCUMENTS = written as unknown as readonly Written[];
/** Types whose lists follow from their neighbours: no text of the law was found for them. */
const UNVERIFIED: readonly PermitType[] = ['completion', 'strengthening', 'finishing', 'fence'];

/**
 * The documents of a case in their order: what it needs, what it does not and why, what cannot be told yet.
 */
export function checklistOf(facts: DocumentFacts): ChecklistLine[] {
	const values = ruleSetOn(RULE_SETS, facts.place, facts.on)?.values ?? {};
	return DOCUMENTS.flatMap(({ id, title, accepts, needs }) => {
		const rule = needs[facts.permit_type];
		if (!rule) return [];
		const answer: Answer =
			rule.need === 'required' ? { needed: true, reason: null } : whether(rule.when, facts, values);
		return {
			kind: id,
			title,
			accepts,
			need: rule.need,
			by:
				(rule.need === 'required' && rule.by) || (rule.need === 'conditional' && rule.when === 'before_start')
					? 'start'
					: 'filing',
			needed: answer.needed,
			condition: rule.need === 'conditional' ? rule.when : null,
			reason: answer.reason,
			unverified: UNVERIFIED.includes(facts.permit_type)
		};
	});
}

/** Whether a kind stands on the list of a type of permit, needed or not. */
export function isListed(kind: DocumentKind, type: PermitType): boolean {
	return DOCUMENTS.some((d) => d.id === kind && d.needs[type] !== undefined);
}

/** What a document is called. */
export function documentTitle(kind: DocumentKind): Bilingual {
	return DOCUMENTS.find((d) => d.id === kind)?.title ?? { ar: kind, en: kind };
}

/** What a document of a kind can be, by its content. */
export function acceptedTypes(kind: DocumentKind): readonly MediaType[] {
	return DOCUMENTS.find((d) => d.id === kind)?.accepts ?? [];
}

/** What is still missing for the file to be complete; what cannot be told yet counts as missing. */
export function missingFrom(
	lines: readonly ChecklistLine[],
	have: ReadonlySet<DocumentKind>
): ChecklistLine[] {
	return lines.filter((line) => line.by === 'filing' && line.needed !== false && !have.has(line.kind));
}
