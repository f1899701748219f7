export * from './judgement.ts';
