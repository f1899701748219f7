/** What a colour means; always beside a word. */
export type Tone = 'neutral' | 'accent' | 'done' | 'waiting' | 'blocked';

/** Soft ground with its own text, for a badge or a verdict. */
export const softTone: Record<Tone, string> = {
	neutral: 'bg-ground text-ink-2 border-line',
	accent: 'bg-nile-soft text-nile border-nile/25',
	done: 'bg-palm-soft text-palm border-palm/25',
	waiting: 'bg-amber-soft text-amber border-amber/30',
	blocked: 'bg-brick-soft text-brick border-brick/30'
};

/** Text alone. */
export const textTone: Record<Tone, string> = {
	neutral: 'text-ink-2',
	accent: 'text-nile',
	done: 'text-palm',
	waiting: 'text-amber',
	blocked: 'text-brick'
};
