import { DomainError } from '#lib/kernel/errors.ts';
import type { Actor } from '../policy/index.ts';

/** Names whoever made what a device kept; the session that carries it may be another's by now. */
const SENDER = 'x-diwan-person';

/** Words for the API's description. */
export const SENDER_HEADER = {
	[SENDER]:
		'Username of whoever made what is sent; refused as not_signed_in when the session is of somebody else.'
};

/** What one person made is not taken under the name of another. @throws DomainError `not_signed_in`. */
export function demandSender(request: Request, actor: Pick<Actor, 'username'>): void {
	const named = request.headers.get(SENDER);
	if (named !== null && named !== actor.username) throw new DomainError('not_signed_in');
}
