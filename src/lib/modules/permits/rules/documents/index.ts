/** The documents of a permit's file: what a case needs, and why one is sent back. */
export {
	acceptedTypes,
	checklistOf,
	documentTitle,
	isListed,
	missingFrom,
	type ChecklistLine
} from './checklist.ts';
export type { DocumentFacts } from './facts.ts';
export * from './vocabulary.ts';
