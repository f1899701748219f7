/** The documents of a permit's file: what a case needs, and why one is sent back. */
export {
	acceptedTypes,
	checklistOf,
	missingFrom,
	type ChecklistLine,
	type DocumentFacts
} from './checklist.ts';
export * from './vocabulary.ts';
