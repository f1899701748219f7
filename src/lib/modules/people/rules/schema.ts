import { z } from 'zod';
import { freeText } from '#lib/kernel/free-text.ts';
import { diffDays } from '#lib/kernel/dates.ts';
import { parsePhone } from '#lib/kernel/phone.ts';
import { ROLES } from '#lib/kernel/roles.ts';
import { DIGITS, LOCALES, THEMES, UNIT_KINDS } from './vocabulary.ts';

/**
 * What clients send. The messages are codes (`error_<code>` says them in words). Empty text counts as absent,
 * because that is what a form without JavaScript sends.
 */
const text = (max: number) => freeText('field_required').min(1, 'field_required').max(max, 'field_too_long');
const absent = (v: unknown) => (v === '' || v === null ? undefined : v);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(absent, schema.optional());
const Day = z.iso.date('field_date');
const Id = z.string('field_choice').regex(/^[1-9][0-9]{0,18}$/, 'field_choice');
const Role = z.enum(ROLES, 'field_choice');

export const Username = z
	.string('field_required')
	.trim()
	.toLowerCase()
	.regex(/^[a-z0-9][a-z0-9._@-]{1,62}$/, 'field_username')
	// The address of the form for a new one.
	.refine((v) => v !== 'new', 'field_taken');
export const Code = z
	.string('field_required')
	.trim()
	.toLowerCase()
	.regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, 'field_code')
	.refine((v) => v !== 'new', 'field_taken');

export const CreatePerson = z.object({ username: Username, nameAr: text(200), nameEn: text(200) });
export type CreatePerson = z.input<typeof CreatePerson>;

export const EditPerson = z.object({ nameAr: text(200), nameEn: text(200) });
export type EditPerson = z.input<typeof EditPerson>;

export const Preferences = z.object({
	locale: optional(z.enum(LOCALES, 'field_choice')),
	digits: optional(z.enum(DIGITS, 'field_choice')),
	theme: optional(z.enum(THEMES, 'field_choice'))
});
export type Preferences = z.output<typeof Preferences>;

export const Contact = z.object({
	phone: optional(
		z.string().transform((v, c) => {
			const phone = parsePhone(v);
			if (phone && phone.kind !== 'short') return phone.number;
			c.addIssue({ code: 'custom', message: 'field_phone' });
			return z.NEVER;
		})
	),
	email: optional(z.email('field_email').max(200, 'field_too_long').toLowerCase()),
	/** Read by the service, which knows what day it is. */
	nationalId: optional(z.string().max(40, 'field_too_long'))
});
export type Contact = z.output<typeof Contact>;

/** As it is dialled; hot lines, too. */
const PhoneNumber = z.string().transform((v, c) => {
	const phone = parsePhone(v);
	if (phone) return phone.number;
	c.addIssue({ code: 'custom', message: 'field_phone' });
	return z.NEVER;
});

export const CreateUnit = z.object({
	code: Code,
	kind: z.enum(UNIT_KINDS, 'field_choice'),
	nameAr: text(200),
	nameEn: text(200),
	/** The code of the unit above; none for a root. */
	parent: optional(Code),
	/** Made known to everybody: of a governorate, its call centre. */
	callNumber: optional(PhoneNumber)
});
export type CreateUnit = z.input<typeof CreateUnit>;

export const EditUnit = CreateUnit.omit({ code: true }).extend({ valid: z.boolean() });
export type EditUnit = z.input<typeof EditUnit>;

const ordered = (v: { from: string; to?: string | undefined }) => v.to === undefined || v.to >= v.from;
const order = { message: 'field_period', path: ['to'] };

export const Assign = z
	.object({ role: Role, unitId: Id, from: Day, to: optional(Day), note: optional(text(500)) })
	.refine(ordered, order);
export type Assign = z.input<typeof Assign>;

/** A standing-in is for an absence; past a year it is an appointment, which an administrator makes. */
export const DELEGATION_DAYS = 366;

export const Delegate = z
	.object({ role: Role, unitId: Id, username: Username, from: Day, to: Day, note: optional(text(500)) })
	.refine(ordered, order)
	.refine((v) => diffDays(v.from, v.to) < DELEGATION_DAYS, { message: 'field_delegation', path: ['to'] });
export type Delegate = z.input<typeof Delegate>;

export const ListPeople = z.object({
	q: optional(freeText().max(200, 'field_too_long')),
	unit: optional(Code),
	role: optional(Role),
	active: optional(z.enum(['1', '0'], 'field_choice').transform((v) => v === '1')),
	cursor: optional(z.string().max(100)),
	limit: optional(z.coerce.number().int().min(1).max(200))
});
export type ListPeople = z.input<typeof ListPeople>;
