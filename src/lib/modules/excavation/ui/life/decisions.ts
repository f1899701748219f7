import { m } from '#lib/paraglide/messages.js';
import type { DigAction } from '../../rules/lifecycle.ts';

type Says = (inputs: { reference: string }, reader: { locale: 'ar' | 'en' }) => string;

/** How a decision is asked for: its button, what it brings, what it needs, and what is said when it is done. */
export interface Decision {
	label: Says;
	text: Says;
	done: Says;
	variant: 'primary' | 'secondary' | 'danger';
	reason: 'required' | 'optional' | null;
	/** What the reason is called; the usual name when absent. */
	reasonLabel?: Says;
	/** The action's own title, when the button's words are too short for it. */
	title?: Says;
}

/**
 * Everything decided in a dialog, in the order of its buttons. Editing and inspecting have pages of their own, detours a card; an
 * inspection restores; time alone overruns.
 */
export type Decided = Exclude<DigAction, 'edit' | 'amend' | 'reroute' | 'overrun' | 'inspect' | 'restore'>;

export const DECISIONS: Record<Decided, Decision> = {
	approve: {
		label: m.excavation_do_approve,
		text: m.excavation_do_approve_text,
		done: m.excavation_done_approve,
		variant: 'primary',
		reason: 'optional'
	},
	submit: {
		label: m.excavation_do_submit,
		text: m.excavation_do_submit_text,
		done: m.excavation_done_submit,
		variant: 'primary',
		reason: null
	},
	start: {
		label: m.excavation_do_start,
		text: m.excavation_do_start_text,
		done: m.excavation_done_start,
		variant: 'primary',
		reason: null
	},
	file: {
		label: m.excavation_do_file,
		text: m.excavation_do_file_text,
		done: m.excavation_done_file,
		variant: 'primary',
		reason: null
	},
	finish: {
		label: m.excavation_finish,
		text: m.excavation_finish_text,
		done: m.excavation_finished,
		variant: 'primary',
		reason: null
	},
	close: {
		label: m.excavation_do_close,
		text: m.excavation_do_close_text,
		done: m.excavation_done_close,
		variant: 'primary',
		reason: null
	},
	return: {
		label: m.excavation_do_return,
		text: m.excavation_do_return_text,
		done: m.excavation_done_return,
		variant: 'secondary',
		reason: 'required'
	},
	refuse: {
		label: m.excavation_do_refuse,
		text: m.excavation_do_refuse_text,
		done: m.excavation_done_refuse,
		variant: 'danger',
		reason: 'required'
	},
	override: {
		label: m.excavation_do_override,
		text: m.excavation_do_override_text,
		done: m.excavation_done_override,
		variant: 'secondary',
		reason: 'required'
	},
	withdraw: {
		label: m.excavation_do_withdraw,
		text: m.excavation_do_withdraw_text,
		done: m.excavation_done_withdraw,
		variant: 'secondary',
		reason: null
	},
	cancel: {
		label: m.excavation_cancel,
		title: m.excavation_cancel_confirm,
		text: m.excavation_cancel_text,
		done: m.excavation_cancelled,
		variant: 'danger',
		reason: 'required',
		reasonLabel: m.excavation_cancel_reason
	}
};

/** What stands at the foot of a record. */
export const DECIDABLE: readonly DigAction[] = [...(Object.keys(DECISIONS) as Decided[]), 'edit', 'amend'];
