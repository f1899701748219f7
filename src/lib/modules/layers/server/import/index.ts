export { importFile } from './file.ts';
export type { ImportOptions, ImportReport, Reading, Refusal } from './options.ts';
export { previewFile } from './preview.ts';
export { PreviewQuery, readingOf, RunImport, UploadQuery } from './query.ts';
export { openRecords, type FileRecord, type Records } from './records.ts';
export { runImport } from './run.ts';
export { demandImporter, importTargets } from './targets.ts';
export { refusalWords } from './words.ts';
export { dropUpload, openUpload, receiveUpload, type Upload } from './uploads.ts';
