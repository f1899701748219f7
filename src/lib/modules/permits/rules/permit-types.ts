import { PERMIT_KINDS, type PermitKind } from './life/vocabulary.ts';

/** What is applied for: the site statement before a licence, the licences, and what comes after one. */
export const PERMIT_TYPES = ['statement', ...PERMIT_KINDS, 'conformity', 'reconciliation'] as const;
export type PermitType = (typeof PERMIT_TYPES)[number];

export function isLicence(type: PermitType): type is PermitKind {
	return (PERMIT_KINDS as readonly string[]).includes(type);
}
