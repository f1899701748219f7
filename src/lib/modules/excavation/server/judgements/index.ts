/** The front door of judgements. */
export { judgeClash } from './judge.ts';
