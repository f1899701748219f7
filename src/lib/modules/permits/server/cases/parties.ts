import { today } from '#lib/kernel/dates.ts';
import { DomainError, type FieldError } from '#lib/kernel/errors.ts';
import { maskNationalId, readNationalId } from '#lib/kernel/national-id.ts';
import { parsePhone } from '#lib/kernel/phone.ts';
import { blindIndex, seal, unseal } from '#lib/server/auth/index.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import { arNorm } from '#lib/kernel/arabic.ts';
import type { Parties, PartyCard } from '../../rules/index.ts';
import { findCase } from './find.ts';
import { demandReading, mayKnowPeople } from './may.ts';
import { noteOpening } from './opening.ts';
import { auditRefusal } from './refused.ts';

const PARTS = ['owner', 'engineer', 'representative'] as const;
type Part = (typeof PARTS)[number];

/**
 * Who owns and who drew. Reading it is written down first; a reviewer who has not signed is shown nothing.
 * @throws DomainError `not_found`, `forbidden`.
 */
export async function readParties(ctx: Ctx, name: string): Promise<PartyCard[]> {
	return auditRefusal(ctx, { name, action: 'read_parties' }, async () => {
		demand(ctx, 'permit:list');
		return ctx.transaction(async (tx) => {
			const found = await findCase(tx.db, name);
			demandReading(ctx, found);
			if (!mayKnowPeople(ctx, found)) throw new DomainError('forbidden');
			const rows = await openParties(ctx, tx, found.id);
			if (rows.length === 0) throw new DomainError('permit_blind');
			await tx.audit('permit.parties_read', { type: 'permit', id: found.id }, { reference: found.reference });
			return rows
				.sort((a, b) => PARTS.indexOf(a.part as Part) - PARTS.indexOf(b.part as Part))
				.map(({ part, national_id_sealed: sealed, ...row }) => ({
					...row,
					part: part as Part,
					national_id: sealed
						? maskNationalId(unseal(ctx.platform.config, 'national-id', sealed, bound(found.id, part)) ?? '')
						: null
				}));
		});
	});
}

/**
 * Writes owner, engineer and representative, and the keys by which a conflict is found.
 * @param known numbers of before (`numbersOf`), which screens do not show whole: of a person whose name stays, one that is
 * not given again stays too. Null for a case that has none yet.
 * @throws DomainError `invalid_input` for a number that cannot be one.
 */
export async function writeParties(
	ctx: Ctx,
	tx: Tx,
	permitId: string,
	parties: Parties,
	known: ReadonlyMap<string, string | null> | null
): Promise<void> {
	const { config } = ctx.platform;
	const faults: FieldError[] = [];
	const rows = PARTS.flatMap((part) => {
		const given = parties[part];
		if (!given) return [];
		const id = given.national_id ? readNationalId(given.national_id, today(ctx.now)) : null;
		if (id && !id.ok) faults.push({ path: `parties.${part}.national_id`, code: id.problem });
		const phone = given.phone ? parsePhone(given.phone) : null;
		if (given.phone && !phone?.number.startsWith('+'))
			faults.push({ path: `parties.${part}.phone`, code: 'phone_unreadable' });
		const office = 'office' in given ? given.office : null;
		const number = id?.ok ? id.value.id : (known?.get(`${part} ${given.name}`) ?? null);
		return [
			{
				...{ permit_id: permitId, part, name: given.name, address: given.address, office },
				phone: phone?.number ?? null,
				syndicate_no: 'syndicate_no' in given ? given.syndicate_no : null,
				national_id_sealed:
					number === null ? null : seal(config, 'national-id', number, bound(permitId, part)),
				keys: [
					...(number ? [blindIndex(config, 'national-id', number)] : []),
					...(office ? [blindIndex(config, 'office', arNorm(office))] : [])
				]
			}
		];
	});
	if (faults.length) throw new DomainError('invalid_input', { fields: faults });
	if (known) {
		await tx.db.deleteFrom('permit_party').where('permit_id', '=', permitId).execute();
		await tx.db.deleteFrom('permit_party_key').where('permit_id', '=', permitId).execute();
	}
	if (rows.length === 0) return;
	const keys = rows.flatMap(({ part, keys }) => keys.map((key) => ({ permit_id: permitId, part, key })));
	await tx.db
		.insertInto('permit_party')
		.values(rows.map(({ keys: _keys, ...row }) => row))
		.execute();
	if (keys.length)
		await tx.db
			.insertInto('permit_party_key')
			.values(keys)
			.onConflict((c) => c.doNothing())
			.execute();
}

/** The rows of the people of a case; none for who must not know them. */
async function openParties(ctx: Ctx, tx: Tx, permitId: string) {
	await noteOpening(ctx, tx, { id: permitId, what: 'parties' });
	return tx.db
		.selectFrom('permit_party')
		.select(['part', 'name', 'national_id_sealed', 'phone', 'address', 'syndicate_no', 'office'])
		.where('permit_id', '=', permitId)
		.execute();
}

/** National numbers by part and name. The database lets go of parties, too, only where their reading is written down. */
export async function numbersOf(ctx: Ctx, tx: Tx, permitId: string): Promise<Map<string, string | null>> {
	const rows = await openParties(ctx, tx, permitId);
	const { config } = ctx.platform;
	return new Map(
		rows.map(({ part, name, national_id_sealed: sealed }) => [
			`${part} ${name}`,
			sealed ? (unseal(config, 'national-id', sealed, bound(permitId, part)) ?? null) : null
		])
	);
}

const bound = (permitId: string, part: string) => `permit:${permitId}:${part}`;
