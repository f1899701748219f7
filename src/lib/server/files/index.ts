/** Files people attach: photos and documents, kept by content. */
export { admitFile, type AdmittedFile } from './admit.ts';
export { bareCopy } from './bare/index.ts';
export { fileResponse, readBytes, readForm } from './http.ts';
export { DOCUMENT_LIMIT, FILE_LIMIT, keepFile, layFile, readStored, type StoredFile } from './store.ts';
export { EXTENSION, type MediaType } from './media-type.ts';
export type { ScanState } from './scanner.ts';
