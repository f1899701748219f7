import { DomainError } from '#lib/kernel/errors.ts';
import { randomUUID } from 'node:crypto';
import { writeAudit } from '../audit/write.ts';
import type { Platform } from '../platform.ts';
import { ANONYMOUS, type Actor } from '../policy/index.ts';
import { hashPassword, isOutdated, NOBODYS_HASH, verifyPassword } from './password-hash.ts';
import { forgetSlots, releaseSlot, subscriber, takeSlot } from './rate.ts';
import { openSession, tidySessions, type SessionMethod } from './session.ts';
import { makeTicket, readTicket } from './ticket.ts';
import { acceptSecondFactor, hasSecondFactor } from './second-factor.ts';
import { trusted, trustedLook } from './trusted.ts';

interface Where {
	ip: string;
	userAgent?: string | null;
	requestId?: string;
}

/** Name and password, with the second factor when already known. */
export interface PasswordSignIn extends Where {
	username: string;
	password: string;
	totp?: string;
}

/** The second step: the ticket that `second_factor_required` gave out, and the code. */
export interface TicketSignIn extends Where {
	ticket: string;
	totp: string;
}

export interface SignedIn {
	token: string;
	actor: Actor;
}

/** Usernames are compared in one form, whatever the keyboard did. */
export function normaliseUsername(username: string): string {
	return username.normalize('NFKC').trim().toLowerCase().slice(0, 100);
}

/**
 * Signs a person in.
 * @throws DomainError `bad_credentials` (unknown name, wrong password, closed account: one answer, one time),
 *   `second_factor_required` with `ticket`, `rate_limited` with `retry_after`.
 */
export async function signIn(platform: Platform, input: PasswordSignIn | TicketSignIn): Promise<SignedIn> {
	return 'ticket' in input ? withTicket(platform, input) : withPassword(platform, input);
}

async function withPassword(platform: Platform, input: PasswordSignIn): Promise<SignedIn> {
	const username = normaliseUsername(input.username);
	const ip = subscriber(input.ip);
	const ofAddress = await takeSlot(platform, { name: 'login-ip', about: ip, limit: 50, seconds: 600 });
	const ofAccount = await takeSlot(platform, {
		name: 'login',
		about: `${username}|${ip}`,
		limit: 5,
		seconds: 600
	});
	const person = await findPerson(platform, username);
	// Nobody has a password that long; hashing it would only cost us.
	const password = input.password.length > 1000 ? '' : input.password;
	const fits = await verifyPassword(password, person?.hash ?? NOBODYS_HASH);
	if (!person || !fits || !person.active) return refuse(platform, person?.id, input);
	if (isOutdated(person.hash)) await strengthen(platform, person.id, input.password);
	const second = await hasSecondFactor(platform, person.id);
	if (second && !input.totp) {
		await releaseSlot(platform, ofAddress);
		await releaseSlot(platform, ofAccount);
		const ticket = makeTicket(platform, { personId: person.id, changedAt: person.changedAt });
		throw new DomainError('second_factor_required', { params: { ticket } });
	}
	if (second && !(await acceptSecondFactor(platform, person.id, input.totp ?? '')))
		return refuse(platform, person.id, input);
	const opened = await open(platform, person.id, second ? 'password+totp' : 'password', input);
	await releaseSlot(platform, ofAddress);
	await forgetSlots(platform, ofAccount);
	return opened;
}

async function withTicket(platform: Platform, input: TicketSignIn): Promise<SignedIn> {
	const ticket = readTicket(platform, input.ticket);
	if (!ticket) throw new DomainError('bad_credentials');
	const person = await findPerson(platform, { id: ticket.personId });
	if (!person?.active || person.changedAt !== ticket.changedAt) throw new DomainError('bad_credentials');
	if (!(await acceptSecondFactor(platform, person.id, input.totp))) return refuse(platform, person.id, input);
	return open(platform, person.id, 'password+totp', input);
}

interface Found {
	id: string;
	active: boolean;
	hash: string;
	changedAt: string;
}

function findPerson(platform: Platform, by: string | { id: string }): Promise<Found | undefined> {
	return trustedLook(platform, async (db) => {
		const row = await db
			.selectFrom('person as p')
			.innerJoin('auth.credential as c', 'c.person_id', 'p.id')
			.select(['p.id', 'p.active', 'c.hash', 'c.changed_at'])
			.where(typeof by === 'string' ? 'p.username' : 'p.id', '=', typeof by === 'string' ? by : by.id)
			.executeTakeFirst();
		return (
			row && {
				id: row.id,
				active: row.active,
				hash: row.hash,
				changedAt: new Date(row.changed_at).toISOString()
			}
		);
	});
}

/** Written down for known and unknown names alike: the answer takes the same time. */
async function refuse(platform: Platform, personId: string | undefined, where: Where): Promise<never> {
	await trusted(platform, (db) =>
		writeAudit(db, { actor: ANONYMOUS, requestId: where.requestId ?? randomUUID() }, 'session.refused', {
			type: 'person',
			id: personId ?? '-'
		})
	);
	throw new DomainError('bad_credentials');
}

function open(platform: Platform, personId: string, method: SessionMethod, where: Where): Promise<SignedIn> {
	return trusted(platform, async (db) => {
		const now = platform.now();
		await tidySessions(db, now);
		return openSession(db, {
			personId,
			method,
			ip: where.ip,
			userAgent: where.userAgent ?? null,
			now,
			requestId: where.requestId ?? randomUUID()
		});
	});
}

/** The cost was raised since this password was set: now is the only time we know it. */
async function strengthen(platform: Platform, personId: string, password: string): Promise<void> {
	const hash = await hashPassword(password);
	await trusted(platform, (db) =>
		db.updateTable('auth.credential').set({ hash }).where('person_id', '=', personId).execute()
	);
}
