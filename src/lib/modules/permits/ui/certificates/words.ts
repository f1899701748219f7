import { m } from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/display/tone.ts';
import type { TamperedRow } from '../../rules/certificates/told.ts';
import type { CertificateKind, CertificateStatus } from '../../rules/certificates/types.ts';

type Words<Code extends string> = Record<Code, (inputs: object, reader: { locale: 'ar' | 'en' }) => string>;

export const CERTIFICATE_KIND: Words<CertificateKind> = {
	statement: m.site_title,
	licence: m.certificate_kind_licence,
	refusal: m.certificate_kind_refusal,
	conformity: m.certificate_kind_conformity,
	utility_letter: m.certificate_kind_utility_letter
};

export const STATUS: Words<CertificateStatus> = {
	valid: m.certificate_status_valid,
	expired: m.certificate_status_expired,
	suspended: m.certificate_status_suspended,
	superseded: m.certificate_status_superseded,
	revoked: m.certificate_status_revoked
};

export const STATUS_TONE: Record<CertificateStatus, Tone> = {
	valid: 'done',
	expired: 'blocked',
	suspended: 'blocked',
	superseded: 'waiting',
	revoked: 'blocked'
};

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
