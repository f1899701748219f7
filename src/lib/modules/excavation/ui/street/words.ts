import { m } from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/display/tone.ts';
import type { Restored } from '../../rules/index.ts';

export const RESTORED: Record<Restored, (inputs: object, reader: { locale: 'ar' | 'en' }) => string> = {
	open: m.street_restored_open,
	waiting: m.street_restored_waiting,
	restored: m.street_restored_restored,
	unknown: m.street_restored_unknown
};

export const RESTORED_TONE: Record<Restored, Tone> = {
	open: 'blocked',
	waiting: 'waiting',
	restored: 'done',
	unknown: 'neutral'
};
