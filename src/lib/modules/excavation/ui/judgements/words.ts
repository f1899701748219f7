import { m } from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/display/tone.ts';
import type { ClashAnswer, PositionState } from '../../rules/index.ts';

type Words<Code extends string> = Record<Code, (inputs: object, reader: { locale: 'ar' | 'en' }) => string>;

export const POSITION: Words<PositionState> = {
	open: m.judgement_state_open,
	again: m.judgement_state_again,
	yes: m.judgement_state_yes,
	no: m.judgement_state_no,
	later: m.judgement_state_later
};

export const POSITION_TONE: Record<PositionState, Tone> = {
	open: 'neutral',
	again: 'waiting',
	yes: 'blocked',
	no: 'done',
	later: 'waiting'
};

export const ANSWER: Words<ClashAnswer> = {
	yes: m.judgement_answer_yes,
	no: m.judgement_answer_no,
	later: m.judgement_answer_later
};
