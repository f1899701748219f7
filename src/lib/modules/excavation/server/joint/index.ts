/** The front door of joint trenches. */
export { answerOffer, proposeJoint } from './answer.ts';
export { sharedMetres } from './compute.ts';
export { endJoint } from './end.ts';
export { listSavings } from './ledger.ts';
export { digJoints } from './read.ts';
export { addJointPrice, listJointPrices } from './tariff.ts';
