/** The front door of joint trenches. */
export { answerOffer } from './answer.ts';
export { endJoint } from './end.ts';
export { listSavings } from './ledger.ts';
export { digJoints } from './read.ts';
