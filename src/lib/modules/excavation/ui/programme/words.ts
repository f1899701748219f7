import { m } from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/display/tone.ts';
import type { AnswerState } from '../../rules/index.ts';

export const ANSWER_STATE = {
	handed_in: m.programme_state_handed_in,
	nothing: m.programme_state_nothing,
	waiting: m.programme_state_waiting,
	late: m.programme_state_late
};

export const ANSWER_TONE: Record<AnswerState, Tone> = {
	handed_in: 'done',
	nothing: 'done',
	waiting: 'waiting',
	late: 'blocked'
};
