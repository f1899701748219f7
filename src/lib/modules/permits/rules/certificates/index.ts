export { certificateCode, CODE_BITS } from './code.ts';
export { nameSpot, type Spot, type Stroke } from './name-spot.ts';
export { IssueStatement, RevokeCertificate } from './schema.ts';
export { checkedStatus, paperStatus, statusOf } from './status.ts';
export type { CertificateCard, CertificateCheck, PaperCheck, TamperedRow } from './told.ts';
export {
	CERTIFICATE_KINDS,
	CERTIFICATE_PREFIX,
	type CertificateContent,
	type CertificateKind,
	type CertificateStatus,
	type PaperCell,
	type PaperPage,
	type PaperSection
} from './types.ts';
export * from './statements.ts';
