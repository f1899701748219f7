export { issueCertificate, type Issue, type Issued } from './issue.ts';
export { parcelStatements, permitCertificates } from './list.ts';
export { certificatePaper, type Paper } from './paper.ts';
export { revokeCertificate } from './revoke.ts';
export { issueStatement } from './statement.ts';
export { listStatements } from './statements.ts';
export { verifyCertificate, verifyPaper } from './verify.ts';
