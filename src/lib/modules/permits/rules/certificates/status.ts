import type { CivilDate } from '#lib/kernel/dates.ts';
import type { PermitState } from '../life/vocabulary.ts';
import type { CertificateKind, CertificateStatus } from './types.ts';

/** What decides whether a certificate holds. */
export interface Standing {
	kind: CertificateKind;
	valid_until: CivilDate | null;
	revoked: boolean;
	superseded: boolean;
	/** Where its case stands; null without one. */
	case_state: PermitState | null;
}

/** What a certificate is worth on a day. What was taken back stays so, whatever else is true of it. */
export function statusOf({ kind, ...c }: Standing, today: CivilDate): CertificateStatus {
	if (c.revoked || (kind === 'licence' && c.case_state === 'revoked')) return 'revoked';
	if (c.superseded) return 'superseded';
	if (kind === 'licence' && c.case_state === 'suspended') return 'suspended';
	return c.valid_until !== null && c.valid_until < today ? 'expired' : 'valid';
}
