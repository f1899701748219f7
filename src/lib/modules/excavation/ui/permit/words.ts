import { m } from '#lib/paraglide/messages.js';
import type { PermitVerdict } from '../../rules/permit/verdict.ts';

type Words = (inputs: object, reader: { locale: 'ar' | 'en' }) => string;

export const VERDICT: Record<PermitVerdict, Words> = {
	allowed: m.permit_verdict_allowed,
	not_now: m.permit_verdict_not_now,
	not_yet: m.permit_verdict_not_yet,
	expired: m.permit_verdict_expired,
	suspended: m.permit_verdict_suspended,
	revoked: m.permit_verdict_revoked,
	ended: m.permit_verdict_ended,
	forged: m.permit_verdict_forged
};

/** Why the register was not asked: no network, too many questions, or it does not answer. */
export type Silence = 'offline' | 'busy' | 'down';

export const SILENT: Record<Silence, Words> = {
	offline: m.permit_check_offline,
	busy: m.permit_check_busy,
	down: m.permit_check_down
};

/** What to do about it. */
export const ADVICE: Record<PermitVerdict, Words | null> = {
	allowed: null,
	not_now: m.permit_advice_not_now,
	not_yet: m.permit_advice_stop,
	expired: m.permit_advice_stop,
	suspended: m.permit_advice_stop,
	revoked: m.permit_advice_stop,
	ended: m.permit_advice_stop,
	forged: m.permit_advice_forged
};
