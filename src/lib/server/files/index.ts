/** Files people attach: photos and documents, kept by content. */
export { fileResponse, readBytes, readForm } from './http.ts';
export { keepFile, readStored, type StoredFile } from './store.ts';
