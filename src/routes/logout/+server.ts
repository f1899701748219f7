import { redirect } from '@sveltejs/kit';
import { SESSION_COOKIE, sessionCookie, signOut } from '#lib/server/auth/index.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ cookies, locals, url }) => {
	const { platform, requestId } = locals.ctx;
	await signOut(platform, cookies.get(SESSION_COOKIE), { requestId });
	cookies.delete(SESSION_COOKIE, sessionCookie(url));
	redirect(303, '/login?notice=signed_out');
};
