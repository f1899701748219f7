import { m } from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/display/tone.ts';
import type { JointAnswer } from '../../rules/index.ts';

type Said = NonNullable<JointAnswer['answer']> | 'waiting';
type Words<Code extends string> = Record<Code, (inputs: object, reader: { locale: 'ar' | 'en' }) => string>;

export const SAID: Words<Said> = {
	accepted: m.joint_said_accepted,
	refused: m.joint_said_refused,
	waiting: m.joint_said_waiting
};

export const SAID_TONE: Record<Said, Tone> = { accepted: 'done', refused: 'blocked', waiting: 'waiting' };

export const ROAD: Words<'main' | 'collector' | 'local'> = {
	main: m.calendar_class_main,
	collector: m.calendar_class_collector,
	local: m.calendar_class_local
};
