import { sql } from 'kysely';
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

/** Owner, engineer and representative as their tables take them, numbers sealed. */
export interface PartyRows {
	parties: {
		part: Part;
		name: string;
		national_id_sealed: string | null;
		phone: string | null;
		address: string | null;
		syndicate_no: string | null;
		office: string | null;
	}[];
	/** By which a conflict is found. */
	keys: { part: Part; key: string }[];
}

/**
 * @param known numbers of before (`numbersOf`), which screens do not show whole: of a person whose name stays, one that is
 * not given again stays too.
 * @throws DomainError `invalid_input` for a number that cannot be one.
 */
export function partyRows(
	ctx: Ctx,
	permitId: string,
	parties: Parties,
	known: ReadonlyMap<string, string | null> = new Map()
): PartyRows {
	const { config } = ctx.platform;
	const faults: FieldError[] = [];
	const rows: PartyRows = { parties: [], keys: [] };
	for (const part of PARTS) {
		const given = parties[part];
		if (!given) continue;
		const id = given.national_id ? readNationalId(given.national_id, today(ctx.now)) : null;
		if (id && !id.ok) faults.push({ path: `parties.${part}.national_id`, code: id.problem });
		const phone = given.phone ? parsePhone(given.phone) : null;
		if (given.phone && !phone?.number.startsWith('+'))
			faults.push({ path: `parties.${part}.phone`, code: 'phone_unreadable' });
		const office = 'office' in given ? given.office : null;
		const number = id?.ok ? id.value.id : (known.get(`${part} ${given.name}`) ?? null);
		const sealed = number === null ? null : seal(config, 'national-id', number, bound(permitId, part));
		rows.parties.push({
			...{ part, name: given.name, address: given.address, office, phone: phone?.number ?? null },
			...{ syndicate_no: 'syndicate_no' in given ? given.syndicate_no : null },
			national_id_sealed: sealed && hex(sealed)
		});
		const keys = [
			...(number ? [blindIndex(config, 'national-id', number)] : []),
			...(office ? [blindIndex(config, 'office', arNorm(office))] : [])
		];
		rows.keys.push(...keys.map((key) => ({ part, key: hex(key) })));
	}
	if (faults.length) throw new DomainError('invalid_input', { fields: faults });
	return rows;
}

/** Writes them anew. @throws as `partyRows` */
export async function changeParties(ctx: Ctx, tx: Tx, permitId: string, parties: Parties): Promise<void> {
	const rows = partyRows(ctx, permitId, parties, await numbersOf(ctx, tx, permitId));
	await tx.db.deleteFrom('permit_party').where('permit_id', '=', permitId).execute();
	await tx.db.deleteFrom('permit_party_key').where('permit_id', '=', permitId).execute();
	await sql`select permit_keep_parties(${permitId}::bigint, ${JSON.stringify(rows)}::jsonb)`.execute(tx.db);
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
async function numbersOf(ctx: Ctx, tx: Tx, permitId: string): Promise<Map<string, string | null>> {
	const rows = await openParties(ctx, tx, permitId);
	const { config } = ctx.platform;
	return new Map(
		rows.map(({ part, name, national_id_sealed: sealed }) => [
			`${part} ${name}`,
			sealed ? (unseal(config, 'national-id', sealed, bound(permitId, part)) ?? null) : null
		])
	);
}

/** As the database reads bytes in a document. */
const hex = (bytes: Uint8Array) => `\\x${Buffer.from(bytes).toString('hex')}`;

const bound = (permitId: string, part: string) => `permit:${permitId}:${part}`;
