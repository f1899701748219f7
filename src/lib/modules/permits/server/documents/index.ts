/** Documents of permit files. */
export { admitDocument } from './admit.ts';
export { attachDocument, type Attached } from './attach.ts';
export { permitDocuments } from './list.ts';
export { readDocument, type ReadDocument } from './read.ts';
export { receiveDocument } from './receive.ts';
