export { anchorAudit } from './anchor.ts';
export { ListAudit, listAudit, type AuditEntry } from './list.ts';
export {
	digestOf as digestOfProof,
	proofOf,
	verifyProof,
	type BadEntry,
	type Proof,
	type Subject
} from './proof.ts';
export { verifyAudit, type Tampering, type Verification } from './verify.ts';
export { actionWords, detailWords, subjectWords } from './words.ts';
export { auditEntry, writeAudit } from './write.ts';
