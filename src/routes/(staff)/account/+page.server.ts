import { qrPath } from '#lib/modules/people/rules/qr.ts';
import { delegateRole, endRole, myAccount, savePreferences } from '#lib/modules/people/server/index.ts';
import { declareTie, listTies, tieTyped } from '#lib/modules/permits/server/index.ts';
import { formAction } from '#lib/server/auth/form-action.ts';
import {
	changePassword,
	confirmTotp,
	createApiKey,
	disableTotp,
	enrolTotp,
	revokeApiKey,
	revokeSessions
} from '#lib/server/auth/index.ts';
import { cairoDay, isCivilDate } from '#lib/kernel/dates.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import { page } from '#lib/server/http/endpoint.ts';
import { hasRole } from '#lib/server/policy/index.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = page(async ({ locals: { ctx } }: PageServerLoadEvent) => ({
	account: await myAccount(ctx),
	// Whoever may be drawn says for whom they must not be.
	ties: hasRole(ctx.actor, 'reviewer') ? await listTies(ctx, ctx.actor.personId ?? '') : null
}));

export const actions: Actions = {
	password: (event) =>
		formAction(event, 'password', ({ current = '', next = '' }) =>
			changePassword(event.locals.ctx, { current, next })
		),
	enrol: (event) =>
		formAction(event, 'enrol', async ({ password = '' }) => {
			const { uri, secret } = await enrolTotp(event.locals.ctx, { password });
			return { secret, qr: qrPath(uri) };
		}),
	confirm: (event) =>
		formAction(event, 'confirm', ({ code = '' }) => confirmTotp(event.locals.ctx, { code })),
	disable: (event) =>
		formAction(event, 'disable', ({ password = '' }) => disableTotp(event.locals.ctx, { password })),
	preferences: (event) =>
		formAction(event, 'preferences', async (input) => {
			const chosen = await savePreferences(event.locals.ctx, input);
			const names = { locale: 'PARAGLIDE_LOCALE', digits: 'diwan_digits', theme: 'diwan_theme' } as const;
			for (const [key, name] of Object.entries(names)) {
				const value = chosen[key as keyof typeof names];
				const secure = event.url.protocol === 'https:';
				const attributes = { path: '/', httpOnly: false, sameSite: 'lax', secure } as const;
				if (value) event.cookies.set(name, value, { ...attributes, maxAge: 31_536_000 });
			}
		}),
	revoke: (event) =>
		formAction(event, 'revoke', ({ id = '' }) => {
			const { ctx } = event.locals;
			return revokeSessions(ctx, ctx.actor.personId ?? '', { only: /^[0-9]{1,18}$/.test(id) ? id : '0' });
		}),
	revokeOthers: (event) =>
		formAction(event, 'revoke', () => {
			const { ctx } = event.locals;
			return revokeSessions(ctx, ctx.actor.personId ?? '', { except: ctx.actor.sessionId });
		}),
	delegate: (event) =>
		formAction(event, 'delegate', ({ held = '', ...rest }) => {
			// One choice in the form: which role, in which unit.
			const [role = '', unitId = ''] = held.split('@');
			return delegateRole(event.locals.ctx, { ...rest, role, unitId } as never);
		}),
	recall: (event) => formAction(event, 'recall', ({ id = '' }) => endRole(event.locals.ctx, id)),
	tie: (event) =>
		formAction(event, 'tie', (input) => {
			const { ctx } = event.locals;
			return declareTie(ctx, ctx.actor.personId ?? '', tieTyped(input));
		}),
	createKey: (event) =>
		formAction(event, 'createKey', async ({ name = '', until }, data) => {
			const scopes = data.getAll('scopes').map(String);
			if (until && !isCivilDate(until))
				throw new DomainError('invalid_input', { fields: [{ path: 'expiresAt', code: 'field_date' }] });
			const expiresAt = until ? cairoDay(until).end : null;
			return (await createApiKey(event.locals.ctx, { name, scopes, expiresAt })).key;
		}),
	revokeKey: (event) => formAction(event, 'revokeKey', ({ id = '' }) => revokeApiKey(event.locals.ctx, id))
};
