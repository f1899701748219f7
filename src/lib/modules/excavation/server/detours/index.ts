export { proposeDetours } from './propose.ts';
export { judgeOnNewTransit } from './rejudge.ts';
export { rerouteDig } from './reroute.ts';
export { takeProposedDetours } from './take.ts';
