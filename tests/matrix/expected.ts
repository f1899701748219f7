import {
	DIG_READERS,
	PERMIT_ANSWERABLE,
	PERMIT_OVERSEERS,
	PERMIT_READERS,
	ROLES,
	STAFF_PERMIT_READERS,
	STAFF_ROLES,
	type Role
} from '#lib/kernel/roles.ts';

/** Who gets in: everybody with the public, anybody signed in, or these roles. */
type Who = 'everybody' | 'signed-in' | readonly Role[];

/** One request that a route must answer, and how it answers those who may. Everybody else must be refused. */
export interface Row {
	who: Who;
	/** Statuses for those let in. Requests are made so that they change nothing: an empty body is refused. */
	in: number[];
	/** Only for the unit that owns the record: the same role elsewhere is refused. */
	own?: boolean;
	/** Values of the route's parameters, beside the usual ones. */
	params?: Record<string, string>;
	query?: string;
	json?: unknown;
	form?: Record<string, string>;
	headers?: Record<string, string>;
	/** Needs a session of its own, because it ends it. */
	endsSession?: boolean;
	/** A refusal that looks otherwise than 401, 403 or the way to the sign-in page. */
	refusal?: number;
}

const PEOPLE = ['admin', 'auditor', 'hr_officer'] as const;
const NETWORKS = [
	'utility_planner',
	'coordinator',
	'reviewer',
	'head_of_engineering',
	'authority',
	'inspector',
	'planner',
	'unit_head',
	'governor',
	'auditor',
	'admin'
] as const;
/** Who may write to at least one layer; what they send is theirs alone. */
const IMPORTERS = [
	'admin',
	'planner',
	'head_of_engineering',
	'utility_planner',
	'coordinator',
	'transport_regulator'
] as const;
const STAFF = STAFF_ROLES;
const REPORT_DESK = ['coordinator', 'inspector', 'head_of_engineering'] as const;
const CALENDAR = ['coordinator', 'planner'] as const;
const NETWORK_OWNERS = ['utility_planner', 'coordinator'] as const;
/** Those who agree to a work, in the order in which they are asked. */
const APPROVERS = ['head_of_engineering', 'coordinator', 'traffic_police'] as const;
const FIBRE = ['utility_planner', 'coordinator'] as const;
const NO_PERMIT = { ref: 'BP-2026-999999', name: 'submit' };
const CASH_DESK = ['cashier', 'coordinator', 'governor', 'auditor'] as const;

const everybody = (...statuses: number[]): Row[] => [{ who: 'everybody', in: statuses }];
const signedIn = (...statuses: number[]): Row[] => [{ who: 'signed-in', in: statuses }];
const only = (who: readonly Role[], ...statuses: number[]): Row[] => [{ who, in: statuses }];
const form = (who: Who, values: Record<string, string>, ...statuses: number[]): Row[] => [
	{ who, in: statuses, form: values }
];
/** A public layer, one of the staff, one of those whose work the digs are, and one of those who work on buried networks. */
const layers = ({ params, ...more }: Partial<Row>, ...statuses: number[]): Row[] =>
	(
		[
			['everybody', 'streets'],
			[STAFF, 'zones'],
			[DIG_READERS, 'digs'],
			[NETWORKS, 'utilities_gas']
		] as const
	).map(([who, layer]) => ({
		who,
		in: statuses,
		params: { layer, ...params },
		...more
	}));
/** The version is one that never was: who may comes as far as the lost race and changes nothing. */
const lostRace = (who: readonly Role[], json: unknown): Row[] => [
	{ who, in: [412], json, headers: { 'if-match': '"999999"' } }
];
const byOwner = (json: unknown, ...others: Role[]): Row[] =>
	lostRace(['utility_planner', ...others], json).map((row) => ({ ...row, own: true }));

const upload = (): Row[] => [{ who: IMPORTERS, in: [404], params: { id: '0' } }];

/** What the house promises. A route or method that is not here fails the matrix. */
export const EXPECTED: Record<string, Row[]> = {
	// Before and beside signing in
	'GET /login': everybody(200, 303),
	'POST /login': form('everybody', { username: 'nobody-here', password: 'x' }, 401, 429),
	'POST /logout': [{ who: 'everybody', in: [303], form: {}, endsSession: true }],
	'GET /auth/oidc': everybody(404),
	'GET /auth/oidc/callback': everybody(404),
	'GET /design': everybody(200),
	'GET /design/desk': everybody(200),
	'GET /design/sign-in': everybody(200),
	'GET /healthz': everybody(200),
	'GET /readyz': everybody(200),
	'GET /metrics': [
		{ who: 'everybody', in: [200] },
		{ who: ['admin'], in: [200], headers: { 'x-forwarded-for': '203.0.113.9' } }
	],
	'GET /api/v1/openapi.json': everybody(200),
	'GET /api/v1/session': signedIn(200),
	'POST /api/v1/session': [{ who: 'everybody', in: [422], json: {} }],
	'DELETE /api/v1/session': [{ who: 'everybody', in: [204], endsSession: true }],

	// One's own account
	'GET /account': signedIn(200),
	'GET /api/v1/account/draft-key': signedIn(200),
	'POST /account?/password': form('signed-in', { current: 'x', next: 'short' }, 422),
	'POST /account?/enrol': form('signed-in', { password: 'not the password' }, 422, 429),
	'POST /account?/confirm': form('signed-in', { code: '000000' }, 422, 429),
	'POST /account?/disable': form('signed-in', { password: 'not the password' }, 422, 429),
	'POST /account?/preferences': form('signed-in', {}, 200),
	'POST /account?/revoke': form('signed-in', { id: '0' }, 200),
	'POST /account?/revokeOthers': form('signed-in', {}, 200),
	'POST /account?/createKey': form('signed-in', {}, 422),
	'POST /account?/revokeKey': form('signed-in', { id: '0' }, 404),
	'POST /account?/delegate': [
		{
			who: ['utility_planner'],
			own: true,
			in: [404],
			form: { held: 'utility_planner@[unit]', username: 'nobody-here', from: '2030-01-01', to: '2030-01-02' }
		}
	],
	'POST /account?/tie': form(STAFF, {}, 422),
	'POST /account?/recall': form(['admin'], { id: '0' }, 404),

	// Administration
	'GET /admin': only(PEOPLE, 307),
	'GET /admin/people': only(PEOPLE, 200),
	'GET /admin/people/new': only(['admin'], 200),
	'POST /admin/people/new': form(['admin'], {}, 422),
	'GET /admin/people/[username]': only(PEOPLE, 200),
	'POST /admin/people/[username]?/names': form(['admin'], {}, 422),
	'POST /admin/people/[username]?/assign': form(['admin'], {}, 422),
	'POST /admin/people/[username]?/end': form(['admin'], { id: '0' }, 404),
	'POST /admin/people/[username]?/active': form(['admin'], {}, 422),
	'POST /admin/people/[username]?/password': form(['admin'], {}, 200),
	'POST /admin/people/[username]?/sessions': form(['admin'], {}, 200),
	'POST /admin/people/[username]?/secondFactor': form(['admin'], {}, 200),
	'POST /admin/people/[username]?/unlink': form(['admin'], {}, 200),
	'GET /admin/people/[username]/contact': only(['admin', 'hr_officer'], 200),
	'POST /admin/people/[username]/contact': form(['admin', 'hr_officer'], { phone: '12' }, 422),
	'GET /admin/people/[username]/draw': only(['admin', 'hr_officer'], 200),
	'POST /admin/people/[username]/draw?/tie': form(['admin', 'hr_officer'], {}, 422),
	'POST /admin/people/[username]/draw?/lift': form(['admin', 'hr_officer'], { id: '0' }, 404),
	'POST /admin/people/[username]/draw?/disciplines': form(['admin'], {}, 404),
	'GET /admin/units': only(PEOPLE, 200),
	'GET /admin/units/new': only(['admin'], 200),
	'POST /admin/units/new': form(['admin'], {}, 422),
	'GET /admin/units/[code]': only(['admin'], 200),
	'POST /admin/units/[code]': form(['admin'], {}, 422),
	'GET /admin/sessions': only(['admin', 'auditor'], 200),
	'POST /admin/sessions': form(['admin'], {}, 200),
	'GET /admin/audit': only(['admin', 'auditor'], 200),
	'GET /admin/mail': only(['admin'], 200),
	'POST /admin/mail': form(['admin'], { id: '0' }, 404),
	'GET /api/v1/people': only(PEOPLE, 200),
	'GET /api/v1/units': signedIn(200),
	'GET /api/v1/audit': only(['admin', 'auditor'], 200),

	// The map
	'GET /': signedIn(307),
	'GET /map': signedIn(200),
	'GET /events': [
		{ who: 'everybody', in: [200], query: 'layers=streets' },
		{ who: DIG_READERS, in: [200], query: 'layers=streets,digs' },
		{ who: STAFF, in: [200], query: 'layers=streets,zones' },
		{ who: NETWORKS, in: [200], query: 'layers=utilities_gas' }
	],
	'GET /tiles/[layer].json': layers({}, 200),
	'GET /tiles/[layer]/[z]/[x]/[y].mvt': layers({ params: { z: '10', x: '596', y: '420' } }, 200, 204),
	'GET /api/v1/layers': everybody(200),
	'GET /api/v1/layers/[layer]/features': layers({}, 200),
	'GET /api/v1/layers/[layer]/features/[id]': layers({ params: { id: '1' } }, 200),
	'GET /api/v1/layers/[layer]/export': layers({ query: 'format=csv' }, 200),
	'GET /api/v1/identify': [{ who: 'everybody', in: [200], query: 'x=29.73&y=30.70&z=15&layers=streets' }],
	'GET /api/v1/search': [{ who: 'everybody', in: [200], query: 'q=%D8%B4%D8%A7%D8%B1%D8%B9' }],

	// For everybody
	'GET /feeds/wzdx.geojson': everybody(200),
	'GET /portal/works': everybody(200),
	'GET /portal/works/[ref]': everybody(404),
	'GET /api/v1/portal/works': everybody(200),
	'GET /portal/permits': everybody(200),
	'GET /portal/permits/[ref]': everybody(404),
	'GET /api/v1/portal/permits': everybody(200),
	'GET /api/v1/portal/permits/[ref]': everybody(404),
	'GET /feeds/works.atom': everybody(200),
	'GET /feeds/permits.csv': everybody(200),
	'GET /feeds/permits-log.csv': everybody(200),
	'GET /feeds/planning-applications.json': everybody(200),
	'GET /feeds/planning-application-log.json': everybody(200),
	'POST /api/v1/portal/alerts': [{ who: 'everybody', in: [422, 429], json: {} }],
	'GET /portal/alerts/confirm/[token]': [{ who: 'everybody', in: [200], params: { token: 'made-up' } }],
	'POST /portal/alerts/confirm/[token]': [
		{ who: 'everybody', in: [410], form: {}, params: { token: 'made-up' } }
	],
	'GET /portal/alerts/leave/[token]': [{ who: 'everybody', in: [404], params: { token: 'made-up' } }],
	'POST /portal/alerts/leave/[token]': [
		{ who: 'everybody', in: [404], form: {}, params: { token: 'made-up' } }
	],
	// Whoever has neither the telephone nor the case is asked again.
	'GET /portal': everybody(200),
	'POST /portal?/verify': form('everybody', { code: '' }, 303),
	'GET /portal/track': everybody(200),
	'POST /portal/track': [{ who: 'everybody', in: [422], form: {} }],
	'GET /portal/track/[ref]': [{ who: 'everybody', in: [303], params: NO_PERMIT }],
	'POST /api/v1/portal/track': [{ who: 'everybody', in: [422], json: {} }],
	'GET /api/v1/permits/[ref]/tracking': [{ who: PERMIT_READERS, in: [404], params: NO_PERMIT }],
	'POST /api/v1/portal/reports': [{ who: 'everybody', in: [422, 429], json: {} }],
	'GET /verify/[code]': [{ who: 'everybody', in: [200], params: { code: 'made.up' } }],
	'GET /api/v1/permits': only(PERMIT_READERS, 200),
	'GET /api/v1/permits/[ref]': [{ who: PERMIT_READERS, in: [404], params: NO_PERMIT }],
	'GET /api/v1/permits/[ref]/documents': [{ who: PERMIT_READERS, in: [404], params: NO_PERMIT }],
	'POST /api/v1/permits/[ref]/documents': [{ who: PERMIT_READERS, in: [404], params: NO_PERMIT, json: {} }],
	'GET /api/v1/permits/[ref]/documents/[kind]/[version]': [
		{ who: PERMIT_READERS, in: [404], params: { ...NO_PERMIT, kind: 'identity', version: '1' } }
	],
	'GET /api/v1/permits/[ref]/fees': [{ who: PERMIT_READERS, in: [404], params: NO_PERMIT }],
	'GET /api/v1/permits/[ref]/draw': [{ who: ['auditor'], in: [404], params: NO_PERMIT }],
	'GET /api/v1/permits/[ref]/history': [{ who: PERMIT_READERS, in: [404], params: NO_PERMIT }],
	'GET /api/v1/permits/[ref]/notes': [{ who: STAFF_PERMIT_READERS, in: [404], params: NO_PERMIT }],
	'POST /api/v1/permits/[ref]/notes': [{ who: STAFF_PERMIT_READERS, in: [404], params: NO_PERMIT, json: {} }],
	'POST /api/v1/permits/[ref]/notes/[n]/actions/[name]': [
		{ who: STAFF_PERMIT_READERS, in: [404], params: { ...NO_PERMIT, n: '1', name: 'reply' }, json: {} }
	],
	'GET /api/v1/permits/[ref]/neighbours': [{ who: PERMIT_READERS, in: [404], params: NO_PERMIT }],
	'POST /api/v1/permits/[ref]/neighbours': [{ who: PERMIT_READERS, in: [404], params: NO_PERMIT, json: {} }],
	'GET /api/v1/permits/[ref]/neighbours/notice.pdf': [{ who: PERMIT_READERS, in: [404], params: NO_PERMIT }],
	'POST /api/v1/permits/[ref]/neighbours/services': [
		{
			who: PERMIT_READERS,
			in: [404],
			params: NO_PERMIT,
			json: { neighbour: 1, how: 'posted', served_on: '2026-01-01' }
		}
	],
	'POST /api/v1/permits/[ref]/neighbours/objections': [
		{
			who: PERMIT_READERS,
			in: [404],
			params: NO_PERMIT,
			json: { subject: 'light', words: 'x', received_on: '2026-01-01' }
		}
	],
	'GET /api/v1/permits/[ref]/neighbours/objections/[n]': [
		{ who: PERMIT_READERS, in: [404], params: { ...NO_PERMIT, n: '1' } }
	],
	'POST /api/v1/permits/[ref]/neighbours/objections/[n]/answer': [
		{ who: PERMIT_READERS, in: [404], params: { ...NO_PERMIT, n: '1' }, json: { words: 'x' } }
	],
	'GET /api/v1/permits/[ref]/parties': [{ who: PERMIT_READERS, in: [404], params: NO_PERMIT }],
	'GET /api/v1/permits/[ref]/site': [{ who: PERMIT_READERS, in: [404], params: NO_PERMIT }],
	'GET /api/v1/permits/[ref]/review': [{ who: PERMIT_READERS, in: [404], params: NO_PERMIT }],
	'GET /api/v1/permits/[ref]/works': [{ who: PERMIT_READERS, in: [404], params: NO_PERMIT }],
	'GET /api/v1/permits/[ref]/photos/[sha]': [
		{ who: PERMIT_READERS, in: [404], params: { ...NO_PERMIT, sha: '0'.repeat(64) } }
	],
	'GET /api/v1/permits/reviewers/[username]': only(['admin', 'auditor', 'head_of_engineering'], 404),
	'PUT /api/v1/permits/reviewers/[username]': [
		{ who: ['admin', 'head_of_engineering'], in: [422], json: {} }
	],
	'GET /api/v1/permits/stages': only(PERMIT_READERS, 200),
	'POST /api/v1/permits/stages': [{ who: ['head_of_engineering'], in: [422], json: {} }],
	'POST /api/v1/permits/violations': [{ who: ['inspector'], in: [422], json: {} }],
	'POST /verify/[code]': [{ who: 'everybody', in: [404, 429], json: {}, params: { code: 'made-up' } }],
	'GET /verify/key': everybody(200),
	'GET /verify/draws': everybody(200),
	'GET /api/v1/portal/draws': everybody(200),
	'GET /api/v1/permits/check/[code]': [{ who: 'everybody', in: [308], params: { code: 'made-up' } }],
	'GET /api/v1/permits/key': everybody(308),
	'GET /api/v1/permits/[ref]/certificates': [{ who: PERMIT_READERS, in: [404], params: NO_PERMIT }],
	'GET /api/v1/permits/statements': [{ who: [...STAFF, 'applicant_engineer'], in: [200], query: 'parcel=0' }],
	'POST /api/v1/permits/statements': [
		{ who: ['window_clerk', 'head_of_engineering', 'authority'], in: [422], json: {} }
	],
	'GET /api/v1/permits/[ref]/receipts/[number]/receipt.pdf': [
		{ who: PERMIT_READERS, in: [404], params: { ...NO_PERMIT, number: 'RC-2026-0' } }
	],
	'GET /api/v1/permits/certificates/[number]/certificate.pdf': [
		{ who: 'signed-in', in: [404], params: { number: 'BL-2026-0' } }
	],
	'POST /api/v1/permits/certificates/[number]/actions/revoke': [
		{ who: PERMIT_READERS, in: [422], json: {}, params: { number: 'BL-2026-0' } }
	],
	// Of a work that is not published nothing is said, not even to staff.
	'GET /api/v1/portal/works/[ref]': everybody(404),

	// Bringing files in
	'GET /import': only(IMPORTERS, 200),
	'POST /api/v1/imports': only(IMPORTERS, 422),
	'DELETE /api/v1/imports/[id]': upload(),
	'POST /api/v1/imports/[id]/files': upload(),
	'GET /api/v1/imports/[id]/preview': upload(),
	'POST /api/v1/imports/[id]/run': upload(),

	// Excavation
	'GET /excavation': only(DIG_READERS, 200),
	'GET /excavation/calendar': only(DIG_READERS, 200),
	'GET /excavation/desk': only(DIG_READERS, 200),
	'GET /excavation/plan': only(['coordinator'], 200),
	'GET /excavation/new': only(['utility_planner'], 200),
	'GET /excavation/[ref]': only(DIG_READERS, 200),
	'GET /excavation/[ref]/inspect': [{ who: ['inspector'], in: [200] }],
	// Those who may only read are sent back to the record.
	'GET /excavation/[ref]/edit': [{ who: ['utility_planner'], own: true, in: [200], refusal: 303 }],
	'GET /api/v1/excavation/digs': only(DIG_READERS, 200),
	'POST /api/v1/excavation/digs': [{ who: ['utility_planner'], in: [422], json: {} }],
	'GET /api/v1/excavation/digs/[ref]': only(DIG_READERS, 200),
	'PATCH /api/v1/excavation/digs/[ref]': byOwner({ title: 'x' }),
	'GET /api/v1/excavation/digs/[ref]/history': only(DIG_READERS, 200),
	'POST /api/v1/excavation/digs/[ref]/actions/cancel': byOwner({ reason: 'x' }),
	'POST /api/v1/excavation/digs/[ref]/actions/finish': byOwner({}),
	'POST /api/v1/excavation/digs/[ref]/actions/stop': byOwner({}),
	'POST /api/v1/excavation/digs/[ref]/actions/submit': byOwner({}),
	'POST /api/v1/excavation/digs/[ref]/actions/withdraw': byOwner({}),
	'POST /api/v1/excavation/digs/[ref]/actions/amend': byOwner({ reason: 'x' }),
	'POST /api/v1/excavation/digs/[ref]/actions/start': byOwner({}),
	'POST /api/v1/excavation/digs/[ref]/actions/file': byOwner({}),
	'POST /api/v1/excavation/digs/[ref]/actions/override': lostRace(['coordinator'], { reason: 'x' }),
	'POST /api/v1/excavation/digs/[ref]/actions/approve': lostRace(APPROVERS, {}),
	'POST /api/v1/excavation/digs/[ref]/actions/return': lostRace(APPROVERS, { reason: 'x' }),
	'POST /api/v1/excavation/digs/[ref]/actions/refuse': lostRace(APPROVERS, { reason: 'x' }),
	'GET /api/v1/excavation/digs/[ref]/standing': only(DIG_READERS, 200),
	'PUT /api/v1/excavation/digs/[ref]/detours': byOwner({ detours: [] }, 'coordinator'),
	'POST /api/v1/excavation/detours': [{ who: DIG_READERS, in: [422], json: {} }],
	'POST /api/v1/excavation/digs/[ref]/actions/close': lostRace(['coordinator'], {}),
	'GET /api/v1/excavation/digs/[ref]/inspections': only(DIG_READERS, 200),
	'POST /api/v1/excavation/digs/[ref]/inspections': [{ who: ['inspector'], in: [422], json: {} }],
	'GET /api/v1/excavation/desk': only(DIG_READERS, 200),
	'GET /api/v1/excavation/timeline': [
		{ who: DIG_READERS, in: [200], query: 'from=2026-11-01&to=2026-12-31' }
	],
	'GET /excavation/networks': only(DIG_READERS, 200),
	'GET /api/v1/excavation/networks': only(DIG_READERS, 200),
	'POST /api/v1/excavation/networks': [{ who: NETWORK_OWNERS, in: [422], json: {} }],
	'POST /api/v1/excavation/networks/[id]/actions/close': [
		{ who: DIG_READERS, in: [404], json: { reason: 'x' }, params: { id: '0' } }
	],
	'PUT /api/v1/excavation/digs/[ref]/responses/[unit]': [
		{
			who: NETWORK_OWNERS,
			own: true,
			in: [404],
			json: { answer: 'none' },
			headers: { 'if-match': '"999999"' }
		}
	],
	'POST /api/v1/excavation/files': only(
		[...NETWORK_OWNERS, 'head_of_engineering', 'inspector', 'traffic_police'],
		415
	),
	'GET /api/v1/excavation/files/[id]': [{ who: DIG_READERS, in: [404], params: { id: '0' } }],
	'GET /excavation/interest': only(['utility_planner'], 200),
	'GET /api/v1/excavation/interest': only(['utility_planner'], 200),
	'POST /api/v1/excavation/interest': [{ who: ['utility_planner'], in: [422], json: {} }],
	'DELETE /api/v1/excavation/interest/[id]': [{ who: ['utility_planner'], in: [404], params: { id: '0' } }],
	// Nobody watches the ground of the test.
	'POST /api/v1/excavation/digs/[ref]/actions/seen': [{ who: ['utility_planner'], in: [404], json: {} }],
	'GET /excavation/reports': only([...REPORT_DESK, 'auditor'], 200),
	'GET /api/v1/excavation/reports': only([...REPORT_DESK, 'auditor'], 200),
	'POST /api/v1/excavation/reports/[id]/actions/close': [
		{ who: REPORT_DESK, in: [422], json: {}, params: { id: '0' } }
	],
	// The dig of the test is planned: it has no permit yet.
	'GET /api/v1/excavation/digs/[ref]/permit.pdf': only(DIG_READERS, 409),
	'GET /api/v1/excavation/clashes': only(DIG_READERS, 200),
	'GET /api/v1/excavation/calendar': [
		{ who: DIG_READERS, in: [200], query: 'from=2026-12-01&to=2026-12-31' }
	],
	'POST /api/v1/excavation/calendar': [{ who: CALENDAR, in: [422], json: {} }],
	'GET /api/v1/excavation/calendar/breaches': only(DIG_READERS, 200),
	'POST /api/v1/excavation/calendar/years': [{ who: CALENDAR, in: [422], json: {} }],
	'POST /api/v1/excavation/calendar/[table]/[id]/actions/close': [
		{ who: CALENDAR, in: [422], json: {}, params: { table: 'periods', id: '0' } }
	],
	'POST /api/v1/excavation/calendar/periods/[id]/actions/confirm': [
		{ who: CALENDAR, in: [404], json: {}, params: { id: '0' } }
	],
	'POST /api/v1/excavation/hours': [{ who: DIG_READERS, in: [422], json: {} }],
	'GET /api/v1/excavation/digs/[ref]/hours': only(DIG_READERS, 200),
	// Nobody works at 25:00, so the owner changes nothing.
	'PUT /api/v1/excavation/digs/[ref]/hours': [
		{ who: ['utility_planner'], own: true, in: [422], json: { from: '25:00' } }
	],
	'GET /api/v1/excavation/digs/[ref]/nuisance': only(DIG_READERS, 200),
	'GET /excavation/streets/[id]': [{ who: DIG_READERS, in: [200], params: { id: '1' } }],
	'GET /api/v1/excavation/streets/[id]': [{ who: DIG_READERS, in: [200], params: { id: '1' } }],
	'GET /excavation/fibre': only(DIG_READERS, 200),
	'GET /excavation/fibre/[id]': [{ who: DIG_READERS, in: [404], params: { id: '0' } }],
	'GET /api/v1/excavation/fibre': only(DIG_READERS, 200),
	'POST /api/v1/excavation/fibre': [{ who: FIBRE, in: [422], json: {} }],
	'GET /api/v1/excavation/fibre/[id]': [{ who: DIG_READERS, in: [404], params: { id: '0' } }],
	'PATCH /api/v1/excavation/fibre/[id]': [
		{ who: FIBRE, in: [404], json: { seen: '2026-01-01T00:00:00Z' }, params: { id: '0' } }
	],
	'DELETE /api/v1/excavation/fibre/[id]': [{ who: FIBRE, in: [404], params: { id: '0' } }],
	'PUT /api/v1/excavation/fibre/[id]/digs/[ref]': [{ who: FIBRE, in: [404], params: { id: '0' } }],
	'DELETE /api/v1/excavation/fibre/[id]/digs/[ref]': [{ who: FIBRE, in: [404], params: { id: '0' } }],
	'PUT /api/v1/excavation/fibre/[id]/buildings/[layer]/[feature]': [
		{
			who: FIBRE,
			in: [404],
			json: { connected_on: null },
			params: { id: '0', layer: 'schools', feature: '0' }
		}
	],
	'GET /excavation/contractors': only(DIG_READERS, 200),
	'GET /api/v1/excavation/contractors': only(DIG_READERS, 200),
	'POST /api/v1/excavation/contractors': [{ who: ['coordinator'], in: [422], json: {} }],
	'PATCH /api/v1/excavation/contractors/[id]': [
		{ who: ['coordinator'], in: [404], json: { seen: '2026-01-01T00:00:00Z' }, params: { id: '0' } }
	],
	'GET /excavation/tariff': only(DIG_READERS, 200),
	'GET /excavation/cash': only(CASH_DESK, 200),
	'GET /api/v1/excavation/tariff': only(DIG_READERS, 200),
	'GET /api/v1/excavation/tariff/joint': only(DIG_READERS, 200),
	'POST /api/v1/excavation/tariff/joint': [{ who: ['coordinator'], in: [422], json: {} }],
	'POST /api/v1/excavation/tariff': [{ who: ['coordinator'], in: [422], json: {} }],
	'POST /api/v1/excavation/tariff/[id]/actions/close': [
		{ who: ['coordinator'], in: [422], json: {}, params: { id: '0' } }
	],
	'GET /api/v1/excavation/cash': only(CASH_DESK, 200),
	'GET /api/v1/excavation/digs/[ref]/fees': only(DIG_READERS, 200),
	'PUT /api/v1/excavation/digs/[ref]/fees/grade': [{ who: ['coordinator'], in: [422], json: {} }],
	'POST /api/v1/excavation/digs/[ref]/fees/receipts': [{ who: ['cashier'], in: [422], json: {} }],
	'POST /api/v1/excavation/receipts/[number]/actions/cancel': [
		{ who: ['cashier'], in: [422], json: {}, params: { number: 'RC-2026-000000' } }
	],
	'POST /api/v1/excavation/digs/[ref]/deposit/actions/release': [
		{ who: ['coordinator'], in: [422], json: {} }
	],
	'POST /api/v1/excavation/digs/[ref]/deposit/actions/forfeit': [
		{ who: ['coordinator'], in: [422], json: {} }
	],
	'POST /api/v1/excavation/plan': [{ who: ['coordinator'], in: [422], json: {} }],
	'POST /api/v1/excavation/plan/actions/accept': [{ who: ['coordinator'], in: [422], json: {} }],
	'POST /api/v1/excavation/clashes/[id]/actions/judge': [
		{ who: DIG_READERS, in: [404], json: { answer: 'later', reason: 'x' }, params: { id: '0' } }
	],
	'POST /api/v1/excavation/clashes/[id]/actions/join': [
		{ who: DIG_READERS, in: [404], json: { answer: 'refuse', reason: 'x' }, params: { id: '0' } }
	],
	'POST /api/v1/excavation/joints/[id]/actions/end': [
		{ who: DIG_READERS, in: [404], json: { reason: 'x' }, params: { id: '0' } }
	],
	'GET /api/v1/excavation/digs/[ref]/joints': only(DIG_READERS, 200),
	'GET /api/v1/excavation/savings': only(DIG_READERS, 200),
	'GET /excavation/savings': only(DIG_READERS, 200),
	'GET /excavation/programmes': only(DIG_READERS, 200),
	'GET /api/v1/excavation/programmes': only(DIG_READERS, 200),
	'POST /api/v1/excavation/programmes': [{ who: ['coordinator'], in: [422], json: {} }],
	'POST /api/v1/excavation/programmes/missing/actions/withdraw': [
		{ who: ['utility_planner', 'coordinator'], in: [422], json: {} }
	],
	'POST /api/v1/excavation/programmes/missing/actions/keep': [
		{ who: ['utility_planner', 'coordinator'], in: [422], json: {} }
	],
	'POST /api/v1/excavation/programmes/[id]/actions/close': [
		{ who: ['coordinator'], in: [404], params: { id: '0' } }
	],
	'PUT /api/v1/excavation/programmes/[id]/answers/[unit]': [
		{ who: ['coordinator'], in: [404], params: { id: '0', unit: '0' } }
	],
	'GET /excavation/sessions': only(DIG_READERS, 200),
	'GET /excavation/sessions/[id]': [{ who: DIG_READERS, in: [404], params: { id: '0' } }],
	'GET /excavation/sessions/[id]/minutes': [{ who: DIG_READERS, in: [404], params: { id: '0' } }],
	'GET /api/v1/excavation/sessions': only(DIG_READERS, 200),
	'POST /api/v1/excavation/sessions': [{ who: ['coordinator'], in: [422], json: {} }],
	'GET /api/v1/excavation/sessions/[id]/minutes.pdf': [{ who: DIG_READERS, in: [404], params: { id: '0' } }],
	'GET /api/v1/excavation/sessions/[id]': [{ who: DIG_READERS, in: [404], params: { id: '0' } }],
	'POST /api/v1/excavation/sessions/[id]/items/[item]/actions/decide': [
		{ who: ['coordinator'], in: [422], json: {}, params: { id: '0', item: '0' } }
	],
	'PUT /api/v1/excavation/sessions/[id]/attendance/[unit]': [
		{ who: ['coordinator'], in: [422], json: {}, params: { id: '0' } }
	],
	'POST /api/v1/excavation/sessions/[id]/actions/close': [
		{ who: ['coordinator'], in: [404], json: {}, params: { id: '0' } }
	],
	'POST /api/v1/excavation/check': [{ who: DIG_READERS, in: [422], json: {} }],
	'POST /api/v1/permits/check': [{ who: [...STAFF, 'applicant_engineer'], in: [422], json: {} }],
	'POST /api/v1/permits/fees': [{ who: [...STAFF, 'applicant_engineer'], in: [422], json: {} }],
	'GET /permits': only(PERMIT_READERS, 200),
	'GET /permits/[ref]': [{ who: PERMIT_READERS, in: [404], params: NO_PERMIT }],
	'GET /permits/[ref]/edit': [{ who: PERMIT_READERS, in: [404], params: NO_PERMIT }],
	'GET /api/v1/permits/alarms': only(['head_of_engineering', 'authority', 'governor'], 200),
	'POST /api/v1/permits/[ref]/alarms': [
		{ who: ['head_of_engineering', 'authority', 'governor'], in: [422], params: NO_PERMIT, json: {} }
	],
	'GET /permits/statements': only(PERMIT_OVERSEERS, 200),
	'GET /permits/statements/new': only(['window_clerk', 'applicant_engineer', 'citizen'], 200),
	'GET /permits/stages': only(PERMIT_READERS, 200),
	'GET /permits/performance': only(PERMIT_ANSWERABLE, 200),
	'GET /api/v1/permits/performance': only(PERMIT_ANSWERABLE, 200),
	'GET /permits/inspections': only(['inspector'], 200),
	'GET /permits/new': only(['window_clerk', 'applicant_engineer', 'citizen'], 200),
	'GET /permits/tariff': only([...STAFF, 'applicant_engineer'], 200),
	'POST /api/v1/permits/drawings': [{ who: [...STAFF, 'applicant_engineer'], in: [415], json: {} }],
	'GET /api/v1/permits/fee-formulas': only([...STAFF, 'applicant_engineer'], 200),
	'POST /api/v1/permits/fee-formulas': [{ who: ['head_of_engineering'], in: [422], json: {} }],
	'POST /api/v1/permits/statements/requests': [
		{ who: ['window_clerk', 'applicant_engineer', 'citizen'], in: [422], json: {} }
	],
	'POST /api/v1/permits': [{ who: ['window_clerk', 'applicant_engineer', 'citizen'], in: [422], json: {} }],
	'POST /api/v1/permits/[ref]/actions/[name]': [
		{ who: PERMIT_READERS, in: [404], params: NO_PERMIT, json: {} }
	],
	'GET /api/v1/permits/plot': [
		{ who: ['window_clerk', 'applicant_engineer', 'citizen'], in: [422], query: 'parcel=0' }
	],
	'POST /api/v1/permits/plot': [
		{ who: ['window_clerk', 'applicant_engineer', 'citizen'], in: [422], json: {} }
	],
	'GET /permits/site': only([...STAFF, 'applicant_engineer'], 200),
	'GET /api/v1/permits/site': [{ who: [...STAFF, 'applicant_engineer'], in: [404], query: 'parcel=0' }],
	'POST /api/v1/permits/site': [{ who: [...STAFF, 'applicant_engineer'], in: [422], json: {} }]
};

/** May somebody of this role, in the owning unit or elsewhere, pass? `null` is the public. */
export function letsIn(row: Row, role: Role | null, owning: boolean): boolean {
	if (row.who === 'everybody') return true;
	if (role === null) return false;
	if (row.who === 'signed-in') return ROLES.includes(role);
	return row.who.includes(role) && (!row.own || owning);
}
