import { parseArgs, type ParseArgsConfig } from 'node:util';
import { randomCode } from '#lib/kernel/ids.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import { ROLES, type Role } from '#lib/kernel/roles.ts';
import {
	assignRole,
	createFirstAdministrator,
	createPerson,
	getPerson,
	listUnits,
	type Unit
} from '#lib/modules/people/server/index.ts';
import { today } from '#lib/kernel/dates.ts';
import { removeSecondFactor, setPassword } from '#lib/server/auth/index.ts';
import type { Ctx } from '#lib/server/context.ts';
import { Usage, type Command, type Io } from './command.ts';

/** `diwan user add`: a person, optionally with a first role, and a password to be changed at first use. */
export const userAdd: Command = {
	name: 'user add',
	summary: 'Add a person and print a first password',
	usage:
		'usage: diwan user add USERNAME --name-ar NAME --name-en NAME [--role ROLE --unit CODE]\n' +
		'                      [--unit-name-ar NAME] [--unit-name-en NAME]\n\n' +
		`ROLE is one of: ${ROLES.join(', ')}.\n` +
		'The first administrator: on a database without any unit, --role admin without --unit makes the root unit\n' +
		'(the governorate, code "governorate"), named by --unit-name-ar and --unit-name-en, and gives the role in it.\n' +
		'The printed password only lets the person choose their own.',
	async run(args, io) {
		const { values, username } = read(args, {
			'name-ar': { type: 'string' },
			'name-en': { type: 'string' },
			role: { type: 'string' },
			unit: { type: 'string' },
			'unit-name-ar': { type: 'string' },
			'unit-name-en': { type: 'string' }
		});
		const { role, unit } = values;
		const nameAr = values['name-ar'];
		const nameEn = values['name-en'];
		if (!nameAr || !nameEn) throw new Usage('both names are needed');
		if (unit !== undefined && role === undefined) throw new Usage('a role is held in a unit: give both');
		if (role !== undefined && !ROLES.includes(role as Role)) throw new Usage(`there is no role "${role}"`);
		const ctx = await io.ctx();
		// Looked up before anything is written.
		const units = role === undefined ? [] : await listUnits(ctx);
		const names = [values['unit-name-ar'], values['unit-name-en']];
		if (role === 'admin' && unit === undefined && units.length === 0) {
			const first = await createFirstAdministrator(ctx, {
				person: { username, nameAr, nameEn },
				unit: { code: 'governorate', nameAr: names[0] ?? 'المحافظة', nameEn: names[1] ?? 'Governorate' }
			});
			io.line(`unit      ${first.unit.code} (${first.unit.nameEn}): made, the root of all units`);
			io.line(`role      admin in ${first.unit.code}`);
			return hand(ctx, first.person, io, first.unit.code);
		}
		if (names.some((n) => n !== undefined))
			throw new Usage('--unit-name-ar and --unit-name-en are for the first administrator only');
		const unitId = role === undefined ? undefined : unitIdOf(units, unit);
		const person = await createPerson(ctx, { username, nameAr, nameEn });
		if (unitId) await assignRole(ctx, person.id, { role: role as Role, unitId, from: today(ctx.now) });
		return hand(ctx, person, io);
	}
};

/** `diwan user reset-password`: ends all sessions and prints a password to be changed at first use. */
export const userResetPassword: Command = {
	name: 'user reset-password',
	summary: 'Give a person a new first password; all their sessions end',
	usage:
		'usage: diwan user reset-password USERNAME [--drop-second-factor]\n\n' +
		'--drop-second-factor also removes the authenticator app (lost telephone).',
	async run(args, io) {
		const { values, username } = read(args, { 'drop-second-factor': { type: 'boolean' } });
		const ctx = await io.ctx();
		const person = await getPerson(ctx, username.toLowerCase());
		if (values['drop-second-factor']) await removeSecondFactor(ctx, person.id);
		return hand(ctx, person, io);
	}
};

async function hand(
	ctx: Ctx,
	person: { id: string; username: string },
	io: Io,
	unit?: string
): Promise<number> {
	const password = randomCode(60).toLowerCase();
	await setPassword(ctx, person.id, password, { mustChange: true });
	io.line(`username  ${person.username}`);
	io.line(`password  ${password}   (must be changed at first use)`);
	io.result({ username: person.username, password, ...(unit === undefined ? {} : { unit }) });
	return 0;
}

function unitIdOf(units: readonly Unit[], code: string | undefined): string {
	if (code === undefined) {
		const roots = units.filter((u) => u.depth === 0).map((u) => u.code);
		throw new Usage(
			roots.length
				? `a role is held in a unit: give --unit too (at the top: ${roots.join(', ')})`
				: 'there is no unit yet to hold a role in: add the first administrator (--role admin without --unit)'
		);
	}
	const unit = units.find((u) => u.code === code);
	if (!unit) throw new DomainError('not_found', { params: { type: 'unit', id: code } });
	return unit.id;
}

function read<T extends NonNullable<ParseArgsConfig['options']>>(args: string[], options: T) {
	let parsed;
	try {
		parsed = parseArgs({ args, options, allowPositionals: true });
	} catch (error) {
		throw new Usage((error as Error).message);
	}
	const [username, ...more] = parsed.positionals;
	if (!username || more.length) throw new Usage('one username is needed');
	return { values: parsed.values, username };
}
