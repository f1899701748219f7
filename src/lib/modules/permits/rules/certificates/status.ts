import type { CertificateCheck, PaperCheck } from './told.ts';
import type { CivilDate } from '#lib/kernel/dates.ts';
import type { PermitState } from '../life/vocabulary.ts';
import type { CertificateKind, CertificateStatus } from './types.ts';

/** What decides whether a certificate holds. */
export interface Standing {
	kind: CertificateKind;
	valid_until: CivilDate | null;
	revoked: boolean;
	superseded: boolean;
	/** Where its licence stands; null without one. */
	licence_state: PermitState | null;
}

/** What is worth no more than the licence it stands on. */
const LEANS: readonly CertificateKind[] = ['licence', 'conformity', 'utility_letter'];

/** What a certificate is worth on a day. What was taken back stays so, whatever else is true of it. */
export function statusOf({ kind, ...c }: Standing, today: CivilDate): CertificateStatus {
	const leans = LEANS.includes(kind);
	if (c.revoked || (leans && c.licence_state === 'revoked')) return 'revoked';
	if (c.superseded) return 'superseded';
	if (leans && c.licence_state === 'suspended') return 'suspended';
	return c.valid_until !== null && c.valid_until < today ? 'expired' : 'valid';
}

/** What whoever holds a code is told that its certificate is worth. */
export function checkedStatus(
	certificate: CertificateStatus,
	record: { ok: boolean }
): CertificateCheck['status'] {
	return record.ok ? certificate : 'altered';
}

/** What a paper is worth that is held against a certificate of that standing. */
export function paperStatus(genuine: boolean, certificate: CertificateCheck['status']): PaperCheck['status'] {
	return genuine ? certificate : 'forged';
}
