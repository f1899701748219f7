import { keepOffline } from '#lib/ui/offline/offline.ts';
import { NO_CODE } from '../../rules/permit/verdict.ts';

/** Has this telephone keep the page that judges papers, for a street without a network. */
export function keepPaperPage(): Promise<boolean> {
	return keepOffline(`/verify/${NO_CODE}`);
}
