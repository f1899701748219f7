export { objectionWords, permitNeighbours } from './read.ts';
export { answerObjection, drawUpNotice, recordObjection, serveNotice } from './write.ts';
export { noticePaper } from './paper.ts';
