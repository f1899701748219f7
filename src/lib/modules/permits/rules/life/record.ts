import type { CivilDate } from '#lib/kernel/dates.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { PermitCheck } from '../check/answer.ts';
import type { AppealRecord } from './appeal.ts';
import type { Standing } from './blockers.ts';
import type { PermitCase } from './types.ts';
import type { CaseDocuments } from './documents.ts';
import type { CaseFees } from './fees.ts';
import type { CaseNotes } from '../notes/types.ts';
import type { Fault, RequestSubject } from './requests.ts';
import type { CompletionDetail, ExecutionDetail, LinkedCase, ViolationDetail } from './works-record.ts';
import type { Duty, PermitAction, PermitState } from './vocabulary.ts';

/** An answer of the rules that was kept. */
export interface KeptCheck {
	n: number;
	at: string;
	answer: PermitCheck;
}

/** A person of a case, as it is shown: of the national number the last four digits. */
export interface PartyCard {
	part: 'owner' | 'engineer' | 'representative';
	name: string;
	national_id: string | null;
	phone: string | null;
	address: string | null;
	syndicate_no: string | null;
	office: string | null;
}

/** A step of a case, as it is told. */
export interface HistoryStep {
	version: number;
	action: PermitAction;
	from: PermitState | null;
	to: PermitState;
	duty: Duty;
	/** Null for whoever asks, the clock and the draw; and whoever asks is told no officer's name. */
	person: Bilingual | null;
	at: string;
	reason: string | null;
	detail: Record<string, unknown>;
}

export interface PermitRequest {
	id: string;
	phase: 'intake' | 'review';
	subject: RequestSubject;
	/** Of the document; null of the application. */
	title: Bilingual | null;
	fault: Fault;
	note: string | null;
	/** Its words name somebody of the case, and whoever reads must not know whom. */
	withheld: boolean;
	/** A place on the map that goes with it, EPSG:22992; for officers by the number of its note. */
	pin: { n: number; place: GeoJSON.Point } | null;
	asked_at: string;
	due_on: CivilDate;
	answer: string | null;
	answered_at: string | null;
}

export interface Consultation {
	unit: { code: string; name: Bilingual };
	/** Null where it names somebody of the case to a reader who must not know. */
	about: string | null;
	/** Kinds of constraints of which the check asked it. */
	subjects: string[];
	due_on: CivilDate;
	answer: 'no_objection' | 'conditions' | 'objection' | 'silent' | null;
	answered_at: string | null;
	note: string | null;
}

/** An agency whose constraints the check met and that was not asked yet. */
export interface ProposedAgency {
	unit: { code: string; name: Bilingual };
	about: string;
	/** Kinds of constraints. */
	subjects: string[];
}

export interface Recommendation {
	n: number;
	outcome: 'grant' | 'refuse';
	/** Null, and conditions none, for who must not know whose the case is. */
	reason: string | null;
	article: string | null;
	conditions: string[];
	signed_at: string;
}

export interface Waiver {
	rule: string;
	subject: string;
	article: string;
	reason: string;
}

/** A case with all that belongs to it, as its page shows it. */
export interface PermitRecord {
	permit: PermitCase;
	/** The last answer of the rules that was kept. */
	check: KeptCheck | null;
	/** What stands against a licence by that answer. */
	standing: Standing;
	requests: PermitRequest[];
	consultations: Consultation[];
	/** Agencies that the next consultation asks because of the check; none for whoever applies. */
	agencies: ProposedAgency[];
	/** The newest first; whoever asks reads them with the decision. */
	recommendations: Recommendation[];
	waivers: Waiver[];
	/** Against its refusals, the newest first. */
	appeals: AppealRecord[];
	/** What officers wrote on its map; null for whoever applies. */
	notes: CaseNotes | null;
	/** Null for those whose work they are not. */
	documents: CaseDocuments | null;
	/** Null for those whose work its money is not. */
	fees: CaseFees | null;
	/** Who had which duty; empty for whoever asks. */
	hands: { duty: Duty; person: Bilingual; ended: boolean }[];
	/** Whose it is may be asked. */
	names: boolean;
	history: HistoryStep[];
	/** The asker is the one who applies. */
	own: boolean;
	/** The asker reviews and has not signed: owner and engineer are hidden. */
	blind: boolean;
	/** The licence and everything that hangs from it, this one among them. */
	linked: LinkedCase[];
	/** What a case after the licence holds. */
	execution: ExecutionDetail | null;
	completion: CompletionDetail | null;
	violation: ViolationDetail | null;
}
