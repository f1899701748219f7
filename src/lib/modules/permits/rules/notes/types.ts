import type { Bilingual } from '#lib/kernel/layer.ts';
import type { DocumentKind } from '../documents/vocabulary.ts';
import type { Duty } from '../life/vocabulary.ts';

/** Officers who write on the map of a case; an agency once it is consulted. */
export const NOTE_DUTIES = ['reviewer', 'approver', 'clerk', 'agency'] as const;
export type NoteDuty = (typeof NOTE_DUTIES)[number];

/** Among the officers, or to be asked of whoever applies. */
export const AUDIENCES = ['internal', 'applicant'] as const;
export type Audience = (typeof AUDIENCES)[number];

interface Said {
	/** Null where they name somebody of the case to a reader who must not know. */
	words: string | null;
	at: string;
	duty: Duty;
	/** Of an officer: notes are read by officers alone. */
	person: Bilingual;
}

/** A remark at a place of the map of a case. */
export interface PermitNote extends Said {
	/** Its number on the map. */
	n: number;
	/** EPSG:22992. */
	place: GeoJSON.Point;
	audience: Audience;
	/** The answer of the rules it is about. */
	rule: { rule: string; subject: string; title: Bilingual } | null;
	/** The document it is about. */
	document: { kind: DocumentKind; version: number; title: Bilingual } | null;
	replies: Said[];
	settled: Omit<Said, 'words'> | null;
	/** It stands in a request to whoever applies. */
	asked: boolean;
	may: ('reply' | 'settle')[];
}

/** What the officers wrote, and whether whoever asks may write. */
export interface CaseNotes {
	items: PermitNote[];
	may_write: boolean;
}
