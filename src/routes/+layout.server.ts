import type { LayoutServerLoad } from './$types';

/** How this person reads, for the first paint of every page. */
export const load: LayoutServerLoad = ({ locals }) => ({
	preferences: { locale: locals.ctx.locale, digits: locals.digits, theme: locals.theme }
});
