import type { ButtonVariant } from '#lib/ui/controls/button.ts';

/** What a dialog asks for before a step is taken. */
export type ActionField =
	| 'reason'
	| 'grounds'
	| 'article'
	| 'certificate'
	| 'requests'
	| 'answers'
	| 'agencies'
	| 'answer'
	| 'recommendation'
	| 'waiver'
	| 'start'
	| 'violation'
	| 'as_built'
	| 'quote'
	| 'ground'
	| 'utilities'
	| 'examination'
	| 'place';

export interface ActionForm {
	label: (inputs: object, reader: { locale: 'ar' | 'en' }) => string;
	/** What it brings, in a sentence. */
	text: (inputs: object, reader: { locale: 'ar' | 'en' }) => string;
	fields: readonly ActionField[];
	variant: ButtonVariant;
}
