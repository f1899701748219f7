/** Documents of permit files. */
export { admitDocument } from './admit.ts';
export { attachDocuments, type Attached } from './attach.ts';
export { permitDocuments } from './list.ts';
export { readDocument, type ReadDocument } from './read.ts';
export { receiveDocuments } from './receive.ts';
