import { today } from '#lib/kernel/dates.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import { maskNationalId, readNationalId } from '#lib/kernel/national-id.ts';
import { blindIndex, seal, unseal } from '#lib/server/auth/index.ts';
import type { Ctx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import { Contact, readInput } from '../rules/index.ts';
import { named } from './refusals.ts';

export interface ContactCard {
	phone: string | null;
	email: string | null;
	/** Only the last four digits. */
	nationalId: string | null;
}

/** How to reach a person; reading somebody else's is written down. */
export async function readContact(ctx: Ctx, personId: string): Promise<ContactCard> {
	demand(ctx, 'contact:read', { personId });
	return ctx.transaction(async (tx) => {
		const row = await tx.db
			.selectFrom('person_contact')
			.select(['phone', 'email', 'national_id_sealed'])
			.where('person_id', '=', personId)
			.executeTakeFirst();
		if (row && ctx.actor.personId !== personId)
			await tx.audit('contact.read', { type: 'person', id: personId });
		const id = row?.national_id_sealed
			? unseal(ctx.platform.config, 'national-id', row.national_id_sealed, personId)
			: undefined;
		return {
			phone: row?.phone ?? null,
			email: row?.email ?? null,
			nationalId: id ? maskNationalId(id) : null
		};
	});
}

/** Writes telephone and e-mail; the national number only when one is given, for it is never shown whole. */
export async function saveContact(ctx: Ctx, personId: string, input: unknown): Promise<void> {
	demand(ctx, 'contact:edit');
	const contact = readInput(Contact, input);
	const national = contact.nationalId ? nationalColumns(ctx, personId, contact.nationalId) : {};
	const values = {
		phone: contact.phone ?? null,
		email: contact.email ?? null,
		...national,
		updated_at: ctx.now()
	};
	await named(() =>
		ctx.transaction(async (tx) => {
			await tx.db
				.insertInto('person_contact')
				.values({ person_id: personId, ...values })
				.onConflict((c) => c.column('person_id').doUpdateSet(values))
				.execute();
			await tx.audit('contact.edited', { type: 'person', id: personId });
		})
	);
}

function nationalColumns(ctx: Ctx, personId: string, typed: string) {
	const read = readNationalId(typed, today(ctx.now));
	if (!read.ok)
		throw new DomainError('invalid_input', { fields: [{ path: 'nationalId', code: read.problem }] });
	const { config } = ctx.platform;
	return {
		national_id_sealed: seal(config, 'national-id', read.value.id, personId),
		national_id_hmac: blindIndex(config, 'national-id', read.value.id)
	};
}
