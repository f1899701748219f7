import { m } from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/display/tone.ts';
import type { TamperedRow } from '../../rules/certificates/told.ts';
import type { CertificateKind, CertificateStatus } from '../../rules/certificates/types.ts';
import type { Utility } from '../../rules/life/works-vocabulary.ts';
import { UTILITY } from '../cases/works-words.ts';

type Words<Code extends string> = Record<Code, (inputs: object, reader: { locale: 'ar' | 'en' }) => string>;

export const CERTIFICATE_KIND: Words<CertificateKind> = {
	statement: m.site_title,
	licence: m.certificate_kind_licence,
	refusal: m.certificate_kind_refusal,
	conformity: m.certificate_kind_conformity,
	utility_letter: m.certificate_kind_utility_letter
};

/** Of licences and certificates; statements, letters and decisions are of the other gender. */
const STATUS: Words<CertificateStatus> = {
	valid: m.certificate_status_valid,
	expired: m.certificate_status_expired,
	suspended: m.certificate_status_suspended,
	superseded: m.certificate_status_superseded,
	revoked: m.certificate_status_revoked
};
const HIS_STATUS: Words<CertificateStatus> = {
	valid: m.certificate_he_valid,
	expired: m.certificate_he_expired,
	suspended: m.certificate_he_suspended,
	superseded: m.certificate_he_superseded,
	revoked: m.certificate_he_revoked
};
/** Taken back, or another holds in its place: until when it would have held says nothing any more. */
export const isOver = (status: CertificateStatus): boolean => status === 'revoked' || status === 'superseded';

const STATUS_TONE: Record<CertificateStatus, Tone> = {
	valid: 'done',
	expired: 'blocked',
	suspended: 'blocked',
	superseded: 'neutral',
	revoked: 'blocked'
};

/** What a paper is worth, in a word or two: `statusWords('licence', 'valid', prefs)`. */
export function statusWords(
	kind: CertificateKind,
	status: CertificateStatus,
	reader: { locale: 'ar' | 'en' }
): string {
	if (kind === 'refusal' && status === 'valid') return m.certificate_refusal_stands({}, reader);
	return (kind === 'licence' || kind === 'conformity' ? STATUS : HIS_STATUS)[status]({}, reader);
}
/** A refusal that stands is nothing to build by. */
export const statusTone = (kind: CertificateKind, status: CertificateStatus): Tone =>
	kind === 'refusal' && status === 'valid' ? 'neutral' : STATUS_TONE[status];

/** What a paper is about, where there is one for each: the utility of a letter. */
export const subjectWords = (subject: string, reader: { locale: 'ar' | 'en' }): string =>
	Object.hasOwn(UTILITY, subject) ? UTILITY[subject as Utility]({}, reader) : subject;

export const TAMPERED: Words<TamperedRow['reason']> = {
	edited: m.certificate_row_edited,
	rewritten: m.certificate_row_rewritten,
	unlinked: m.certificate_row_unlinked,
	missing: m.certificate_row_missing
};

/** What the entries of a case told of, as far as they have names of their own. */
export const ALTERED: Words<'content' | 'certificate'> = {
	content: m.certificate_altered_content,
	certificate: m.certificate_altered_certificate
};
