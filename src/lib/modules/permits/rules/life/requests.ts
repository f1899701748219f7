import { DOCUMENT_KINDS, reasonsFor, RETURN_REASONS, type DocumentKind } from '../documents/vocabulary.ts';

/** What the applicant is asked about: a document, or what the application itself says. */
export const REQUEST_SUBJECTS = [...DOCUMENT_KINDS, 'application'] as const;
export type RequestSubject = (typeof REQUEST_SUBJECTS)[number];

/** What is wrong with it, or that something is asked beside it. */
export const FAULTS = [...RETURN_REASONS, 'question'] as const;
export type Fault = (typeof FAULTS)[number];

const OF_APPLICATION: readonly Fault[] = [
	'incomplete',
	'names_differ',
	'areas_differ',
	'other_parcel',
	'not_to_code',
	'other',
	'question'
];

/** What can be said of a subject. */
export function faultsFor(subject: RequestSubject): Fault[] {
	return subject === 'application' ? [...OF_APPLICATION] : [...reasonsFor(subject), 'question'];
}

interface Request {
	subject: RequestSubject;
	fault: Fault;
	note: string | null;
	pin: number | null;
}

/** The requests that say something of their own, in their order: one that says the same once more asks for nothing more. */
export function withoutDoubles<R extends Request>(requests: readonly R[]): R[] {
	const said = new Set<string>();
	return requests.filter(({ subject, fault, note, pin }) => {
		const words = JSON.stringify([subject, fault, note, pin]);
		return !said.has(words) && said.add(words);
	});
}

/** The document that has to come anew; null where words are an answer. */
export function dueDocument({ subject, fault }: { subject: string; fault: string }): DocumentKind | null {
	return fault !== 'question' && (DOCUMENT_KINDS as readonly string[]).includes(subject)
		? (subject as DocumentKind)
		: null;
}
