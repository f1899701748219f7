import type { CivilDate } from '#lib/kernel/dates.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Piastres } from '#lib/kernel/money.ts';
import type { PaymentMethod } from '#lib/kernel/payment.ts';
import type { CertificateKind, CertificateStatus } from '../certificates/types.ts';
import type { AmendedLicence } from '../life/amends.ts';
import type { AppealStanding } from '../life/appeal.ts';
import type { PayStage } from '../life/fees.ts';
import type { Fault, RequestSubject } from '../life/requests.ts';
import type { Duty, PermitAction, PermitKind, PermitState } from '../life/vocabulary.ts';
import type { Due } from '../life/works-record.ts';
import type { Life } from '../life/works-vocabulary.ts';
import type { Opening } from './openings.ts';

/** Why the clock of service stands still. */
export type Standstill = 'documents' | 'information' | 'fees' | 'ended';

/** The steps a person thinks of; `current` is null where a case has left the way. */
export interface TrackedPath {
	steps: readonly string[];
	current: string | null;
	finished: boolean;
}

/** In whose hands a case lies: a duty and the units that have it, never a person. Of whoever asks there is no unit. */
export interface TrackedHolder {
	duty: Duty;
	units: Bilingual[];
}

/** One of the cases that belong together. */
export interface TrackedCase {
	reference: string;
	life: Life;
	state: PermitState;
	since: string;
	path: TrackedPath;
	holder: TrackedHolder | null;
	due: Due | null;
}

/** In working minutes. */
export interface TrackedService {
	started_at: string;
	promised_min: number;
	elapsed_min: number;
	/** Below zero when late. */
	left_min: number;
	/** Null while it stands still. */
	due_at: string | null;
	/** Why it stands still, and since when; null while it runs. */
	paused: { why: Standstill; since: string } | null;
}

/** In days. */
export interface TrackedStatutory {
	day: number;
	days: number;
	/** Below zero once silence has become consent. */
	left: number;
	last_day: CivilDate;
	expired: boolean;
	/** On `day`. */
	decided: boolean;
}

export interface TrackedRequest {
	subject: RequestSubject;
	/** Of the document; null of the application. */
	title: Bilingual | null;
	fault: Fault;
	note: string | null;
	asked_at: string;
	due_on: CivilDate;
	/** A new version has to come; else words are an answer. */
	document: boolean;
}

/** Money that is due: before the file is accepted, before the licence is issued, or until a day. */
export interface TrackedMoney {
	reference: string;
	stage: PayStage;
	lines: { title: Bilingual | null; amount: Piastres }[];
	total: Piastres;
	paid: Piastres;
	due: Piastres;
	until: CivilDate | null;
}

export interface TrackedConsultation {
	unit: Bilingual;
	asked_at: string;
	due_on: CivilDate;
	state: 'asked' | 'answered' | 'silent';
}

export interface TrackedReceipt {
	number: string;
	reference: string;
	stage: PayStage;
	amount: Piastres;
	method: PaymentMethod | null;
	paid_on: CivilDate;
	cancelled: boolean;
}

export interface TrackedCertificate {
	number: string;
	kind: CertificateKind;
	/** Looked up at `/verify/{code}`. */
	code: string;
	subject: string | null;
	status: CertificateStatus;
	issued_at: string;
	valid_until: CivilDate | null;
}

export interface TrackedInspection {
	stage: Bilingual;
	floor: number | null;
	result: 'ok' | 'deviation';
	at: string;
}

export interface TrackedStep {
	action: PermitAction;
	to: PermitState;
	duty: Duty;
	at: string;
}

/** How the appeal against a refusal stands, and why it was dismissed. */
export interface TrackedAppeal {
	standing: AppealStanding;
	/** The last day on which it can be filed; null of one that was granted. */
	until: CivilDate | null;
	/** The number of days is a default that no law was found for. */
	unverified: boolean;
	filed_at: string | null;
	decided_at: string | null;
	reason: { text: string; article: string | null } | null;
}

/** What whoever has a case is told of it. Nobody's name is in it. */
export interface TrackedPermit extends TrackedCase {
	/** The licence it hangs from. */
	parent: string | null;
	/** The licence it changes; who gave one on paper was typed, and is not told. */
	amends: AmendedLicence | null;
	/** The licence that changed this one, and holds in its place. */
	amended_by: { reference: string; since: string } | null;
	/** The licence under which the works began that go on by this one. */
	works_under: string | null;
	/** The licence by which works go on, where it is not the one they hang from. */
	goes_by: { reference: string } | null;
	kind: PermitKind;
	unit: Bilingual;
	parcel: string | null;
	address: string | null;
	applied_on: CivilDate;
	clocks: { service: TrackedService | null; statutory: TrackedStatutory | null };
	/** Minutes of a working day. */
	day_minutes: number;
	/** What is awaited from whoever asks. */
	waits: { requests: TrackedRequest[]; missing: Bilingual[]; money: TrackedMoney[] };
	consultations: TrackedConsultation[];
	/** Why it was refused, stopped or taken back. */
	reason: { text: string; article: string | null } | null;
	/** Of what is refused. */
	appeal: TrackedAppeal | null;
	/** The way it went, the newest first. */
	steps: TrackedStep[];
	receipts: TrackedReceipt[];
	certificates: TrackedCertificate[];
	/** The licence and everything that hangs from it, but for this one. */
	linked: TrackedCase[];
	/** Of the building site; the newest first. */
	inspections: { made: TrackedInspection[]; left: number };
	/** Who opened names and papers, of all of them; the newest first. */
	openings: Opening[];
	/** SVG paths in metres, and the box around them. */
	picture: { plot: string; footprint: string | null; box: [number, number, number, number] };
	told_at: string;
}

/** A case in the list of whoever has it. */
export interface OwnCase {
	reference: string;
	life: Life;
	kind: PermitKind;
	state: PermitState;
	/** It is refused, and an appeal waits for its decision. */
	appealed: boolean;
	since: string;
	parcel: string | null;
	address: string | null;
	unit: Bilingual;
	/** What waits for its owner. */
	returned: number;
	questions: number;
	due: Piastres;
	/** It lies with its owner for another reason: a draft, an offer, a correction. */
	yours: boolean;
	/** The first day on which something is over. */
	until: CivilDate | null;
}
